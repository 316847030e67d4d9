import { architectureOf, type ExportEntry, type ExportInput, type ExportOutput } from './export-entry.ts'

const columns: readonly (readonly [string, (entry: ExportEntry) => string | undefined])[] = [
  ['image', ({ image }) => image.name],
  ['version', ({ image }) => image.version],
  ['label', ({ image }) => image.label],
  ['catalog', ({ image }) => image.catalog],
  ['id', ({ image }) => image.id],
  ['state', ({ state }) => state],
  ['os', ({ image }) => image.os],
  ['architecture', architectureOf],
  ['provider', ({ artifact, location }) => location.provider ?? artifact.provider],
  ['account', ({ location }) => location.account],
  ['region', ({ location }) => location.region],
  ['artifact', ({ artifact }) => artifact.name],
  ['reference', ({ artifact }) => artifact.reference],
  ['digest', ({ artifact }) => artifact.digest],
]

/** A row for each artifact, under a row of names (RFC 4180). */
export function emitCsv({ entries }: ExportInput): ExportOutput {
  const rows = entries.map((entry) => columns.map(([, valueOf]) => valueOf(entry) ?? ''))
  const text = [columns.map(([name]) => name), ...rows]
    .map((row) => `${row.map(csvCell).join(',')}\r\n`)
    .join('')
  return { files: [{ name: 'images.csv', text }], faults: [] }
}

/** What a spreadsheet takes for a formula when a cell begins with it; the wide forms are read as the narrow ones. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

/** A cell that a spreadsheet would run is led by an apostrophe; what ends a cell or a line elsewhere is quoted. */
function csvCell(text: string): string {
  const guarded = formula.test(text) ? `'${text}` : text
  return /[",;\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
