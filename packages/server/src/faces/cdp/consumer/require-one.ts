import { IngotError } from '@ingot/contract'

/** The first of several members that say the same, of which one must be there. Throws `INVALID_REQUEST`. */
export function requireOne(members: Readonly<Record<string, string | undefined>>): string {
  const found = Object.values(members).find((value) => value !== undefined)
  if (found !== undefined) return found
  const names = Object.keys(members).map((name) => `'${name}'`)
  const message =
    names.length === 1
      ? `The parameter ${names[0]} is required`
      : `One of the parameters ${names.join(' and ')} is required`
  throw new IngotError('INVALID_REQUEST', message)
}
