import type { GlanceRecord } from './glance-client.ts'
import { textOf } from './json-shape.ts'

/** The property that a copy has the token of its request in. */
export const tokenProperty = 'ingot_copy_token'

/** The property that a copy has what was sent in: `qcow2 sha512:…`. */
export const contentProperty = 'ingot_copy_content'

/** What was sent, as `contentProperty` has it. */
export function contentMark(diskFormat: string, digest: string): string {
  return `${diskFormat} ${digest}`
}

/**
 * Why the import of an image has failed: Glance sets it back to `queued` then, as if nothing had been sent (Glance,
 * "Interoperable Image Import").
 */
export function importFault(record: GlanceRecord): string | undefined {
  // What has come into one of several stores can be started from, and while the task goes on, others may take it.
  const isOpen = record['status'] === 'importing' && record['os_glance_import_task'] !== undefined
  if (record['status'] === 'active' || isOpen) return undefined
  const stores = textOf(record['os_glance_failed_import'])
  if (stores !== undefined && stores !== '') return `its import into the store ${stores} has failed`
  const wasSent = record['status'] === 'queued' && record[contentProperty] !== undefined
  return wasSent ? 'its import has failed; the tasks of the image say why' : undefined
}

/**
 * Whether an image that Glance has imported is what was sent: that is known only after the import. An import that turns
 * disks into another format (the plugin `image_conversion`) has another digest by right.
 */
export function copyState(record: GlanceRecord): 'available' | 'failed' {
  const [format, digest = ''] = (textOf(record[contentProperty]) ?? '').split(' ')
  const [algorithm, value] = digest.split(':')
  if (format !== record['disk_format'] || algorithm !== record['os_hash_algo']) return 'available'
  return value === record['os_hash_value'] ? 'available' : 'failed'
}
