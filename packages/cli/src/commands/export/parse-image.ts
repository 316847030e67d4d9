import type { ExportedImage } from '@ingot/contract'
import { UsageError } from '../../usage-error.ts'

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Reads `NAME`, `NAME@VERSION` or the id of an image; `version` holds where none is written. Throws `UsageError`. */
export function parseImage(text: string, version: string | undefined): ExportedImage {
  if (uuid.test(text)) return { id: text }
  const mark = text.lastIndexOf('@')
  const name = mark === -1 ? text : text.slice(0, mark)
  const own = mark === -1 ? undefined : text.slice(mark + 1)
  if (name === '' || own === '') {
    const remedy = 'Name the image as "ingot image list" does.'
    throw new UsageError('USAGE', `Expected NAME or NAME@VERSION, got "${text}"`, remedy)
  }
  return { name, version: own ?? version }
}
