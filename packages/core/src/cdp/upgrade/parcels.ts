import type { Entry } from '../cloudbreak/read-entry.ts'

/** The stack itself among parcels. */
export const stackParcel = 'CDH'

/** A parcel that is on an image from the start: its name, its version, and where it comes from. */
export interface Parcel {
  readonly name: string
  readonly version: string
  readonly url: string
}

/**
 * The parcels of an image: `CFM-2.2.8.0-el8.parcel` is CFM in version 2.2.8.0 (Cloudbreak, PreWarmParcelParser). What
 * names no file or no URL is left out.
 */
export function parcelsOf({ parcels }: Pick<Entry, 'parcels'>): Parcel[] {
  return parcels.flatMap((parts) => {
    const file = parts.find((part) => part.endsWith('.parcel'))
    const url = parts.find((part) => /^https?:\/\//.test(part))
    return file === undefined || url === undefined ? [] : [{ ...nameAndVersion(file), url }]
  })
}

function nameAndVersion(file: string): Pick<Parcel, 'name' | 'version'> {
  const first = file.indexOf('-')
  const last = file.lastIndexOf('-')
  if (first < 0) return { name: file, version: '' }
  return { name: file.slice(0, first), version: last === first ? '' : file.slice(first + 1, last) }
}

/**
 * What is active on a consumer, as far as its image says: the stack with its repository version, and on clusters other
 * than Data Lakes every parcel of the image. Name → version.
 */
export function activeParcels(entry: Entry, isWorkload: boolean): ReadonlyMap<string, string> {
  const active = new Map<string, string>()
  const stack = entry.stack?.repositoryVersion
  if (stack !== undefined) active.set(stackParcel, stack)
  if (isWorkload) for (const { name, version } of parcelsOf(entry)) active.set(name, version)
  return active
}
