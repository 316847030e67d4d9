const pattern = /^\d{1,10}(?:\.\d{1,10}){0,3}$/

/** Whether a text is a version as Azure has them: numbers with dots between. */
export function isVersionNumber(text: string): boolean {
  return pattern.test(text)
}

/** Compares versions number by number, the highest first. */
export function byHighestVersion(one: string, other: string): number {
  const [left, right] = [one, other].map((text) => text.split('.').map(Number))
  for (let index = 0; index < 4; index += 1) {
    const difference = (right?.[index] ?? 0) - (left?.[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
