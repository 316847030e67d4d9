import type { CloudImage } from '../cloud-image.ts'
import type { CopyRequest } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'
import { tokenProperty } from './copy-mark.ts'
import type { GlanceRecord } from './glance-client.ts'
import { present } from './json-shape.ts'

/** What a new image is created with. Its disk format is always told. */
export type NewImage = Readonly<Record<string, unknown>> & { readonly disk_format: string }

/** Fields that Glance fills by itself, or that are for the new place to say. */
const own: ReadonlySet<string> = new Set(
  [
    'id name status owner visibility protected size virtual_size checksum created_at updated_at tags',
    'self file schema direct_url locations stores os_hash_algo os_hash_value os_hidden',
    // Snapshots of volumes name the volumes of their cloud.
    'block_device_mapping bdm_v2 root_device_name',
  ].flatMap((names) => names.split(' ')),
)

/** What an image of another OpenStack is created with: all that was said of it there. */
export function copiedProperties(record: GlanceRecord, request: CopyRequest): NewImage {
  const kept = Object.entries(record).filter(([name, value]) => isKept(name, value))
  const format = record['disk_format']
  return newImage(request, {
    ...Object.fromEntries(kept),
    disk_format: typeof format === 'string' ? format : undefined,
  })
}

/** Glance keeps what begins with `os_glance` for itself. */
function isKept(name: string, value: unknown): boolean {
  const isPlain = typeof value === 'string' || typeof value === 'number'
  return isPlain && !own.has(name) && !name.startsWith('os_glance') && !name.startsWith('ingot_copy_')
}

/** What an image of another kind of place is created with: what is known of it, in Glance's words. */
export function translatedProperties(image: CloudImage, request: CopyRequest): NewImage {
  const { traits, architecture, os } = image
  const firmware = { uefi: 'uefi', 'uefi-preferred': 'uefi', 'legacy-bios': 'bios' }[
    traits['boot-mode'] ?? ''
  ]
  return newImage(
    request,
    present({
      disk_format: traits['disk-format'],
      min_disk: numberOf(traits['root-size-gb']),
      min_ram: numberOf(traits['min-ram-mb']),
      architecture: architecture === 'arm64' ? 'aarch64' : architecture,
      os_type: os,
      hw_firmware_type: firmware,
    }),
  )
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function newImage({ name, token }: CopyRequest, properties: Record<string, unknown>): NewImage {
  const { disk_format: format } = properties
  if (typeof format !== 'string')
    throw new CloudError('unsupported', `Expected an image whose disk format is known, got "${name}"`)
  return {
    container_format: 'bare',
    ...properties,
    disk_format: format,
    name,
    visibility: 'private',
    [tokenProperty]: token,
  }
}
