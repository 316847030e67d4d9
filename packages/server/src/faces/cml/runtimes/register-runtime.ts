import { IngotError, type RuntimeReport } from '@ingot/contract'
import { fieldsOf } from '../fields.ts'
import type { Call, WireRoute } from '../route.ts'
import { nonEmpty, reportOf } from './validate-runtime.ts'
import { imageDetails, reasonOf } from './wire-runtime.ts'

/** `POST /runtimes` (cml §11.1): validates an image and registers it, disabled; what stands against it is in the answer. */
export const registerRuntime: WireRoute = {
  method: 'POST',
  path: '/runtimes',
  summary: 'Register a runtime',
  permission: 'runtime:write',
  async answer(call) {
    const fields = fieldsOf(call.body)
    const url = fields.required('url')
    const credential = nonEmpty(fields.text('docker_credential_id'))
    fields.done()
    const report = await reportOf(call, url, credential)
    if (!report.valid) return answerOf(report, false)
    return insert(call, report, credential)
  },
}

async function insert({ invoke }: Call, report: RuntimeReport, credential: string | undefined) {
  try {
    const added = await invoke('addRuntime', {
      body: { reference: report.reference, ...(credential === undefined ? {} : { credential }) },
    })
    return answerOf(added.report, true)
  } catch (error) {
    // Somebody else registered the same identity since the image was validated.
    if (!(error instanceof IngotError) || error.code !== 'RUNTIME_REFUSED') throw error
    const [first] = error.faults
    return {
      ...answerOf(report, false),
      reason: first?.code ?? '',
      reason_data: first?.message ?? error.message,
    }
  }
}

function answerOf(report: RuntimeReport, isInserted: boolean) {
  return {
    validation_success: report.valid,
    insert_success: isInserted,
    ...reasonOf(report),
    details: imageDetails(report),
  }
}
