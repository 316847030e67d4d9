import type { UpgradeListing, UpgradeVerdict } from '@ingot/contract'
import { groupedBy } from '../grouped.ts'
import { factsCells, factsFields, factsHead, factsRow } from './facts.ts'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { table } from './table.ts'
import { consumerText, counted, imageWithId } from './words.ts'

/** What a consumer can be upgraded to; `all` shows every image with its verdict, else the dropped ones are counted. */
export async function upgradeReport(listing: UpgradeListing, all: boolean, paint: Paint): Promise<string> {
  const { consumer, catalog, current, candidates, verdicts, reason } = listing
  const on = current === undefined ? 'an image that is not known any more' : imageWithId(current)
  const head = `${paint.strong(consumerText(consumer))} is on ${on}; candidates are images of ${plain(catalog)}\n`
  const found = await table(
    factsHead,
    candidates.map((image) => factsCells(image).map(plain)),
    paint.bad(plain(reason ?? 'There is no candidate')),
  )
  const dropped = verdicts.filter(({ verdict }) => verdict === 'dropped')
  const rest = all ? await verdictTable(verdicts, paint) : await dropTable(dropped)
  const looked = `${counted(verdicts.length, 'image')} looked at, ${counted(candidates.length, 'candidate')}`
  return [head, found, `${looked}, ${dropped.length} dropped\n${rest}`].join('\n')
}

async function verdictTable(verdicts: readonly UpgradeVerdict[], paint: Paint): Promise<string> {
  const rows = verdicts.map(({ image, verdict, filter, code, message }) => [
    verdict === 'candidate' ? paint.good(verdict) : paint.bad(verdict),
    String(filter ?? ''),
    plain(code),
    plain(image.id),
    plain(image.version),
    plain(message),
  ])
  return await table(['VERDICT', 'FILTER', 'CODE', 'ID', 'VERSION', 'WHY'], rows, 'No image was looked at')
}

/** How many images each filter dropped, in the order of the filters, with the first as an example. */
async function dropTable(dropped: readonly UpgradeVerdict[]): Promise<string> {
  if (dropped.length === 0) return ''
  const groups = groupedBy(dropped, ({ filter, code }) => `${filter ?? ''} ${code}`)
  const ordered = [...groups.values()].toSorted(([a], [b]) => (a?.filter ?? -1) - (b?.filter ?? -1))
  const rows = ordered.map((group) => [
    String(group[0]?.filter ?? ''),
    plain(group[0]?.code ?? ''),
    String(group.length),
    plain(group[0]?.message ?? ''),
  ])
  return await table(['FILTER', 'CODE', 'DROPPED', 'FOR EXAMPLE'], rows, '')
}

/** Every image with its verdict, for programs. */
export function verdictRows(verdicts: readonly UpgradeVerdict[]): string[][] {
  const rows = verdicts.map(({ image, verdict, filter, code, message }) => {
    return [verdict, String(filter ?? ''), code, message, ...factsRow(image)]
  })
  return [['verdict', 'filter', 'code', 'message', ...factsFields], ...rows]
}
