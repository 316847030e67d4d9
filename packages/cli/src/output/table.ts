import { stripVTControlCharacters } from 'node:util'

/** From here on rows are padded without cli-table3, which takes half a millisecond a row, and more the more there are. */
const longTable = 200

const bare = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
}

/**
 * Columns under a head, without rules, so that `grep` and `awk` can work on it. Cells are one line each and already
 * safe to show. No rows: only the sentence that says so.
 */
export async function table(
  head: readonly string[],
  rows: readonly string[][],
  none: string,
): Promise<string> {
  if (rows.length === 0) return `${none}\n`
  if (rows.length > longTable) return padded([head, ...rows])
  const { default: Table } = await import('cli-table3')
  const printed = new Table({
    chars: bare,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  })
  printed.push([...head], ...rows)
  const lines = printed.toString().split('\n')
  return lines.map((line) => `${line.trimEnd()}\n`).join('')
}

function padded(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell))
    }
  }
  const lines = rows.map((row) =>
    row.map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell))).join('  '),
  )
  return lines.map((line) => `${line.trimEnd()}\n`).join('')
}

function widthOf(cell: string): number {
  return stripVTControlCharacters(cell).length
}
