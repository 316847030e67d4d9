import { errors, IngotError, type Consumer, type ErrorCode } from '@ingot/contract'
import { chooseUpgrade, imageFacts, regionReference } from '@ingot/core'
import { imageAt } from '../../consumer-image.ts'
import type { Handler } from '../../context.ts'
import { consumerReference, findConsumer } from '../../find-consumer.ts'
import { transact } from '../../transact.ts'
import type { View } from '../../view.ts'
import { upgradesOf } from './list.ts'

type Body = Parameters<Handler<'applyUpgrade'>>[0]['body']

/** Sets the image that a consumer is on. Ingot changes no cluster: the answer says what is to be done next. */
export const applyUpgrade: Handler<'applyUpgrade'> = async ({ params, query = {}, body }, context) => {
  const { answer, view, dryRun } = await transact(context, 'consumer.upgrade', query, (before) => {
    const { id, body: consumer } = findConsumer(before, params.consumer, 'edit')
    refuseBusy(consumer)
    const { to, reference } = target(before, consumer, body)
    const current = imageAt(before.snapshot, consumer.image)?.body
    const image = {
      catalog: to.body.catalog,
      id: to.body.id,
      ...(reference === undefined ? {} : { reference }),
    }
    return {
      changes: [{ kind: 'consumer', id, body: { ...consumer, image } }],
      answer: {
        consumer: consumerReference(consumer),
        from: current === undefined ? goneFacts(consumer) : imageFacts(current),
        to: imageFacts(to.body),
        ...(reference === undefined ? {} : { reference }),
        next: nextSteps(consumer, to.body.id, reference),
      },
    }
  })
  return { ...view.stamp, dryRun, ...answer }
}

function refuseBusy({ running, type, name }: Consumer): void {
  if (running === undefined) return
  const what = type === 'datalake' ? 'cluster' : 'stack'
  throw new IngotError(
    'CONSUMER_BUSY',
    `Operation is running for ${what} '${name}'. Please try again later. (${running})`,
  )
}

function target(view: View, consumer: Consumer, body: Body) {
  const listing = upgradesOf(view, consumer, body)
  const choice = chooseUpgrade(listing, { image: body.image, runtime: body.runtime, type: consumer.type })
  if ('refusal' in choice) {
    const { code, message } = choice.refusal
    throw new IngotError(Object.hasOwn(errors, code) ? (code as ErrorCode) : 'NOT_UPGRADABLE', message)
  }
  const to = imageAt(view.snapshot, choice.image)
  if (to === undefined) throw new IngotError('IMAGE_NOT_FOUND', `The image ${choice.image.id} is gone`)
  return { to, reference: regionReference(to.body, consumer.provider, consumer.region)?.reference }
}

/** What is still known of an image whose catalog or entry is gone: its id. */
function goneFacts({ image, type, architecture }: Consumer) {
  return {
    id: image.id,
    name: image.id,
    version: '',
    catalog: image.catalog,
    type: type === 'environment' ? ('freeipa' as const) : ('runtime' as const),
    architecture,
  }
}

function nextSteps({ type, name, region }: Consumer, id: string, reference: string | undefined): string[] {
  const machines = `Ingot has noted the image and changed no machine of the ${type} "${name}"`
  const start = reference === undefined ? `the image ${id}` : `${reference} in ${region}`
  return [
    `${machines}: upgrade it on its platform, which starts its machines from ${start}`,
    type === 'environment'
      ? 'FreeIPA nodes are replaced one by one; wait until each has joined before the next goes'
      : 'Back it up before, and check its services after the upgrade',
  ]
}
