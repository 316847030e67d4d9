import { buildRuntime, type SampleValues } from '../../../testing/sample-runtime.ts'
import type { CmlServer } from './cml-server.ts'

let count = 0

/** Pushes an image whose maintenance version is its own, unless `values` say otherwise; answers its reference. */
export function pushNew(server: CmlServer, values: SampleValues = {}): string {
  count += 1
  const version = { 'short-version': '3.0', 'maintenance-version': String(count), 'full-version': undefined }
  return server.push(`image-${count}`, buildRuntime({ ...version, ...values }))
}

/** Pushes such an image and registers it; answers its reference. */
export async function register(server: CmlServer, values: SampleValues = {}): Promise<string> {
  const url = pushNew(server, values)
  const { body } = await server.send('POST', '/runtimes', { body: { url } })
  if (body['insert_success'] !== true) throw new Error(`Expected to register: ${JSON.stringify(body)}`)
  return url
}

/** The runtimes that fit a filter. */
export async function listed(server: CmlServer, filter: object): Promise<Record<string, unknown>[]> {
  const query = { search_filter: JSON.stringify(filter) }
  const { status, body } = await server.send('GET', '/runtimes', { query })
  if (status !== 200) throw new Error(`Expected a list: ${JSON.stringify(body)}`)
  return body['runtimes'] as Record<string, unknown>[]
}
