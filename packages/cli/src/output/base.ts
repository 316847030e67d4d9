import type { AllowedBase, BaseSnapshot } from '@ingot/contract'
import { plain } from './plain.ts'
import { table } from './table.ts'
import { shortDigest, shortMoment } from './words.ts'

const head = ['GENERATION', 'VENDOR', 'TAG', 'SEEN', 'DIGEST', 'PLATFORMS', 'REFERENCE']

/**
 * Allowed bases, a row for each digest that was seen at their tags, the newest first: `now` is what the tag led to when
 * it was last looked at, `before` what it led to earlier. An image may stand on any of them.
 */
export function baseTable(bases: readonly AllowedBase[]): Promise<string> {
  const rows = bases.flatMap((base) =>
    looksOf(base)
      .toReversed()
      .map((look, index) => [
        base.generation,
        base.vendor ? 'yes' : 'no',
        index === 0 ? 'now' : 'before',
        shortMoment(look[0]?.seen ?? ''),
        shortDigest(look[0]?.digest ?? ''),
        look.map(({ platform }) => plain(platform)).join(','),
        plain(base.reference),
      ]),
  )
  return table(head, rows, 'No base is allowed')
}

/** The snapshots of one digest stand together, one for each platform. A tag may come back to a digest of before. */
function looksOf({ snapshots }: AllowedBase): BaseSnapshot[][] {
  const looks: BaseSnapshot[][] = []
  for (const snapshot of snapshots) {
    const last = looks.at(-1)
    if (last?.[0]?.digest === snapshot.digest) last.push(snapshot)
    else looks.push([snapshot])
  }
  return looks
}
