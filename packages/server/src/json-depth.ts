/** Whether objects and arrays of a JSON value stand in each other more than `limit` deep. Never recurses itself. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  let level = nested([value])
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > limit) return true
    level = nested(level.flatMap((one) => Object.values(one) as unknown[]))
  }
  return false
}

function nested(values: readonly unknown[]): object[] {
  return values.filter((value) => typeof value === 'object' && value !== null)
}
