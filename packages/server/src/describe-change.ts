import type { Credential, DocumentChange } from '@ingot/contract'
import { differences } from '@ingot/core'
import type { CommittedChange } from '@ingot/ledger'

/** A change of a document as the log shows it: what a person calls the document, and every leaf that differs. */
export function describeChange({ kind, id, before, after }: CommittedChange): DocumentChange {
  const change = before === undefined ? 'created' : after === undefined ? 'deleted' : 'changed'
  return {
    kind,
    id,
    title: titleOf(kind, id, after ?? before),
    change,
    differences: differences(shownBody(kind, before), shownBody(kind, after)),
  }
}

/** A body without what it holds sealed: only that this is another secret than before is told. */
function shownBody(kind: string, body: unknown): unknown {
  if (kind !== 'credential' || body === undefined) return body
  const { sealed, ...shown } = body as Credential
  return { ...shown, secret: `sealed under the key ${sealed.key}` }
}

function titleOf(kind: string, id: string, body: unknown): string {
  const { name, version } = body as { name?: string; version?: string }
  if (kind === 'image' && name !== undefined) return `${name}@${version}`
  return name ?? id
}
