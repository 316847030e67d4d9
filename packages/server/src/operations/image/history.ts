import type { Image, LogEntry } from '@ingot/contract'
import { imageReference } from '@ingot/core'
import type { CommittedChange, Ledger } from '@ingot/ledger'
import { findImages } from '../../choose-image.ts'
import type { Handler } from '../../context.ts'
import { describeChange } from '../../describe-change.ts'
import { imageKey } from '../../image-document.ts'
import { readView } from '../../view.ts'

/** How many commits of one image are told. */
const limit = 1000

/** Every commit that touched the image, or all versions of the name, newest first. */
export const imageHistory: Handler<'imageHistory'> = async ({ params, query = {} }, context) => {
  const view = await readView(context, query)
  const images = findImages(view, params.image, query)
  const ids = new Set(images.map(({ body }) => imageKey(body)))
  const commits = await commitsOf(context.ledger, ids, view.stamp.revision)
  const entries = []
  for (const commit of commits) {
    const { changes } = await context.ledger.detail(commit.revision)
    for (const change of changes) {
      if (change.kind !== 'image' || !ids.has(change.id)) continue
      entries.push({ ...commit, image: imageReference(bodyOf(change)), change: describeChange(change) })
    }
  }
  return { ...view.stamp, entries }
}

async function commitsOf(ledger: Ledger, ids: ReadonlySet<string>, upTo: number): Promise<LogEntry[]> {
  const commits = new Map<number, LogEntry>()
  for (const id of ids) {
    for (const commit of await ledger.log({ kind: 'image', id, upTo, limit }))
      commits.set(commit.revision, commit)
  }
  return [...commits.values()].toSorted((a, b) => b.revision - a.revision)
}

function bodyOf(change: CommittedChange): Image {
  return (change.after ?? change.before) as Image
}
