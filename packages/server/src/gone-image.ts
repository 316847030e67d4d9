import type { ConsumerImage, Image } from '@ingot/contract'
import type { StoredImage } from '@ingot/core'
import type { CommitDetail, Ledger, Snapshot } from '@ingot/ledger'
import { effective } from './effective.ts'

/**
 * Looks up images that were deleted, by force, from under their consumers: each as it was when it was last stored, with
 * what it inherits today; `undefined` where no version is known, or the newest is no deletion. What an image derived from
 * says what stands for it in another catalog.
 */
export function goneImages(
  ledger: Ledger,
  snapshot: Snapshot,
): (image: ConsumerImage) => Promise<StoredImage | undefined> {
  // A catalog goes with all of its images in one commit, which is read once for all of their consumers.
  const deletions = new Map<number, Promise<CommitDetail>>()
  return async ({ catalog, id }) => {
    const key = `${catalog}/${id}`
    const [last] = await ledger.log({ kind: 'image', id: key, upTo: snapshot.revision, limit: 1 })
    if (last === undefined) return undefined
    const { revision } = last
    const detail = deletions.get(revision) ?? ledger.detail(revision)
    deletions.set(revision, detail)
    const { changes } = await detail
    const change = changes.find((one) => one.kind === 'image' && one.id === key)
    if (change?.before === undefined || change.after !== undefined) return undefined
    return effective(snapshot, { revision, body: change.before as Image })
  }
}
