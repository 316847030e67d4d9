import type { ImageAddReport, ImageAddRow } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { joinedSections } from './sheet.ts'
import { table } from './table.ts'
import { counted, imageText, shortMoment } from './words.ts'

const head = [
  'ACCOUNT',
  'REGION',
  'MATCHED BY',
  'REFERENCE',
  'OS',
  'ARCHITECTURE',
  'GENERATION',
  'CREATED',
  'SIZE',
  'DEPRECATED',
  'CHANGE',
]

const verbs = { added: ['Added', 'Would add'], changed: ['Changed', 'Would change'] } as const

/** What an add found and did: the same for a dry run, which only would do it. */
export async function imageAddSummary(report: ImageAddReport, paint: Paint): Promise<string> {
  const rows = await table(
    head,
    report.rows.map((row) => cellsOf(row, report, paint)),
    'Nothing was found',
  )
  const skipped = report.skipped.map(
    ({ account, region, message }) =>
      `${paint.doubtful('skipped')} ${plain(account)}${region === undefined ? '' : `, all of it, for ${plain(region)}`}: ${plain(message)}\n`,
  )
  return joinedSections([rows, skipped.join(''), `${lastLine(report)}\n`])
}

function cellsOf(row: ImageAddRow, { image }: ImageAddReport, paint: Paint): string[] {
  const { text, matchedBy } = row
  return [
    plain(row.account),
    plain(row.region ?? 'any'),
    `${matchedBy} ${plain(text === row.reference ? '' : text)}`.trimEnd(),
    plain(row.reference),
    row.os ?? image.os ?? '',
    row.architecture ?? image.architecture ?? '',
    plain(row.traits['generation'] ?? row.traits['boot-mode'] ?? ''),
    shortMoment(row.created ?? ''),
    row.bytes === undefined ? '' : sizeText(row.bytes),
    row.deprecated === undefined ? '' : paint.doubtful(shortMoment(row.deprecated)),
    changeText(row, paint),
  ]
}

function changeText({ change, replaces }: ImageAddRow, paint: Paint): string {
  if (change === 'added') return paint.good('new')
  if (change === 'replaced') return paint.doubtful(`replaces ${plain(replaces ?? '')}`)
  return change === 'changed' ? paint.doubtful('changed') : paint.quiet('unchanged')
}

function lastLine({ change, dryRun, image, rows, revision }: ImageAddReport): string {
  const what = `${imageText(image)} "${plain(image.label ?? '')}" in ${plain(image.catalog)}`
  if (change === 'unchanged')
    return `${what}: nothing to change, for it has what was found (${counted(rows.length, 'artifact')})`
  const [did, would] = verbs[change]
  const stored = dryRun ? 'nothing was stored' : `stored as of revision ${revision}`
  return `${dryRun ? would : did} ${what} with ${counted(image.artifacts.length, 'artifact')}; ${stored}`
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** A size in the largest unit that leaves a whole number before the point: `30 GiB`, `1.4 GiB`. */
export function sizeText(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  const size = bytes / 1024 ** power
  return `${Number.isInteger(size) || power === 0 ? size : size.toFixed(1)} ${units[power]}`
}
