import type { Fault } from '@ingot/contract'
import { describeLocation } from '../image/location.ts'
import { normalizeProvider } from '../image/provider.ts'
import { exportError, exportWarning, type ExportEntry, titleOf } from './export-entry.ts'

/**
 * The entries that a format can express, and a warning for each that is left out; an error where none is left. `what`
 * says what the format takes: `AMIs of AWS`.
 */
export function entriesThatFit(
  entries: readonly ExportEntry[],
  what: string,
  fits: (entry: ExportEntry) => boolean,
): { fitting: ExportEntry[]; faults: Fault[] } {
  const fitting = entries.filter(fits)
  if (fitting.length === 0) {
    const places = [...new Set(entries.map(({ location }) => describeLocation(location)))].slice(0, 8)
    const message = `This format takes ${what} alone, but the images have artifacts only in ${places.join(', ')}; add such artifacts, or choose another format`
    return { fitting, faults: [exportError('NOTHING_TO_EXPORT', message)] }
  }
  const others = entries.filter((entry) => !fits(entry))
  return { fitting, faults: others.map((entry) => leftOut(entry, what)) }
}

/**
 * Whether an entry is an AMI of a region, as EC2 writes it (Amazon EC2 User Guide, Resource IDs: `ami-` and 8 or 17 hex
 * digits).
 */
export function isAmi(entry: ExportEntry): boolean {
  return (
    normalizeProvider(entry.artifact.provider) === 'aws' && /^ami-[0-9a-f]+$/.test(entry.artifact.reference)
  )
}

function leftOut(entry: ExportEntry, what: string): Fault {
  const place = describeLocation(entry.location)
  return exportWarning(
    'LEFT_OUT',
    `${titleOf(entry)} in ${place} is left out: ${entry.artifact.reference} is none of the ${what}`,
  )
}
