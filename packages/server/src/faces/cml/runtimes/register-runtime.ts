import { IngotError, type RuntimeReport } from '@ingot/contract'
import type { Call, WireRoute } from '../route.ts'
import { readImage, type AskedImage } from './validate-runtime.ts'
import { imageDetails, standing } from './wire-runtime.ts'

/** `POST /runtimes` (cml §11.1): validates an image and registers it, disabled; what stands against it is in the answer. */
export const registerRuntime: WireRoute = {
  method: 'POST',
  path: '/runtimes',
  summary: 'Register a runtime',
  permission: 'runtime:write',
  async answer({ body, invoke }) {
    const image = readImage(body)
    const report = await invoke('validateRuntime', { body: image })
    return standing(report).isFree ? insert(invoke, image, report) : answerOf(report, false)
  },
}

async function insert(invoke: Call['invoke'], image: AskedImage, report: RuntimeReport) {
  try {
    return answerOf((await invoke('addRuntime', { body: image })).report, true)
  } catch (error) {
    // Since the image was validated, somebody else took its identity, or its tag was moved.
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
  const { isFree, reason, reason_data } = standing(report)
  return {
    validation_success: isInserted || isFree,
    insert_success: isInserted,
    reason,
    reason_data,
    details: imageDetails(report),
  }
}
