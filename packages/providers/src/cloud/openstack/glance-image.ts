import type { Architecture, OperatingSystem, Visibility } from '@ingot/contract'
import { copyState, importFault } from './copy-mark.ts'
import type { CloudImage, CloudImageState } from '../cloud-image.ts'
import type { GlanceRecord } from './glance-client.ts'
import { countOf, present, textOf } from './json-shape.ts'

/** What is asked for, and by whom. */
interface Viewer {
  readonly region: string
  /** The id of our project; absent without Keystone, where every image is ours. */
  readonly project: string | undefined
}

/** States of an image (Glance, "Image Statuses"). Those that are not named are failures. */
const states: ReadonlyMap<unknown, CloudImageState> = new Map([
  ['active', 'available'],
  ['queued', 'pending'],
  ['saving', 'pending'],
  ['uploading', 'pending'],
  ['importing', 'pending'],
  ['deactivated', 'disabled'],
])

/** Whether an image is on its way out, which only administrators see. */
export function isGone({ status }: GlanceRecord): boolean {
  return status === 'deleted' || status === 'pending_delete'
}

/** An image in the words of every cloud; useful properties are those of "Useful image properties" in Glance's guide. */
export function glanceImage(record: GlanceRecord, { region, project }: Viewer): CloudImage {
  const owner = textOf(record['owner'])
  const fault = importFault(record)
  const state = fault === undefined ? (states.get(record['status']) ?? 'failed') : 'failed'
  return {
    reference: record.id,
    region,
    isOwn: project === undefined || owner === project,
    state: state === 'available' ? copyState(record) : state,
    traits: traitsOf(record),
    ...present({
      fault,
      name: textOf(record['name']),
      owner,
      os: osOf(record),
      architecture: architectureOf(record['architecture']),
      digest: digestOf(record),
      created: momentOf(record['created_at']),
      bytes: countOf(record['size']),
      visibility: visibilityOf(record['visibility']),
    }),
  }
}

/** The digest of an image: by the algorithm of the installation, or MD5 where it is of before 2018. */
export function digestOf(record: GlanceRecord): string | undefined {
  const algorithm = textOf(record['os_hash_algo'])
  const value = textOf(record['os_hash_value'])
  if (algorithm !== undefined && value !== undefined) return `${algorithm}:${value}`
  const checksum = textOf(record['checksum'])
  return checksum === undefined ? undefined : `md5:${checksum}`
}

function traitsOf(record: GlanceRecord): Record<string, string> {
  const firmware = record['hw_firmware_type']
  const tpm = textOf(record['hw_tpm_version'])
  return present({
    hidden: record['os_hidden'] === true ? 'true' : undefined,
    'disk-format': textOf(record['disk_format']),
    'boot-mode': firmware === 'uefi' ? 'uefi' : firmware === 'bios' ? 'legacy-bios' : undefined,
    tpm: tpm === undefined ? undefined : `v${tpm}`,
    'root-size-gb': countOf(record['min_disk'])?.toString(),
    'min-ram-mb': countOf(record['min_ram'])?.toString(),
  })
}

const otherSystems = new Set([
  'freebsd',
  'netbsd',
  'openbsd',
  'dragonflybsd',
  'solaris',
  'opensolaris',
  'msdos',
  'netware',
])

function osOf(record: GlanceRecord): OperatingSystem | undefined {
  const type = record['os_type']
  if (type === 'linux' || type === 'windows') return type
  const distro = textOf(record['os_distro'])?.toLowerCase()
  if (distro === undefined || otherSystems.has(distro)) return undefined
  return distro === 'windows' ? 'windows' : 'linux'
}

function architectureOf(value: unknown): Architecture | undefined {
  if (value === 'x86_64' || value === 'amd64') return 'x86_64'
  return value === 'aarch64' || value === 'arm64' ? 'arm64' : undefined
}

function momentOf(value: unknown): string | undefined {
  const date = new Date(textOf(value) ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** Everybody can start from a community image who knows it, but nobody is shown it. */
function visibilityOf(value: unknown): Visibility | undefined {
  if (value === 'private' || value === 'public' || value === 'shared') return value
  return value === 'community' ? 'shared' : undefined
}
