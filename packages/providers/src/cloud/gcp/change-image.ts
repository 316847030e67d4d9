import { randomUUID } from 'node:crypto'
import { CloudError } from '../cloud-error.ts'
import type { ComputeClient, ComputeQuestion } from './compute-client.ts'
import { isFields } from './fields.ts'
import { readWanted } from './image-path.ts'
import { finished } from './operation.ts'

/** An image that is to be changed. */
export interface ChangeTarget {
  readonly project: string
  /** Below the version: `projects/p/global/images/n`. */
  readonly path: string
}

/** Reads the reference of an image that is to be changed. Throws `CloudError` where it is none. */
export function changeTarget(reference: string, ownProject: string): ChangeTarget {
  const wanted = readWanted(reference, ownProject)
  if (wanted?.isReference === true) {
    const project = wanted.project ?? ownProject
    return { project, path: `projects/${project}/global/images/${wanted.value}` }
  }
  throw new CloudError(
    'failed',
    `Expected projects/PROJECT/global/images/NAME, got "${reference.slice(0, 200)}"`,
  )
}

/**
 * Deprecates an image now, or announces when: Google changes no state by itself when its date comes, and has ACTIVE for
 * dates to come (DeprecationStatus, `state` and `deprecated`). A stage that is further on stays, and so does a replacement.
 */
export async function deprecateImage(
  client: ComputeClient,
  { project, path }: ChangeTarget,
  from: string,
  signal?: AbortSignal,
): Promise<void> {
  const image = await client.ask({ path, query: { fields: 'deprecated' } }, signal)
  const before = isFields(image['deprecated']) ? image['deprecated'] : {}
  const isFurther = before['state'] === 'OBSOLETE' || before['state'] === 'DELETED'
  const next = Date.parse(from) > Date.now() ? 'ACTIVE' : 'DEPRECATED'
  const body = { ...before, state: isFurther ? before['state'] : next, deprecated: from }
  await done(client, project, { method: 'POST', path: `${path}/deprecate`, body }, signal)
}

/** Deletes an image. */
export async function deleteImage(
  client: ComputeClient,
  { project, path }: ChangeTarget,
  signal?: AbortSignal,
): Promise<void> {
  await done(client, project, { method: 'DELETE', path }, signal)
}

/** With an id of its own, a request that is sent twice is done once (Compute v1, `requestId`). */
async function done(
  client: ComputeClient,
  project: string,
  question: ComputeQuestion,
  signal: AbortSignal | undefined,
): Promise<void> {
  const begun = await client.ask({ ...question, query: { requestId: randomUUID() } }, signal)
  await finished(client, project, begun, signal)
}
