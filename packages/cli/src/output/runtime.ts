import type { RuntimeReport, RuntimeStatus, RuntimeView } from '@ingot/contract'
import { paintVerdict } from './base-proof.ts'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { reportSections } from './runtime-report.ts'
import { fieldLines, joinedSections } from './sheet.ts'
import { table } from './table.ts'
import { shortMoment } from './words.ts'

/** A status in its colour. */
export function paintStatus(status: RuntimeStatus, paint: Paint): string {
  const colour = { ENABLED: paint.good, DEPRECATED: paint.doubtful, DISABLED: paint.bad }
  return colour[status](status)
}

/** Runtimes, a row each. */
export function runtimeTable(runtimes: readonly RuntimeView[], paint: Paint): Promise<string> {
  const rows = runtimes.map((runtime) => {
    const { editor, kernel, edition } = runtime.metadata
    return [
      plain(editor),
      plain(kernel),
      plain(edition),
      plain(runtime.version),
      paintStatus(runtime.status, paint),
      runtime.isDefault === true ? 'yes' : '',
      paintVerdict(runtime.base?.verdict ?? 'UNKNOWN', paint),
      plain(runtime.identifier),
    ]
  })
  return table(
    ['EDITOR', 'KERNEL', 'EDITION', 'VERSION', 'STATUS', 'DEFAULT', 'BASE', 'IDENTIFIER'],
    rows,
    'No runtime fits',
  )
}

/** All that is known of one runtime, with the report that it was added with, where there is one. */
export async function runtimeSheet(
  runtime: RuntimeView,
  report: RuntimeReport | undefined,
  paint: Paint,
): Promise<string> {
  const { metadata, base, origin } = runtime
  const head = fieldLines([
    ['Runtime', paint.strong(plain(runtime.identifier))],
    ['Digest', plain(runtime.digest ?? 'not known, for it was never read')],
    ['Editor', plain(metadata.editor)],
    ['Kernel', plain(metadata.kernel)],
    ['Edition', plain(metadata.edition)],
    ['Version', plain(runtime.version)],
    ['Description', plain(metadata.description)],
    ['Status', statusText(runtime, paint)],
    ['Default', runtime.isDefault === true ? 'new projects may start from it' : undefined],
    ['Base', `${paintVerdict(base?.verdict ?? 'UNKNOWN', paint)} ${plain(base?.reference ?? '')}`.trimEnd()],
    ['Platforms', runtime.platforms.map(({ platform }) => plain(platform)).join(', ')],
    ['Credential', plain(runtime.credential ?? '')],
    ['Added', `${shortMoment(runtime.added)} ${addedBy(origin)}`],
    ['Dropped', origin.dropped && `${shortMoment(origin.dropped)}: its repo file no longer lists it`],
    ['Id', `${plain(runtime.id)}, number ${runtime.number}`],
    ['Revision', String(runtime.revision)],
  ])
  return joinedSections([head, ...(report === undefined ? [] : await reportSections(report, paint))])
}

function addedBy({ kind, by, repo }: RuntimeView['origin']): string {
  return plain(kind === 'repo' ? `by Runtime Repo ${repo ?? ''}` : `by ${by ?? 'somebody'}`)
}

function statusText({ status, since, reason, replacement }: RuntimeView, paint: Paint): string {
  const when = since === undefined ? '' : ` since ${shortMoment(since)}`
  const why = reason === undefined ? '' : `: ${plain(reason)}`
  const instead = replacement === undefined ? '' : ` (use ${plain(replacement)})`
  return `${paintStatus(status, paint)}${when}${why}${instead}`
}

/** The columns for programs, each with its value. */
const columns: readonly (readonly [name: string, value: (runtime: RuntimeView) => string])[] = [
  ['id', ({ id }) => id],
  ['identifier', ({ identifier }) => identifier],
  ['editor', ({ metadata }) => metadata.editor],
  ['kernel', ({ metadata }) => metadata.kernel],
  ['edition', ({ metadata }) => metadata.edition],
  ['version', ({ version }) => version],
  ['status', ({ status }) => status],
  ['default', ({ isDefault }) => String(isDefault === true)],
  ['digest', ({ digest }) => digest ?? ''],
  ['base', ({ base }) => base?.verdict ?? 'UNKNOWN'],
  ['errors', ({ findings }) => String(findings.errors)],
  ['warnings', ({ findings }) => String(findings.warnings)],
  ['added', ({ added }) => added],
  ['reason', ({ reason }) => reason ?? ''],
  ['replacement', ({ replacement }) => replacement ?? ''],
]

/** Runtimes for programs: a head, and a row each. */
export function runtimeRows(runtimes: readonly RuntimeView[]): string[][] {
  const rows = runtimes.map((runtime) => columns.map(([, value]) => value(runtime)))
  return [columns.map(([name]) => name), ...rows]
}
