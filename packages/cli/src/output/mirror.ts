import type { MirrorCheck, MirrorItem } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { table } from './table.ts'
import { counted } from './words.ts'

/** What has to be copied: two lines each, for both sides are long. */
export function mirrorPlan(items: readonly MirrorItem[]): string {
  if (items.length === 0) return 'Nothing has to be copied\n'
  const lines = items.map(({ from, to }) => `${plain(from)}\n  → ${plain(to)}\n`)
  return `${lines.join('')}${counted(items.length, 'copy', 'copies')} to make\n`
}

/** Whether the copies are what they must be, a row each; what is wrong comes first. */
export function mirrorTable(checks: readonly MirrorCheck[], paint: Paint): Promise<string> {
  const rows = checks
    .toSorted((a, b) => Number(a.status === 'same') - Number(b.status === 'same'))
    .map(({ status, to, message }) => [
      status === 'same' ? paint.good(status) : paint.bad(status),
      plain(to),
      plain(message),
    ])
  return table(['STATUS', 'COPY', 'WHAT WAS FOUND'], rows, 'There is no copy to check')
}
