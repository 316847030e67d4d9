import type { Coverage, CoverageCell } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { table } from './table.ts'
import { counted, locationText } from './words.ts'

/** The matrix of rows against locations, then why each gap is one. */
export async function coverageMatrix(coverage: Coverage, paint: Paint): Promise<string> {
  const head = ['', ...coverage.locations.map(locationText)]
  const rows = coverage.rows.map(({ row, cells }) => [plain(row), ...cells.map((cell) => mark(cell, paint))])
  const matrix = await table(head, rows, 'Nothing to cover')
  const reasons = gapsOf(coverage).map(
    ({ name, cell }) => `  ${name}: ${plain(cell.message ?? 'no artifact')}\n`,
  )
  if (reasons.length === 0) return matrix
  return `${matrix}\n${paint.bad(counted(coverage.gaps, 'gap'))}\n${reasons.join('')}`
}

/** The gaps as `row location`, one a line. */
export function uncovered(coverage: Coverage): string[] {
  return gapsOf(coverage).map(({ name }) => name)
}

function mark(cell: CoverageCell, paint: Paint): string {
  // A node that names its own region starts there, whatever the head of the column says.
  const where = cell.location === undefined ? '' : ` in ${locationText(cell.location)}`
  if (!cell.covered) return `${paint.bad('GAP')}${where}`
  return `${paint.good(plain(cell.version ?? 'yes'))}${where}`
}

function gapsOf({ rows, locations }: Coverage): { name: string; cell: CoverageCell }[] {
  return rows.flatMap(({ row, cells }) =>
    cells.flatMap((cell, column) => {
      const name = `${plain(row)} ${locationText(locations[column] ?? {})}`
      return cell.covered ? [] : [{ name, cell }]
    }),
  )
}
