import type { CredentialView } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { checkCell } from './registry.ts'
import { table } from './table.ts'
import { shortMoment } from './words.ts'

const head = ['NAME', 'SERVER', 'KIND', 'DEFAULT', 'EXPIRES', 'STATE', 'LAST TEST', 'ID']

/** Credentials, one a row: where they hold and how they are, never what they hold. */
export function credentialTable(credentials: readonly CredentialView[], paint: Paint): Promise<string> {
  const rows = credentials.map((credential) => [
    plain(credential.name),
    plain(placeText(credential)),
    credential.kind,
    credential.isDefault ? 'yes' : '',
    shortMoment(credential.expires ?? ''),
    stateText(credential, paint),
    checkCell(credential.lastCheck),
    plain(credential.id),
  ])
  return table(head, rows, 'No credentials')
}

function placeText({ server, path }: CredentialView): string {
  return path === undefined ? server : `${server}/${path}`
}

function stateText({ state }: CredentialView, paint: Paint): string {
  if (state === 'valid') return paint.good(state)
  return state === 'expired' ? paint.bad(state) : paint.doubtful(state)
}
