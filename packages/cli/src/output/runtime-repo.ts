import type { Client, RepoSyncReport, SyncedEntry } from '@ingot/contract'
import { durationText } from '../duration.ts'
import type { Colour, Paint } from './paint.ts'
import { plain } from './plain.ts'
import { table } from './table.ts'
import { counted, firstLines, shortMoment } from './words.ts'

type Repo = Awaited<ReturnType<Client['listRuntimeRepos']>>['repos'][number]
type Change = SyncedEntry['change']

const head = ['NAME', 'RUNTIMES', 'EVERY', 'CHECKED', 'OUTCOME', 'ID', 'URL']

/** Runtime Repos, a row each, and under them what stands against the files that were read last. */
export async function repoTable(repos: readonly Repo[], paint: Paint): Promise<string> {
  const rows = repos.map(({ id, name, url, every, runtimes, sync }) => [
    plain(name),
    String(runtimes),
    url.startsWith('file:') ? 'by hand' : every === undefined ? '24h' : durationText(every),
    sync === undefined ? 'never' : shortMoment(sync.checked),
    sync === undefined ? '' : sync.outcome === 'failed' ? paint.bad(sync.outcome) : sync.outcome,
    String(id),
    plain(url),
  ])
  const listed = await table(head, rows, 'No Runtime Repo is registered')
  const reasons = repos.flatMap(({ name, sync }) =>
    sync?.message === undefined ? [] : [`${plain(`${name}: ${sync.message}`)}\n`],
  )
  return reasons.length === 0 ? listed : `${listed}\n${reasons.join('')}`
}

/** More entries of one change than this are counted, not listed. */
const mostListed = 20

const marks: Record<Change, string> = {
  refused: '✗',
  added: '+',
  returned: '+',
  changed: '~',
  dropped: '-',
  unchanged: ' ',
}
/** In the order in which they are listed, what is refused last: nearest to what stands against it. */
const listed: readonly Change[] = ['added', 'changed', 'returned', 'dropped', 'refused']

/** What a sync does, an entry a line, and in the last line how many there are of each. */
export function repoSyncLines(
  { entries, unchanged, outcome }: RepoSyncReport,
  all: boolean,
  paint: Paint,
): string[] {
  if (outcome === 'not-modified') return ['The file has not changed since the last sync']
  const groups = listed.map((change) => entries.filter((entry) => entry.change === change))
  const lines = groups.flatMap((group) =>
    firstLines(
      group.map((entry) => entryText(entry, paint)),
      all ? group.length : mostListed,
    ),
  )
  const counts = groups.map((group, index) => `${group.length} ${listed[index]}`)
  const total = counted(entries.length + unchanged, 'entry', 'entries')
  return [...lines, `${total}: ${counts.join(', ')}, ${unchanged} unchanged`]
}

/** Whether an entry is not taken as it is. */
export function hasRefused({ entries }: RepoSyncReport): boolean {
  return entries.some(({ change }) => change === 'refused')
}

function entryText({ change, identifier, path, differences }: SyncedEntry, paint: Paint): string {
  const place = path === '' ? '' : ` (${plain(path)})`
  const line = `${colourOf(change, paint)(`${marks[change]} ${change}`)} ${plain(identifier)}${place}`
  return [line, ...differences.map((difference) => `    ${plain(difference)}`)].join('\n')
}

function colourOf(change: Change, paint: Paint): Colour {
  if (change === 'refused' || change === 'dropped') return paint.bad
  return change === 'changed' ? paint.doubtful : paint.good
}
