import { IngotError, type Credential } from '@ingot/contract'
import type { Document, Index, Snapshot } from '@ingot/ledger'

const byServer: Index<Credential> = { kind: 'credential', keysOf: ({ server }) => [server] }
const byName: Index<Credential> = { kind: 'credential', keysOf: ({ name }) => [name] }

/** The credentials for a server (`host[:port]`, as references write it), by id. */
export function credentialsOf(snapshot: Snapshot, server: string): readonly Document<Credential>[] {
  return snapshot.find(byServer, server)
}

/** The credential of a name. */
export function credentialNamed(snapshot: Snapshot, name: string): Document<Credential> | undefined {
  return snapshot.find(byName, name)[0]
}

/** The credential that an id or a name means. Throws `CREDENTIAL_NOT_FOUND`. */
export function findCredential(snapshot: Snapshot, text: string): Document<Credential> {
  const found = snapshot.get<Credential>('credential', text) ?? credentialNamed(snapshot, text)
  if (found !== undefined) return found
  const names = everyCredential(snapshot).map(({ body }) => body.name)
  const message = `No credential has the id or name "${text}"; ${listed(names)}`
  throw new IngotError('CREDENTIAL_NOT_FOUND', message)
}

/** All credentials, by name. */
export function everyCredential(snapshot: Snapshot): Document<Credential>[] {
  return [...snapshot.all<Credential>('credential')].toSorted((a, b) => (a.body.name < b.body.name ? -1 : 1))
}

/** What there is, for a refusal of what is not: the first of the names. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return 'there is none'
  const more = names.length > 10 ? ` and ${names.length - 10} more` : ''
  return `there ${names.length === 1 ? 'is' : 'are'} ${names.slice(0, 10).join(', ')}${more}`
}
