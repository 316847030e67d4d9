import type { DocumentChange } from '@ingot/contract'
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
    differences: differences(before, after),
  }
}

function titleOf(kind: string, id: string, body: unknown): string {
  const { name, version } = body as { name?: string; version?: string }
  if (kind === 'image' && name !== undefined) return `${name}@${version}`
  return name ?? id
}
