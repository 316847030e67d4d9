import type { ScanFinding, ScanReport } from '@ingot/contract'
import { failureLines } from './account-failure.ts'
import { sizeText } from './image-add.ts'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { joinedSections } from './sheet.ts'
import { table } from './table.ts'
import { counted, imageText } from './words.ts'

const head = ['KIND', 'ACCOUNT', 'REGION', 'IMAGE', 'REFERENCE', 'AGE', 'SIZE', 'WHAT']

/** What a scan found, what it could not ask, and what came of it. */
export async function scanText(report: ScanReport, paint: Paint): Promise<string> {
  const rows = report.findings.map((finding) => cellsOf(finding, paint))
  const found = rows.length === 0 ? '' : await table(head, rows, '')
  const returned = report.returned.map(
    ({ image, reference }) =>
      `${paint.good('back')} ${imageText(image)}: ${plain(reference)} is as it should be${report.cleared === 0 ? '; --accept takes its drift away' : ''}`,
  )
  return joinedSections([
    found,
    failureLines(report.failures, paint),
    linesOf(returned),
    `${summaryOf(report)}\n`,
  ])
}

function cellsOf(finding: ScanFinding, paint: Paint): string[] {
  const { kind, account, region, image, reference, ageDays, bytes, message } = finding
  const colour = kind === 'gone' || kind === 'private' ? paint.bad : paint.doubtful
  return [
    kind === 'new-region' || kind === 'unnamed' ? paint.quiet(kind) : colour(kind),
    plain(account),
    plain(region ?? 'any'),
    image === undefined ? '' : imageText(image),
    plain(reference),
    ageDays === undefined ? '' : `${ageDays} d`,
    bytes === undefined ? '' : sizeText(bytes),
    plain(message),
  ]
}

function summaryOf(report: ScanReport): string {
  const { checked, unchecked, findings, acknowledged, cleared, accepted, dryRun, revision } = report
  const looked = `${counted(checked, 'artifact')} looked for, ${counted(findings.length, 'finding')}`
  const unknown =
    (unchecked === 0 ? '' : `; ${counted(unchecked, 'artifact')} no account could tell of`) +
    (acknowledged === 0 ? '' : `; ${counted(acknowledged, 'image')} accepted as unnamed`)
  const written = [
    ...(accepted === 0 ? [] : [`${counted(accepted, 'finding')} accepted`]),
    ...(cleared === 0 ? [] : [`${counted(cleared, 'artifact')} cleared of drift`]),
  ]
  if (written.length === 0) return `${looked}${unknown}`
  const done = dryRun ? 'if it were no dry run' : `as of revision ${revision}`
  return `${looked}${unknown}; ${written.join(' and ')} ${done}`
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}
