import { IngotError, type ConsumerType, type Refusal, type SwitchPlan } from '@ingot/contract'
import { catalogNamed } from '../crn.ts'
import { refuseExpanded } from '../expanded-value.ts'
import { catalogTexts } from '../catalog-texts.ts'
import type { Call } from '../operation.ts'
import { refusalError, rephrase } from '../refusal.ts'
import type { ConsumerView } from './find-consumer.ts'

const attempts = 8

/**
 * Switches a consumer to another catalog: plans it and applies the plan, and plans again where somebody committed in
 * between. Throws why the consumer cannot be switched.
 */
export async function setCatalog(call: Call, consumer: ConsumerView, text: string): Promise<void> {
  refuseExpanded(text)
  const catalog = catalogNamed(text)
  const body = { consumers: [consumer.id], catalog }
  for (let attempt = 1; ; attempt += 1) {
    const { plan, steps } = await rephrase(call.invoke('switchCatalog', { body }), catalogTexts(catalog))
    const refusal = steps[0]?.refusal
    if (refusal !== undefined) throw stepRefusal(consumer.type, refusal)
    const applied = await apply(call, { ...body, plan }, attempt === attempts)
    if (applied !== undefined) return
  }
}

/** The applied plan; `undefined` where the ledger moved on and it is not the last attempt. */
async function apply(
  { invoke }: Call,
  body: { consumers: string[]; catalog: string; plan: string },
  isLast: boolean,
): Promise<SwitchPlan | undefined> {
  try {
    return await invoke('switchCatalog', { body })
  } catch (error) {
    const isConflict = error instanceof IngotError && error.code === 'REVISION_CONFLICT'
    if (isConflict && !isLast) return undefined
    throw error
  }
}

/** A running operation is a conflict for Data Lakes and an invalid argument for all others, as Cloudbreak has it. */
function stepRefusal(type: ConsumerType, refusal: Refusal): IngotError {
  const isInvalid = refusal.code === 'CONSUMER_BUSY' && type !== 'datalake'
  return isInvalid ? new IngotError('INVALID_INPUT', refusal.message) : refusalError(refusal)
}
