import { counted, IngotError, type Fault, type Stage } from '@ingot/contract'
import { stageAt, withStage } from '@ingot/core'
import type { Document } from '@ingot/ledger'
import type { Handler } from '../../context.ts'
import { requireReason } from '../../require-reason.ts'
import { changeRuntimes, meantRuntimes } from '../../runtimes/change-runtimes.ts'
import { stageOf } from '../../runtimes/runtime-image.ts'
import { statusAt } from '../../runtimes/runtime-view.ts'
import { findRuntime, type RuntimeImage } from '../../runtimes/stored-runtimes.ts'
import { consumersOfImage } from '../../users-of.ts'
import type { View } from '../../view.ts'

type Body = Parameters<Handler<'setRuntimeStatus'>>[0]['body']

/** Enables, disables or deprecates runtimes in one commit. What projects start from is disabled only by force. */
export const setRuntimeStatus: Handler<'setRuntimeStatus'> = ({ query = {}, body }, context) => {
  if (body.replacement !== undefined && body.status === 'ENABLED') {
    throw new IngotError('INVALID_REQUEST', 'A runtime that is enabled has no replacement')
  }
  if (body.force === true) requireReason(query.reason, 'Disabling what projects start from')
  return changeRuntimes(context, 'runtime.status', query, (view) => {
    const runtimes = meantRuntimes(view, body.runtimes)
    if (body.status === 'DISABLED' && body.force !== true) refuseUsed(view, runtimes)
    const replacement = replacementOf(view, body)
    return runtimes.map((runtime) => ({
      runtime,
      body: staged(runtime.body, body, replacement, query.reason, view),
    }))
  })
}

function replacementOf({ snapshot }: View, { replacement }: Body): string | undefined {
  if (replacement === undefined) return undefined
  const { name, version } = findRuntime(snapshot, replacement).body
  return `${name}@${version}`
}

/** The image in its new stage; as it is where it is in that stage for the same reason already. */
function staged(
  image: RuntimeImage,
  { status }: Body,
  replacement: string | undefined,
  reason: string | undefined,
  { at }: View,
): RuntimeImage {
  const present = stageAt(image, at)
  const isSame =
    statusAt(image, at) === status && present?.reason === reason && present?.replacement === replacement
  if (isSame) return image
  const stage: Stage = {
    ...stageOf({ status, at, reason }),
    ...(replacement === undefined ? {} : { replacement }),
  }
  return { ...withStage(image, stage), runtime: image.runtime }
}

function refuseUsed({ snapshot, at }: View, runtimes: readonly Document<RuntimeImage>[]): void {
  const faults = runtimes
    .filter(({ body }) => statusAt(body, at) !== 'DISABLED')
    .flatMap(({ body }) =>
      consumersOfImage(snapshot, body).map(({ body: consumer }): Fault => ({
        severity: 'error',
        code: 'USED_BY_CONSUMER',
        message: `The ${consumer.type} "${consumer.name}" starts from ${body.runtime.identifier}`,
      })),
    )
  if (faults.length === 0) return
  const message = `${counted(faults.length, 'use', 'uses')} of what would be disabled; nothing was changed`
  throw new IngotError('RUNTIME_IN_USE', message, { faults })
}
