import type { DistributionStep, Image } from '@ingot/contract'
import { CloudError, type CloudImage } from '@ingot/providers'
import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { accountFailure, failureSentence } from '../account-failure.ts'
import type { PlannedStep } from './plan-steps.ts'

/** What taking a step needs to know and to tell. */
export interface StepSite {
  readonly image: Image
  readonly now: () => Date
  /** Until when copies are waited for, in epoch ms. */
  readonly until: number
  readonly signal: AbortSignal | undefined
  /** Keeps how far the step is: durable before anything else happens. */
  readonly keep: (step: DistributionStep) => Promise<void>
  /** Registers the copy, once it can be started from. */
  readonly register: (step: DistributionStep, copy: CloudImage) => Promise<void>
}

/** Between looks at a copy, in ms: from the first on twice as long each time. */
const looks = { first: 250, longest: 15_000 }

/**
 * Copies an image to one place and waits until it can be started from; answers how far it came. A copy that was begun
 * before is looked for first, and made again only where it has failed. Throws only the reason of the signal.
 */
export async function takeStep(planned: PlannedStep, site: StepSite): Promise<DistributionStep> {
  if (planned.target === undefined) return planned.step
  try {
    const begun = await begin(planned, site)
    return await follow(begun, planned, site)
  } catch (error) {
    site.signal?.throwIfAborted()
    const { account, region, provider } = planned.step
    const failure = accountFailure({ account, provider: provider!, region }, error)
    const failed: DistributionStep = { ...planned.step, state: 'failed', message: failureSentence(failure) }
    // Another try makes another copy: the one that failed may be there still.
    const { reference: _, ...step } = { ...failed, attempts: planned.step.attempts + 1 }
    await site.keep(step)
    return step
  }
}

async function begin({ step, target, source }: PlannedStep, site: StepSite): Promise<DistributionStep> {
  if (step.state === 'copying' && step.reference !== undefined) return step
  const { artifact, opened } = source!
  const from = artifact.region ?? opened.regions[0] ?? step.region
  const [image] = await opened.account.describe(from, [artifact.reference], site.signal)
  if (image === undefined) {
    throw new CloudError('failed', `${artifact.reference} is not in ${from} any more; scan the account`)
  }
  const { message: _, ...rest } = step
  const begun: DistributionStep = { ...rest, state: 'copying', since: site.now().toISOString() }
  await site.keep(begun)
  const name = image.name ?? `${site.image.name}-${site.image.version}`
  const reference = await target!.account.copy!(
    { source: opened.account, image, region: step.region, name, token: tokenOf(site.image, begun) },
    site.signal,
  )
  const copying = { ...begun, reference }
  await site.keep(copying)
  return copying
}

/** The same for the same try at the same copy, so that what was cut off makes no second one. */
function tokenOf({ id }: Image, { account, region, attempts }: DistributionStep): string {
  return createHash('sha256')
    .update(JSON.stringify([id, account, region, attempts]))
    .digest('hex')
    .slice(0, 32)
}

async function follow(
  step: DistributionStep,
  { target }: PlannedStep,
  site: StepSite,
): Promise<DistributionStep> {
  const reference = step.reference!
  for (let wait = looks.first; ; wait = Math.min(wait * 2, looks.longest)) {
    const [copy] = await target!.account.describe(step.region, [reference], site.signal)
    if (copy?.state === 'available') return await finish(step, copy, site)
    if (copy?.state === 'failed' || copy?.state === 'disabled') {
      throw new CloudError('failed', `The copy ${reference} is ${copy.state}`)
    }
    if (site.now().getTime() + wait > site.until) {
      return { ...step, message: 'The cloud is still copying; the same line again goes on' }
    }
    await setTimeout(wait, undefined, site.signal === undefined ? {} : { signal: site.signal })
  }
}

async function finish(step: DistributionStep, copy: CloudImage, site: StepSite): Promise<DistributionStep> {
  await site.register(step, copy)
  const { message: _, ...rest } = step
  const ready: DistributionStep = { ...rest, state: 'ready' }
  await site.keep(ready)
  return ready
}
