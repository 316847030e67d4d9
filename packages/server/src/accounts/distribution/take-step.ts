import { IngotError, type DistributionStep, type Image } from '@ingot/contract'
import { differInBytes } from '@ingot/core'
import { CloudError, type CloudImage } from '@ingot/providers'
import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { accountFailure, failureSentence } from '../account-failure.ts'
import { regionIn, type OpenedAccount } from './open-accounts.ts'
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
  let last = planned.step
  const keep = async (step: DistributionStep) => {
    last = step
    await site.keep(step)
  }
  try {
    const begun = await begin(planned, { ...site, keep })
    return await follow(begun, planned, { ...site, keep })
  } catch (error) {
    site.signal?.throwIfAborted()
    return await failed(last, error, site)
  }
}

/** What failed is kept with what the next try goes on with: the copy, or the moment that its token is made of. */
async function failed(step: DistributionStep, error: unknown, site: StepSite): Promise<DistributionStep> {
  const begun = step.reference !== undefined || mayHaveBegun(error) ? step : anew(step)
  const kept: DistributionStep = {
    ...begun,
    state: 'failed',
    attempts: step.attempts + 1,
    message: messageOf(step, error),
  }
  await site.keep(kept)
  return kept
}

/** What is refused here, since the image was deleted meanwhile for one, is told as what the cloud refuses. */
function messageOf({ account, provider, region }: DistributionStep, error: unknown): string {
  if (error instanceof IngotError) return error.message
  return failureSentence(accountFailure({ account, provider: provider!, region }, error))
}

/** Whether the cloud may make a copy though its answer did not come: asked with the same token, it makes no second one. */
function mayHaveBegun(error: unknown): boolean {
  return error instanceof CloudError && ['timeout', 'unreachable', 'invalid'].includes(error.kind)
}

/** Another try makes another copy: the one that failed may be there still. */
function anew({ reference: _, since: __, ...step }: DistributionStep): DistributionStep {
  return step
}

async function begin({ step, target, source }: PlannedStep, site: StepSite): Promise<DistributionStep> {
  const isOpen = step.state === 'copying' || step.state === 'failed'
  const { message: _, ...open } = isOpen ? step : anew(step)
  if (open.reference !== undefined) return { ...open, state: 'copying' }
  const { artifact, opened } = source!
  const from = sourceRegion(opened, artifact.region) ?? step.region
  const [image] = await opened.account.describe(from, [artifact.reference], site.signal)
  if (image === undefined) {
    throw new CloudError('failed', `${artifact.reference} is not in ${from} any more; scan the account`)
  }
  if (differInBytes(artifact.digest, image.digest)) {
    const got = `${artifact.reference} in ${from} is ${image.digest}, and no longer the ${artifact.digest} that is registered`
    throw new CloudError('conflict', `${got}; scan the account, or add the image anew`)
  }
  const since = open.since ?? site.now().toISOString()
  const begun: DistributionStep = { ...open, state: 'copying', since }
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

/** Where a source is asked for; what is in every region is in any of them. */
function sourceRegion(opened: OpenedAccount, region: string | undefined): string | undefined {
  return region === undefined ? opened.regions[0] : (regionIn(opened, region) ?? region)
}

/** The same for the same try at the same copy, so that what was cut off makes no second one. */
function tokenOf({ id }: Image, { account, region, since, architecture }: DistributionStep): string {
  return createHash('sha256')
    .update(
      JSON.stringify([id, account, region, since, ...(architecture === undefined ? [] : [architecture])]),
    )
    .digest('hex')
    .slice(0, 32)
}

async function follow(
  step: DistributionStep,
  { target, source }: PlannedStep,
  site: StepSite,
): Promise<DistributionStep> {
  const reference = step.reference!
  for (let wait = looks.first; ; wait = Math.min(wait * 2, looks.longest)) {
    const [copy] = await target!.account.describe(step.region, [reference], site.signal)
    if (differInBytes(source?.artifact.digest, copy?.digest)) {
      const message = `The copy ${reference} is ${copy?.digest}, not ${source?.artifact.digest}`
      return await failed(anew(step), new CloudError('conflict', message), site)
    }
    if (copy?.state === 'available') {
      const ready = await finish(step, copy, site)
      const message = await shareAlike(ready, source, target!, site.signal)
      return message === undefined ? ready : { ...ready, message }
    }
    if (copy?.state === 'failed' || copy?.state === 'disabled') {
      const error = new CloudError('failed', `The copy ${reference} is ${copy.state}`)
      return await failed(anew(step), error, site)
    }
    if (site.now().getTime() + wait > site.until) {
      return { ...step, message: 'The cloud is still copying; the same line again goes on' }
    }
    await setTimeout(wait, undefined, site.signal === undefined ? {} : { signal: site.signal })
  }
}

/**
 * Lets everybody start from a copy who may start from its source, for a cloud copies an image without its shares; answers
 * what keeps it from that. The copy is there all the same.
 */
async function shareAlike(
  { account: name, region, reference, provider }: DistributionStep,
  source: PlannedStep['source'],
  { account }: OpenedAccount,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  if (source === undefined || source.opened.account.provider !== provider) return undefined
  const { opened, artifact } = source
  const from = sourceRegion(opened, artifact.region) ?? region
  try {
    const shares = (await opened.account.sharedWith?.(from, artifact.reference, signal)) ?? []
    if (shares.length > 0) await account.share?.(region, reference!, shares, signal)
    return undefined
  } catch (error) {
    signal?.throwIfAborted()
    const failure = accountFailure({ account: name, provider, region }, error)
    return `It is not shared as its source is: ${failureSentence(failure)}`
  }
}

async function finish(step: DistributionStep, copy: CloudImage, site: StepSite): Promise<DistributionStep> {
  await site.register(step, copy)
  const { message: _, ...rest } = step
  const ready: DistributionStep = { ...rest, state: 'ready' }
  await site.keep(ready)
  return ready
}
