/** A copy of JSON in which the value at a JSON pointer is another; undefined takes it away. */
export function withValue<Json>(json: Json, pointer: string, value: unknown): Json {
  // Not structuredClone(): what is one object in several places would stay so.
  const copy = JSON.parse(JSON.stringify(json)) as Json
  const steps = pointer.split('/').slice(1)
  const last = steps.pop() ?? ''
  let holder = copy as Record<string, unknown>
  for (const step of steps) holder = holder[step] as Record<string, unknown>
  holder[last] = value
  return copy
}
