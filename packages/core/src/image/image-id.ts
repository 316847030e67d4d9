import { v5 } from 'uuid'

/** The UUID namespace of image ids that are made from what identifies the image. Never to be changed. */
const namespace = '6f1f7f0a-52b1-4a3c-9d0e-2b7c1b9f4e55'

/**
 * The id of an image of a registry: the same for the same catalog, name (compared without case) and version text,
 * wherever and whenever it is made (UUID version 5, RFC 9562 section 5.5).
 */
export function imageId(catalog: string, name: string, version: string): string {
  return v5(JSON.stringify([catalog, name.toLowerCase(), version]), namespace)
}
