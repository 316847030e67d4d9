import type { Entry } from '../cloudbreak/read-entry.ts'
import { parcelsOf } from './parcels.ts'
import type { UpgradeContext } from './upgrade-context.ts'

/** An operating system that images are built on: its name, the family of its repositories, and what comes after it. */
interface OperatingSystemRelease {
  readonly os: string
  readonly osType: string
  readonly next?: string
}

/** Cloudbreak, OsType. */
const releases: readonly OperatingSystemRelease[] = [
  { os: 'centos7', osType: 'redhat7', next: 'redhat8' },
  { os: 'redhat8', osType: 'redhat8', next: 'redhat9' },
  { os: 'redhat9', osType: 'redhat9' },
]

type Os = Pick<Entry, 'os' | 'osType'>

function releaseOf(os: string | undefined): OperatingSystemRelease | undefined {
  const wanted = os?.toLowerCase()
  return releases.find((release) => release.os === wanted)
}

/** The family of repositories of an image: what it says, else that of its operating system. */
export function osTypeOf({ os, osType }: Os): string {
  return (osType ?? releaseOf(os)?.osType ?? os ?? '').toLowerCase()
}

/** Whether two images are built on the same operating system, compared without case. */
export function isSameOs(current: Os, candidate: Os): boolean {
  return (
    current.os?.toLowerCase() === candidate.os?.toLowerCase() && osTypeOf(current) === osTypeOf(candidate)
  )
}

/** Whether `candidate` is built on the major operating system that comes after that of `current`. */
export function isNextOs(current: Os, candidate: Os): boolean {
  const next = releaseOf(current.os)?.next
  return next !== undefined && candidate.os?.toLowerCase() === next
}

/** An operating system in a sentence: `centos7 (redhat7)`. */
export function describeOs(image: Os): string {
  const osType = osTypeOf(image)
  if (image.os === undefined) return 'an unnamed operating system'
  return osType === image.os.toLowerCase() ? image.os : `${image.os} (${osType})`
}

/**
 * A URL of an image that does not name its operating system as repositories do, `redhat8/yum/`: then the repositories
 * that the present machines need on the way cannot be told from it (Cloudbreak, OsChangeService; whether they answer
 * is beyond a catalog). `undefined` where all do.
 */
export function unnamedRepository(
  candidate: Entry,
  { entry, parcels }: Pick<UpgradeContext, 'entry' | 'parcels'>,
): string | undefined {
  const osType = candidate.osType ?? osTypeOf(candidate)
  const folder = `${osType}${entry.architecture === 'arm64' ? 'arm64' : ''}/yum/`
  const manager = Object.hasOwn(candidate.repo, osType) ? candidate.repo[osType]! : ''
  const active = new Set([...parcels.keys()].map((name) => name.toLowerCase()))
  const urls = parcelsOf(candidate)
    .filter(({ name, url }) => active.has(name.toLowerCase()) && url.includes(osType))
    .map(({ url }) => (url.endsWith('/') ? url : `${url}/`))
  return [manager, ...urls].find((url) => !url.includes(folder))
}
