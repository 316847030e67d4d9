import {
  IngotError,
  type DistributionReport,
  type DistributionStep,
  type FoundArtifact,
  type Image,
} from '@ingot/contract'
import { artifactOf, indexInPlace, type StoredImage } from '@ingot/core'
import type { CloudImage } from '@ingot/providers'
import { randomUUID } from 'node:crypto'
import {
  distributionJob,
  knownSteps,
  stepKeeper,
  stepKey,
} from '../../accounts/distribution/distribution-state.ts'
import { openAccounts, type OpenedAccounts } from '../../accounts/distribution/open-accounts.ts'
import { planSteps, type PlannedStep } from '../../accounts/distribution/plan-steps.ts'
import { takeStep } from '../../accounts/distribution/take-step.ts'
import { closedAccount } from '../../accounts/open-account.ts'
import { foundFacts } from '../../accounts/search-images.ts'
import { everyAccount, findAccount } from '../../accounts/stored-accounts.ts'
import { findImage } from '../../choose-image.ts'
import type { Context, Handler } from '../../context.ts'
import { ownImage } from '../../effective.ts'
import { imageWritten } from '../../image-document.ts'
import { imageView } from '../../image-view.ts'
import { inTurns } from '../../in-turns.ts'
import { requireCustom } from '../../require-catalog.ts'
import { transact } from '../../transact.ts'
import { viewOf } from '../../view.ts'
import { untold, watched, type Watching } from '../../watched.ts'

type Given = Parameters<Handler<'distributeImage'>>[0]

/** How many copies are under way at the same time, and how long they are waited for unless somebody says, in s. */
const mostCopies = 8
const standardWait = 3600
/** How long one process keeps others from the copies of an image, in ms: until it has to say that it is still there. */
const lease = 20_000

/** Copies an image version to more regions; each artifact is registered as it becomes ready, what fails is told. */
export const distributeImage: Handler<'distributeImage'> = (input, context) =>
  distribute(input, context, untold(context))

/** The same as JSON lines: `{progress}` of each place, and `{report}` or `{problem}` at the end. */
export const watchDistribution: Handler<'watchDistribution'> = async (input, context) =>
  watched<DistributionStep, DistributionReport>(context, 'the distribution', stepKey, (watching) =>
    distribute(input, context, watching),
  )

async function distribute(
  given: Given,
  context: Context,
  watching?: Watching<DistributionStep>,
): Promise<DistributionReport> {
  const { params, query = {}, body } = given
  const view = viewOf(await context.ledger.refresh(), context.now, context.actor)
  requireExpected(query.expect, view.snapshot.revision)
  const stored = findImage(view, params.image, query)
  requireCustom(view, stored.body.catalog)
  const named = body.accounts?.map((name) => findAccount(view.snapshot, name)) ?? everyAccount(view.snapshot)
  const accounts = await openAccounts(
    named.map((one) => closedAccount(context, one.body)),
    watching?.signal,
  )
  try {
    const steps = await stepsFor(given, context, stored, accounts, watching)
    const after = viewOf(await context.ledger.refresh(), context.now, context.actor)
    const image = findImage(after, stored.body.id, { catalog: stored.body.catalog })
    return { ...after.stamp, dryRun: query.dryRun === true, image: imageView(image, after.at), steps }
  } finally {
    accounts.close()
  }
}

async function stepsFor(
  { query = {}, body }: Given,
  context: Context,
  { body: image }: StoredImage,
  accounts: OpenedAccounts,
  watching: Watching<DistributionStep> | undefined,
): Promise<DistributionStep[]> {
  const { jobs } = context.ledger
  if (query.dryRun === true) {
    return planSteps(image, body.to, accounts, await knownSteps(jobs, image)).map(({ step }) => step)
  }
  return await alone(context, image, async () => {
    const known = await knownSteps(jobs, image)
    const planned = planSteps(image, body.to, accounts, known)
    const keep = stepKeeper(jobs, image, known)
    const turn = inTurns(mostCopies)
    const until = Date.now() + (body.wait ?? standardWait) * 1000
    const take = async (one: PlannedStep) => {
      const tell = (step: DistributionStep) => watching?.onProgress(step)
      tell(one.step)
      const taken = await takeStep(one, {
        image,
        now: () => new Date(),
        until,
        signal: watching?.signal,
        keep: async (step) => {
          tell(step)
          await keep(step)
        },
        register: (step, copy) => register(context, query.reason, image, step, copy),
      })
      tell(taken)
      return taken
    }
    const taken = await Promise.allSettled(planned.map((one) => turn(() => take(one), watching?.signal)))
    // The others are at their end too: nothing goes on once the lock is given back.
    const failed = taken.find((one) => one.status === 'rejected')
    if (failed !== undefined) throw failed.reason
    return taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  })
}

/** One process at a time copies an image: two would make two copies. */
async function alone<Value>({ ledger }: Context, image: Image, work: () => Promise<Value>): Promise<Value> {
  const job = distributionJob(image)
  const holder = randomUUID()
  const claim = () => ledger.jobs.claim(job, holder, new Date(), new Date(Date.now() + lease))
  if (!(await claim())) {
    throw new IngotError(
      'IMAGE_BUSY',
      `${image.name}@${image.version} is being distributed already; wait for that, or try again in half a minute`,
    )
  }
  const renewal = setInterval(() => void claim().catch(() => undefined), lease / 4)
  try {
    return await work()
  } finally {
    clearInterval(renewal)
    await ledger.jobs.release(job, holder)
  }
}

/** Puts the copy into the image version; what was gone in that place is replaced. */
async function register(
  context: Context,
  reason: string | undefined,
  image: Image,
  { account, provider, architecture }: DistributionStep,
  copy: CloudImage,
): Promise<void> {
  await transact(context, 'image.distribute', reason === undefined ? {} : { reason }, (view) => {
    const { body } = ownImage(view.snapshot, findImage(view, image.id, { catalog: image.catalog }))
    const found: FoundArtifact = {
      // A folder does not tell for which machines its files are.
      ...(architecture === undefined ? {} : { architecture }),
      ...foundFacts(account, provider!, copy),
      text: copy.reference,
      matchedBy: 'id',
    }
    const old = body.artifacts[indexInPlace(body.artifacts, found)]
    const artifact = artifactOf(found, old, body.artifacts)
    const others = body.artifacts.filter((one) => one !== old)
    return { changes: [imageWritten({ ...body, artifacts: [...others, artifact] })], answer: undefined }
  })
}

function requireExpected(expected: number | undefined, revision: number): void {
  if (expected === undefined || expected === revision) return
  throw new IngotError(
    'REVISION_CONFLICT',
    `The change was planned at revision ${expected}, but the ledger is at revision ${revision}`,
  )
}
