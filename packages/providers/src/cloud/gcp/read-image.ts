import type { CloudImage, CloudImageState } from '../cloud-image.ts'
import { CloudError } from '../cloud-error.ts'
import { fieldsOf, isFields, listOf, textOf, type Fields } from './fields.ts'
import { imageReference } from './image-path.ts'

/** What is asked of an image: its other fields are long, and nobody reads them. */
export const imageFields =
  'id,name,creationTimestamp,status,deprecated,family,architecture,guestOsFeatures(type),licenses,archiveSizeBytes,diskSizeGb'

const states: Readonly<Record<string, CloudImageState>> = {
  READY: 'available',
  PENDING: 'pending',
  FAILED: 'failed',
  DELETING: 'disabled',
}

const architectures = { X86_64: 'x86_64', ARM64: 'arm64' } as const

/**
 * An image as the API answers it (Compute v1, resource Image). Google refuses to start from what is OBSOLETE or DELETED
 * (DeprecationStatus, `state`), so that is disabled. Throws `CloudError` `invalid` where it has no name.
 */
export function readImage(value: unknown, project: string, ownProject: string): CloudImage {
  const fields = fieldsOf(value, 'an image')
  const name = textOf(fields['name'])
  if (name === undefined)
    throw new CloudError('invalid', `Expected an image of the project ${project} with a name, got none`)
  const isOwn = project === ownProject
  const features = new Set(listOf(fields['guestOsFeatures']).map(({ type }) => type))
  const created = moment(fields['creationTimestamp'])
  const bytes = Number(fields['archiveSizeBytes'] ?? Number.NaN)
  return {
    reference: imageReference(project, name),
    name,
    owner: project,
    isOwn,
    state: stateOf(fields),
    os: isWindows(fields, features) ? 'windows' : 'linux',
    ...architectureOf(fields),
    ...(created === undefined ? {} : { created }),
    ...(Number.isSafeInteger(bytes) && bytes >= 0 ? { bytes } : {}),
    ...deprecation(fields, created),
    // The image itself says nothing of who may use it; what others let us see is at least shared.
    visibility: isOwn ? 'private' : 'shared',
    traits: traitsOf(fields, features),
  }
}

/** Whether a family may point to it: Google takes none that is deprecated (images.getFromFamily). */
export function isOfferedByFamily(value: unknown): boolean {
  if (!isFields(value) || stateOf(value) !== 'available') return false
  return ['ACTIVE', undefined].includes(textOf(deprecatedOf(value)['state']))
}

function stateOf(fields: Fields): CloudImageState {
  const stage = deprecatedOf(fields)['state']
  if (stage === 'OBSOLETE' || stage === 'DELETED') return 'disabled'
  const status = textOf(fields['status']) ?? ''
  return Object.hasOwn(states, status) ? (states[status] ?? 'disabled') : 'disabled'
}

function deprecatedOf(fields: Fields): Fields {
  return isFields(fields['deprecated']) ? fields['deprecated'] : {}
}

/**
 * Since when it is deprecated, or from when on. The state alone decides (DeprecationStatus, `deprecated`: the date is only
 * informational): of an ACTIVE image a date that is over says nothing, and what is deprecated without a date, or before it,
 * was so at the latest of the dates that are known to be before.
 */
function deprecation(
  fields: Fields,
  created: string | undefined,
): Pick<CloudImage, 'deprecated' | 'replacement'> {
  const status = deprecatedOf(fields)
  const isOver = ['DEPRECATED', 'OBSOLETE', 'DELETED'].includes(textOf(status['state']) ?? '')
  const dates = ['deprecated', 'obsolete', 'deleted'].map((name) => moment(status[name]))
  const [told] = dates
  const since = isOver ? ([...dates, created].find(isPast) ?? created) : isPast(told) ? undefined : told
  const replacement = textOf(status['replacement'])
  return {
    ...(since === undefined ? {} : { deprecated: since }),
    ...(replacement === undefined ? {} : { replacement: pathOf(replacement) }),
  }
}

function isPast(date: string | undefined): boolean {
  return date !== undefined && Date.parse(date) <= Date.now()
}

/** The API names images by whole links; a reference is what comes after the version. */
function pathOf(link: string): string {
  return link.replace(/^https?:\/\/[^/]+\/(?:compute\/[a-z0-9]+\/)?/, '')
}

function isWindows(fields: Fields, features: ReadonlySet<unknown>): boolean {
  const licenses = Array.isArray(fields['licenses']) ? fields['licenses'] : []
  return features.has('WINDOWS') || licenses.some((license) => String(license).includes('/windows-'))
}

function architectureOf(fields: Fields): Pick<CloudImage, 'architecture'> {
  const told = fields['architecture']
  return told === 'X86_64' || told === 'ARM64' ? { architecture: architectures[told] } : {}
}

/**
 * An image with `UEFI_COMPATIBLE` boots either way (Compute Engine, "Create custom images", guest OS features). Without
 * it only x86 is known to boot: Arm machines have no BIOS.
 */
function traitsOf(fields: Fields, features: ReadonlySet<unknown>): Record<string, string> {
  const family = textOf(fields['family'])
  const size = textOf(fields['diskSizeGb'])
  return {
    'boot-mode': bootMode(fields['architecture'] === 'ARM64', features.has('UEFI_COMPATIBLE')),
    ...(family === undefined ? {} : { family }),
    ...(size === undefined ? {} : { 'root-size-gb': size }),
  }
}

function bootMode(isArm: boolean, takesUefi: boolean): string {
  if (isArm) return 'uefi'
  return takesUefi ? 'uefi-preferred' : 'legacy-bios'
}

/** A moment of the API, which writes them with the offset of California, in UTC. */
function moment(value: unknown): string | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
