import { canonicalJson, IngotError, type Consumer, type Fault, type SwitchStep } from '@ingot/contract'
import { planSwitchStep } from '@ingot/core'
import type { Change, Document, Ledger } from '@ingot/ledger'
import { createHash } from 'node:crypto'
import { catalogByText } from '../../catalog-by-text.ts'
import { imageAt } from '../../consumer-image.ts'
import type { Handler } from '../../context.ts'
import { findConsumer, requireMachines } from '../../find-consumer.ts'
import { goneImages } from '../../gone-image.ts'
import { contentOf } from '../../image-source.ts'
import { presentContent } from '../../present-content.ts'
import { viewOf, type View } from '../../view.ts'

type Body = Parameters<Handler<'switchCatalog'>>[0]['body']

/**
 * Plans the switch of consumers to another catalog, or applies a plan: all of its consumers in one commit. A plan holds
 * at its revision only, and only for what it was made for; its id carries both.
 */
export const switchCatalog: Handler<'switchCatalog'> = async ({ query = {}, body }, context) => {
  const { ledger, now, actor } = context
  const view = viewOf(await ledger.refresh(), now, actor)
  if (body.plan !== undefined) requireRevision(body.plan, view)
  const { catalog, consumers, steps } = await planSteps(ledger, view, body)
  const plan = planId(view, catalog, steps)
  if (body.plan === undefined) return { ...view.stamp, plan, catalog, applied: false, steps }
  if (body.plan !== plan) {
    throw new IngotError(
      'INVALID_INPUT',
      `The plan ${body.plan} was made for other consumers or another catalog`,
    )
  }
  refuseSteps(steps)
  const snapshot = await ledger.commit({
    actor: actor.name,
    action: 'consumer.switch',
    reason: query.reason,
    changes: consumers.flatMap((consumer, index) => switched(consumer, steps[index])),
    expect: view.snapshot.revision,
  })
  return { ...viewOf(snapshot, now, actor).stamp, plan, catalog, applied: true, steps }
}

async function planSteps(ledger: Ledger, view: View, body: Body) {
  const target = catalogByText(view, body.catalog).body
  const found = body.consumers.map((text) => findConsumer(view, text, 'edit'))
  for (const { body: consumer } of found) requireMachines(consumer, 'switched to another catalog')
  const consumers = [...new Map(found.map((consumer) => [consumer.id, consumer])).values()]
  const targetContent = contentOf(view.snapshot, target)
  const gone = goneImages(ledger, view.snapshot)
  const steps: SwitchStep[] = []
  for (const { body: consumer } of consumers) {
    const { image: seat } = consumer
    // Staying where the image is gone from stays refused; leaving goes by what the image was.
    const isLeaving = seat.catalog !== target.name
    const image = imageAt(view.snapshot, seat) ?? (isLeaving ? await gone(seat) : undefined)
    // Who may not use that catalog any more is told nothing of what else is in it.
    const isUsable = view.access.catalog(seat.catalog, 'use')
    const content = isUsable ? presentContent(view.snapshot, seat.catalog) : undefined
    const current = { image: image?.body, content }
    steps.push(planSwitchStep({ consumer, current, target: targetContent, at: view.at }))
  }
  return { catalog: target.name, consumers, steps }
}

/** The revision of a plan, then a digest of what it does, in whatever order its consumers were named. */
function planId({ snapshot }: View, catalog: string, steps: readonly SwitchStep[]): string {
  const doings = steps
    .map(({ consumer: { type, name }, to, refusal }) =>
      canonicalJson([type, name, to?.id ?? null, refusal?.code ?? null]),
    )
    .toSorted()
  const digest = createHash('sha256')
    .update(canonicalJson([catalog, doings]))
    .digest('hex')
  return `${snapshot.revision}-${digest.slice(0, 16)}`
}

function requireRevision(plan: string, { snapshot }: View): void {
  const planned = /^(?<revision>\d{1,15})-[0-9a-f]{16}$/.exec(plan)?.groups?.['revision']
  if (planned === undefined) throw new IngotError('INVALID_REQUEST', `"${plan}" is not the id of a plan`)
  if (Number(planned) === snapshot.revision) return
  throw new IngotError(
    'REVISION_CONFLICT',
    `The switch was planned at revision ${planned}, but the ledger is at revision ${snapshot.revision}; plan it again`,
  )
}

function refuseSteps(steps: readonly SwitchStep[]): void {
  const faults = steps.flatMap(({ consumer, refusal }): Fault[] => {
    if (refusal === undefined) return []
    const message = `${consumer.type} "${consumer.name}": ${refusal.message}`
    return [{ severity: 'error', code: refusal.code, message }]
  })
  const [first] = faults
  if (first === undefined) return
  throw new IngotError('SWITCH_REFUSED', `Nothing was switched: ${first.message}`, { faults })
}

/** The reference stays: machines run what they were started from until they are upgraded or repaired. */
function switched({ id, body }: Document<Consumer>, step: SwitchStep | undefined): Change[] {
  const to = step?.to
  if (to === undefined || (to.catalog === body.image.catalog && to.id === body.image.id)) return []
  const { reference } = body.image
  const image = { catalog: to.catalog, id: to.id, ...(reference === undefined ? {} : { reference }) }
  return [{ kind: 'consumer', id, body: { ...body, image } }]
}
