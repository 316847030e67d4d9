import { IngotError, type RuntimeReport } from '@ingot/contract'
import { readReference } from '../../../runtimes/open-image.ts'
import { fieldsOf, nonEmpty } from '../fields.ts'
import type { Call, WireRoute } from '../route.ts'
import { imageDetails, standing } from './wire-runtime.ts'
import { withoutScheme } from './without-scheme.ts'

/** An image that a request asks about, and the credential that it is to be read with. */
export interface AskedImage {
  readonly reference: string
  readonly credential?: string
}

/** `GET /runtimes:validate` (cml §11.1). Since anybody's page could make a browser send it, only to added registries. */
export const validateByGet: WireRoute = {
  method: 'GET',
  path: '/runtimes::validate',
  summary: 'Validate an image on a registry that an administrator added',
  permission: 'runtime:validate',
  async answer({ query, invoke }) {
    const image = readImage(query)
    await requireAdded(invoke, image)
    return answerOf(await invoke('validateRuntime', { body: image }))
  },
}

/** `POST /runtimes:validate`: the same, for any registry that may be spoken to. */
export const validateByPost: WireRoute = {
  method: 'POST',
  path: '/runtimes::validate',
  summary: 'Validate an image',
  permission: 'runtime:validate',
  async answer({ body, invoke }) {
    return answerOf(await invoke('validateRuntime', { body: readImage(body) }))
  },
}

/** Reads `url`, which may have a scheme before it, and `docker_credential_id`. Throws `INVALID_REQUEST`. */
export function readImage(given: Readonly<Record<string, unknown>>): AskedImage {
  const fields = fieldsOf(given)
  const url = fields.required('url')
  const credential = nonEmpty(fields.text('docker_credential_id'))
  fields.done()
  const { text } = readReference(withoutScheme(url), '/url')
  return { reference: text, ...(credential === undefined ? {} : { credential }) }
}

function answerOf(report: RuntimeReport) {
  const { isFree, reason, reason_data } = standing(report)
  return { success: isFree, reason, reason_data, details: imageDetails(report) }
}

async function requireAdded(invoke: Call['invoke'], { reference }: AskedImage): Promise<void> {
  const { registry } = readReference(reference)
  const { registries } = await invoke('listRegistries', {})
  if (registries.some(({ server }) => server === registry)) return
  throw new IngotError(
    'FORBIDDEN',
    `Validation by GET is for registries that an administrator added, and "${registry}" is none; ` +
      'send POST /api/v2/runtimes:validate instead',
  )
}
