import { IngotError, type RuntimeReport } from '@ingot/contract'
import { parseImageReference } from '@ingot/core'
import { fieldsOf } from '../fields.ts'
import type { Call, WireRoute } from '../route.ts'
import { imageDetails, reasonOf } from './wire-runtime.ts'

/** `GET /runtimes:validate` (cml §11.1). Since anybody's page could make a browser send it, only to added registries. */
export const validateByGet: WireRoute = {
  method: 'GET',
  path: '/runtimes::validate',
  summary: 'Validate an image on a registry that an administrator added',
  permission: 'runtime:validate',
  async answer(call) {
    const fields = fieldsOf(call.query)
    const url = fields.required('url')
    const credential = nonEmpty(fields.text('docker_credential_id'))
    fields.done()
    await requireAdded(call, url)
    return validationAnswer(await reportOf(call, url, credential))
  },
}

/** `POST /runtimes:validate`: the same, for any registry that may be spoken to. */
export const validateByPost: WireRoute = {
  method: 'POST',
  path: '/runtimes::validate',
  summary: 'Validate an image',
  permission: 'runtime:validate',
  async answer(call) {
    const fields = fieldsOf(call.body)
    const url = fields.required('url')
    const credential = nonEmpty(fields.text('docker_credential_id'))
    fields.done()
    return validationAnswer(await reportOf(call, url, credential))
  },
}

/** The report of an image. */
export function reportOf(
  { invoke }: Call,
  url: string,
  credential: string | undefined,
): Promise<RuntimeReport> {
  const reference = url.trim().replace(/^https?:\/\//i, '')
  return invoke('validateRuntime', {
    body: { reference, ...(credential === undefined ? {} : { credential }) },
  })
}

function validationAnswer(report: RuntimeReport) {
  return { success: report.valid, ...reasonOf(report), details: imageDetails(report) }
}

/** Clients send an empty id where they mean none. */
export function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text
}

async function requireAdded({ invoke }: Call, url: string): Promise<void> {
  const { reference, fault } = parseImageReference(url.trim().replace(/^https?:\/\//i, ''))
  if (reference === undefined) throw new IngotError('INVALID_REQUEST', fault)
  const { registries } = await invoke('listRegistries', {})
  if (registries.some(({ server }) => server === reference.registry)) return
  throw new IngotError(
    'FORBIDDEN',
    `Validation by GET is for registries that an administrator added, and "${reference.registry}" is none; ` +
      'send POST /api/v2/runtimes:validate instead',
  )
}
