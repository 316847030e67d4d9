import type { AllowedBase, BaseSnapshot } from '@ingot/contract'

/** UTF-16 units of what is kept of a base each time it has moved; one of ten platforms has some 50,000. */
const lookLimit = 1024 * 1024

/** Likewise of all that is kept of it. The ledger takes twice as much in one document. */
const baseLimit = 8 * lookLimit

/** Why what a base is now is too much to be kept beside what it was before, as a sentence; nothing where it is not. */
export function baseExcess(
  { reference, snapshots: before }: Pick<AllowedBase, 'reference' | 'snapshots'>,
  now: readonly BaseSnapshot[],
): string | undefined {
  const size = lengthOf(now)
  if (size > lookLimit) {
    return `"${reference}" has layers and labels of ${size} characters on all its platforms, but at most ${lookLimit} are kept of a base; allow an image with fewer platforms, or with shorter labels`
  }
  if (size + lengthOf(before) <= baseLimit) return undefined
  return `"${reference}" has led to so many images that no more are kept; delete it and allow it again`
}

function lengthOf(snapshots: readonly BaseSnapshot[]): number {
  return JSON.stringify(snapshots).length
}
