/**
 * Puts values into the `{places}` of a template, once: what comes in is not looked at again. A place without a
 * value stays as it is.
 */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(?<name>\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? values[name]! : place,
  )
}
