import type { Image } from '@ingot/contract'
import type { Entry } from '../cloudbreak/read-entry.ts'
import { osTypeOf } from './operating-system.ts'
import { stackParcel } from './parcels.ts'
import type { UpgradeContext } from './upgrade-context.ts'

/** Where packages are published (Cloudbreak, PackageLocationFilter); the host ends where it ends. */
const archive =
  /^https?:\/\/(?:archive\.cloudera\.com|archive\.repo\.cdp\.clouderagovt\.com|archive\.releng\.gov-dev\.cloudera\.com|stage\.repo\.cdp\.clouderagovt\.com)(?::\d{1,5})?\/./

/**
 * What is wrong with where an image loads its packages from, in words; `undefined` where all are on the hosts of the
 * archive, or below the base URL that a derived image declares. Parcels and service descriptors count where workloads
 * run, and only those that the consumer uses.
 */
export function misplacedPackage(image: Image, entry: Entry, context: UpgradeContext): string | undefined {
  if (isFromArchive(entry)) return undefined
  const isTrusted = trust(image, context)
  const osType = entry.osType ?? osTypeOf(entry)
  return (
    misplacedRepository('Cloudera Manager', entry.repo, osType, isTrusted) ??
    misplacedRepository('the stack', entry.stack?.repo ?? {}, osType, isTrusted) ??
    (context.isWorkload ? misplacedWorkload(entry, context, isTrusted) : undefined)
  )
}

const known = new WeakMap<Entry, boolean>()

/**
 * Whether all that an image loads is on the hosts of the archive, whoever uses what of it: so it is with nearly every
 * image, and then nothing has to be looked at again for one consumer.
 */
function isFromArchive(entry: Entry): boolean {
  const before = known.get(entry)
  if (before !== undefined) return before
  const osType = entry.osType ?? osTypeOf(entry)
  const isArchived = (url: string) => archive.test(url)
  const repositories = [entry.repo, entry.stack?.repo ?? {}]
  const isAll =
    repositories.every((urls) => Object.hasOwn(urls, osType) && isArchived(urls[osType]!)) &&
    entry.parcels.length > 0 &&
    entry.parcels.every((parts) => hasOnlyUrls(parts, isArchived)) &&
    entry.csds.length > 0 &&
    entry.csds.every(isArchived)
  known.set(entry, isAll)
  return isAll
}

/** Whether a parcel names a URL, and none but such. */
function hasOnlyUrls(parts: readonly string[], isWanted: (url: string) => boolean): boolean {
  const urls = parts.filter((part) => part.startsWith('http'))
  return urls.length > 0 && urls.every(isWanted)
}

type Trust = (url: string) => boolean

function trust({ derived }: Image, { archiveOnly }: UpgradeContext): Trust {
  const base = derived?.baseParcelUrl ?? ''
  if (archiveOnly || base === '') return (url) => archive.test(url)
  const prefix = base.endsWith('/') ? base : `${base}/`
  return (url) => archive.test(url) || url.startsWith(prefix)
}

function misplacedRepository(
  what: string,
  repositories: Readonly<Record<string, string>>,
  osType: string,
  isTrusted: Trust,
): string | undefined {
  const url = Object.hasOwn(repositories, osType) ? repositories[osType]! : ''
  if (isTrusted(url)) return undefined
  return url === '' ? `names no repository of ${what} for ${osType}` : `loads ${what} from ${url}`
}

function misplacedWorkload(entry: Entry, { parcels }: UpgradeContext, isTrusted: Trust): string | undefined {
  const used = [...parcels.keys()].filter((name) => name !== stackParcel)
  return misplacedParcel(entry, used, isTrusted) ?? misplacedDescriptor(entry, used, isTrusted)
}

function misplacedParcel(entry: Entry, used: readonly string[], isTrusted: Trust): string | undefined {
  if (entry.parcels.length === 0) return entry.architecture === 'arm64' ? undefined : 'lists no parcels'
  for (const name of used) {
    const parts = entry.parcels.filter((parcel) => parcel.some((part) => startsWith(part, name))).flat()
    const urls = parts.filter((part) => part.startsWith('http'))
    if (parts.length > 0 && urls.length === 0) return `says of parcel ${name} no URL`
    const misplaced = urls.find((url) => !isTrusted(url))
    if (misplaced !== undefined) return `loads parcel ${name} from ${misplaced}`
  }
  return undefined
}

function misplacedDescriptor(entry: Entry, used: readonly string[], isTrusted: Trust): string | undefined {
  if (entry.csds.length === 0) {
    return entry.architecture === 'arm64' ? undefined : 'lists no service descriptors'
  }
  const names = used.map((name) => name.toLowerCase())
  const misplaced = entry.csds.find(
    (url) => !isTrusted(url) && names.some((name) => url.toLowerCase().includes(name)),
  )
  return misplaced === undefined ? undefined : `loads a service descriptor from ${misplaced}`
}

/** Whether a part begins with a name, compared without case. */
function startsWith(part: string, name: string): boolean {
  return part.startsWith(name) || part.slice(0, name.length).toLowerCase() === name.toLowerCase()
}
