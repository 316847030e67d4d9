import type { CatalogView, SyncReport } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { counted, firstLines, imageWithId } from './words.ts'

type Synced = SyncReport['images'][number]
type Change = Synced['change']
type Answer = SyncReport & { revision: number; dryRun: boolean; catalog: CatalogView }

/** More images of one change than this are counted, not listed. */
const mostListed = 20

const marks: Record<Change, string> = { added: '+', changed: '~', withdrawn: '-', returned: '+' }
const words: Record<Change, string> = {
  added: 'came',
  changed: 'changed',
  withdrawn: 'went',
  returned: 'came back',
}

/** What came, changed and went with a sync; `all` lists every image. */
export function syncReport(answer: Answer, all: boolean, paint: Paint): string {
  const changes = Object.keys(words) as Change[]
  const lines = changes.flatMap((change) => {
    const images = answer.images.filter((image) => image.change === change)
    return firstLines(
      images.map((image) => syncedText(image, paint)),
      all ? images.length : mostListed,
    )
  })
  return [...lines, ...summary(answer, changes)].map((line) => `${line}\n`).join('')
}

function syncedText({ image, change, differences }: Synced, paint: Paint): string {
  const colour = change === 'withdrawn' ? paint.bad : change === 'changed' ? paint.doubtful : paint.good
  const head = `${colour(marks[change])} ${imageWithId(image)}: ${words[change]}`
  return [head, ...differences.map((difference) => `    ${plain(difference)}`)].join('\n')
}

function summary(answer: Answer, changes: readonly Change[]): string[] {
  const { catalog, images, unchanged, layoutChanged, outcome, revision, dryRun } = answer
  const name = plain(catalog.name)
  if (outcome === 'not-modified') return [`${name}: its source has not changed since the last sync`]
  if (outcome === 'unchanged') return [`${name}: ${counted(unchanged, 'image')}, nothing changed`]
  const counts = changes.map(
    (change) => `${images.filter((image) => image.change === change).length} ${words[change]}`,
  )
  const stored = dryRun
    ? `nothing stored; the ledger is at revision ${revision}`
    : `stored as of revision ${revision}`
  const isFirst = images.every(({ change }) => change === 'added') && unchanged === 0
  const order = layoutChanged && !isFirst ? ['The versions block or the order of the images changed'] : []
  return [...order, `${name}: ${counts.join(', ')}, ${unchanged} unchanged; ${stored}`]
}
