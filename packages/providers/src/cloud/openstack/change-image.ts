import { showImage, type GlancePlace } from './query-images.ts'
import { CloudError } from '../cloud-error.ts'

/** One change of an image (Image API v2, "Update an image"). */
interface Change {
  readonly op: 'add' | 'replace'
  /** `/visibility`. */
  readonly path: string
  readonly value: unknown
}

export async function patchImage(place: GlancePlace, id: string, changes: readonly Change[]): Promise<void> {
  await place.client.ask({
    ...place,
    path: `/v2/images/${encodeURIComponent(id)}`,
    method: 'PATCH',
    headers: { 'content-type': 'application/openstack-images-v2.1-json-patch' },
    body: changes,
    what: `change image "${id}"`,
  })
}

/** Deletes an image; one that is gone already is no error. */
export async function removeImage(place: GlancePlace, id: string): Promise<void> {
  const path = `/v2/images/${encodeURIComponent(id)}`
  await place.client.ask({ ...place, path, method: 'DELETE', what: `delete image "${id}"`, accepted: [404] })
}

/**
 * Shares an image with projects (Image API v2, "Sharing"). They can start from it by its id at once, and see it in their
 * lists when they accept it. Images that everybody can start from stay as they are.
 */
export async function shareImage(place: GlancePlace, id: string, projects: readonly string[]): Promise<void> {
  const record = await showImage(place, id)
  if (record === undefined) throw new CloudError('failed', `There is no image "${id}" in "${place.region}"`)
  const { visibility } = record
  if (visibility === 'public' || visibility === 'community') return
  if (visibility !== 'shared')
    await patchImage(place, id, [{ op: 'replace', path: '/visibility', value: 'shared' }])
  for (const member of projects)
    await place.client.ask({
      ...place,
      path: `/v2/images/${encodeURIComponent(id)}/members`,
      method: 'POST',
      body: { member },
      what: `share image "${id}" with project "${member}"`,
      // It is shared with the project already.
      accepted: [409],
    })
}
