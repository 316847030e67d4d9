import type { DistributionStep, Image } from '@ingot/contract'
import { regionKey } from '@ingot/core'
import type { JobStore } from '@ingot/ledger'

/** What is remembered of a copy between tries. */
type KnownStep = Pick<DistributionStep, 'state' | 'attempts'> &
  Partial<Pick<DistributionStep, 'reference' | 'message' | 'since'>>

/** By account and region. */
export type KnownSteps = Readonly<Record<string, KnownStep>>

/** The key of a place, and of the machines that the copy there is for, where the image is for several. */
export function stepKey({
  account,
  region,
  architecture,
}: Pick<DistributionStep, 'account' | 'region' | 'architecture'>): string {
  const place = `${account}/${regionKey(region)}`
  return architecture === undefined ? place : `${place}/${architecture}`
}

/** The name of the job that distributes an image; its state is how far the copies are. */
export function distributionJob({ catalog, id }: Pick<Image, 'catalog' | 'id'>): string {
  return `distribution/${catalog}/${id}`
}

/** How far the copies of an image were when somebody looked last. */
export async function knownSteps(jobs: JobStore, image: Pick<Image, 'catalog' | 'id'>): Promise<KnownSteps> {
  return (await jobs.state<KnownSteps>(distributionJob(image))) ?? {}
}

/** Keeps how far copies are, one place at a time; writes follow each other, so that none is lost. */
export function stepKeeper(jobs: JobStore, image: Pick<Image, 'catalog' | 'id'>, known: KnownSteps) {
  let steps: Record<string, KnownStep> = { ...known }
  let last: Promise<void> = Promise.resolve()
  return async (step: DistributionStep) => {
    const { state, attempts, reference, message, since } = step
    steps = {
      ...steps,
      [stepKey(step)]: {
        state,
        attempts,
        ...(reference === undefined ? {} : { reference }),
        ...(message === undefined ? {} : { message }),
        ...(since === undefined ? {} : { since }),
      },
    }
    const saved = steps
    last = last.catch(() => undefined).then(() => jobs.save(distributionJob(image), saved))
    await last
  }
}
