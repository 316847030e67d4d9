import { CloudError } from '../cloud-error.ts'
import type { ComputeClient } from './compute-client.ts'
import { textOf } from './fields.ts'
import { imageFields } from './read-image.ts'

/** The most that the API puts on a page (Compute v1, images.list, `maxResults`). */
const pageSize = '500'

/**
 * The images of a project as the API answers them, page by page. A filter may leave pages empty that are not the last
 * (Compute v1, images.list, `nextPageToken`).
 */
export async function* listImages(
  client: ComputeClient,
  project: string,
  filter?: string,
  signal?: AbortSignal,
): AsyncGenerator {
  const fields = `nextPageToken,items(${imageFields})`
  const seen = new Set<string>()
  for (let pageToken: string | undefined = ''; pageToken !== undefined;) {
    const query = {
      maxResults: pageSize,
      fields,
      ...(filter === undefined ? {} : { filter }),
      ...(pageToken === '' ? {} : { pageToken }),
    }
    const page = await client.ask({ path: `projects/${project}/global/images`, query }, signal)
    yield* itemsOf(page['items'])
    pageToken = textOf(page['nextPageToken'])
    if (pageToken !== undefined && seen.has(pageToken)) throw endless(project)
    if (pageToken !== undefined) seen.add(pageToken)
  }
}

function itemsOf(items: unknown): readonly unknown[] {
  if (items === undefined) return []
  if (Array.isArray(items)) return items
  throw new CloudError('invalid', 'Expected a page of images of Google Cloud as a list, got something else')
}

function endless(project: string): CloudError {
  const message = `Expected another page of the images of the project ${project}, got the way to one that was read`
  return new CloudError('invalid', message)
}
