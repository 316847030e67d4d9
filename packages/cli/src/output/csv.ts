import { plain } from './plain.ts'

/** What a spreadsheet takes for a formula when a cell begins with it; the wide forms are read as the narrow ones. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/
const number = /^[+-]?\d+(?:\.\d+)?$/

/**
 * Rows as CSV (RFC 4180): cells with commas or quotes are quoted, lines end with CRLF; semicolons are quoted too, for
 * spreadsheets that split there. A cell that a spreadsheet would run as a formula is led by an apostrophe; control
 * characters are escaped, so that each row is one line.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}

function csvCell(text: string): string {
  const guarded = plain(formula.test(text) && !number.test(text) ? `'${text}` : text)
  return /[",;]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
