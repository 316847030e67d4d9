import { createHash } from 'node:crypto'

/** An image as Glance v2 shows it (API reference, "Show image"), without its links. */
export interface GlanceRecord {
  id: string
  name: string
  status: string
  visibility: string
  owner: string
  size: number | null
  checksum: string | null
  os_hash_algo: string | null
  os_hash_value: string | null
  os_hidden: boolean
  created_at: string
  updated_at: string
  [property: string]: unknown
}

/** What an image is made of in a test: what is left open is as for a small active qcow2 of the project. */
export type NewGlanceRecord = Partial<GlanceRecord> & { readonly name: string }

/** The whole record of an image. */
export function glanceRecord(given: NewGlanceRecord, id: string, owner: string): GlanceRecord {
  return {
    id,
    status: 'active',
    visibility: 'shared',
    owner,
    size: 1024,
    virtual_size: null,
    checksum: null,
    os_hash_algo: null,
    os_hash_value: null,
    os_hidden: false,
    protected: false,
    disk_format: 'qcow2',
    container_format: 'bare',
    min_disk: 0,
    min_ram: 0,
    tags: [],
    created_at: '2026-05-06T07:08:09Z',
    updated_at: '2026-05-06T07:08:09Z',
    ...given,
  }
}

/** The fields that Glance fills once it has all bytes. */
export function hashesOf(
  bytes: Uint8Array,
): Pick<GlanceRecord, 'size' | 'checksum' | 'os_hash_algo' | 'os_hash_value'> {
  return {
    size: bytes.length,
    checksum: createHash('md5').update(bytes).digest('hex'),
    os_hash_algo: 'sha512',
    os_hash_value: createHash('sha512').update(bytes).digest('hex'),
  }
}
