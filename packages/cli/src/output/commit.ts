import type { DocumentChange, LogEntry } from '@ingot/contract'
import type { Colour, Paint } from './paint.ts'
import { plain } from './plain.ts'
import { shortMoment } from './words.ts'

/** One line about a commit: revision, when, who, what, why. */
export function commitHead(entry: LogEntry, paint: Paint): string {
  const head = `${paint.strong(`revision ${entry.revision}`)}  ${shortMoment(entry.at)}`
  const reason = entry.reason === undefined ? '' : `: ${plain(entry.reason)}`
  return `${head}  ${plain(entry.actor)}  ${plain(entry.action)}${reason}`
}

const marks = { created: '+', changed: '~', deleted: '-' } as const

/** What a commit did to one document: a line for it, and one for each leaf that differs. */
export function changeLines(change: DocumentChange, paint: Paint): string[] {
  const { kind, id, title } = change
  const name = title === id ? plain(title) : `${plain(title)} ${paint.quiet(`(${plain(id)})`)}`
  const head = `  ${colourOf(change, paint)(marks[change.change])} ${plain(kind)} ${name} ${change.change}`
  return [head, ...change.differences.map((difference) => `      ${differenceText(difference, paint)}`)]
}

function colourOf({ change }: DocumentChange, paint: Paint): Colour {
  if (change === 'created') return paint.good
  return change === 'deleted' ? paint.bad : paint.doubtful
}

function differenceText(
  { path, before, after }: DocumentChange['differences'][number],
  paint: Paint,
): string {
  const name = path === '' ? '' : `${plain(path)}: `
  if (before === undefined) return `${name}${paint.good(plain(after ?? ''))}`
  if (after === undefined) return `${name}${paint.bad(plain(before))} removed`
  return `${name}${paint.bad(plain(before))} → ${paint.good(plain(after))}`
}
