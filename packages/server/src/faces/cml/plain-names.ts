import { IngotError } from '@ingot/contract'

/**
 * The members of a message by the names that the API documents: `pageSize` is `page_size` too, since gateways of gRPC
 * read both. A member that is null counts as absent. Throws `INVALID_REQUEST` for one that is given by both names.
 */
export function plainNames<Value>(given: Readonly<Record<string, Value>>): Record<string, Value> {
  const members = new Map<string, Value>()
  const names = new Map<string, string>()
  for (const [name, value] of Object.entries(given)) {
    if (value === null) continue
    const plain = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    const other = names.get(plain)
    if (other !== undefined) {
      const message = `"${shown(name)}" is the member "${shown(other)}" by another name; give one of them`
      throw new IngotError('INVALID_REQUEST', message)
    }
    names.set(plain, name)
    members.set(plain, value)
  }
  return Object.fromEntries(members)
}

function shown(name: string): string {
  return name.slice(0, 80)
}
