import { setTimeout } from 'node:timers/promises'
import { shownText } from '../../registry/shown-text.ts'
import { CloudError } from '../cloud-error.ts'
import type { ComputeClient } from './compute-client.ts'
import { isFields, listOf, textOf, type Fields } from './fields.ts'

/** Between two looks at an operation, in ms: the first wait, the longest, and how long it may take in all. */
const firstWait = 100
const longestWait = 5000
const longestTime = 300_000

/** Waits until what was begun is done (Compute v1, resource Operation). Throws `CloudError` where it failed. */
export async function finished(
  client: ComputeClient,
  project: string,
  begun: Fields,
  signal?: AbortSignal,
): Promise<void> {
  let operation = begun
  const started = performance.now()
  for (let wait = firstWait; operation['status'] !== 'DONE'; wait = Math.min(wait * 2, longestWait)) {
    const name = textOf(operation['name'])
    if (name === undefined || !/^[\w.-]+$/.test(name)) throw unnamed()
    if (performance.now() - started > longestTime) throw unfinished(name)
    await waited(wait, signal)
    operation = await client.ask({ path: `projects/${project}/global/operations/${name}` }, signal)
  }
  const error = isFields(operation['error']) ? operation['error'] : undefined
  if (error !== undefined) throw failed(listOf(error['errors'])[0] ?? {})
}

async function waited(time: number, signal: AbortSignal | undefined): Promise<void> {
  await setTimeout(time, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
    signal?.throwIfAborted()
    throw error
  })
}

function failed(error: Fields): CloudError {
  const code = textOf(error['code']) ?? 'no code'
  const message = shownText(textOf(error['message']) ?? 'no reason', 300)
  const kind = code.startsWith('RESOURCE_IN_USE') ? 'conflict' : 'failed'
  return new CloudError(kind, `Google Cloud began and failed (${shownText(code, 64)}): ${message}`)
}

function unnamed(): CloudError {
  return new CloudError('invalid', 'Expected an operation of Google Cloud with a name, got one without')
}

function unfinished(name: string): CloudError {
  const message = `The operation ${name} of Google Cloud is not done after ${longestTime / 1000} seconds`
  return new CloudError('timeout', message)
}
