import type { Artifact } from '@ingot/contract'
import { normalizeLocation } from './location.ts'

type Placed = Pick<Artifact, 'provider' | 'account' | 'region' | 'architecture'>

/**
 * Which of some artifacts is in the place of another one, so that it is that one or makes room for it: of the same place
 * and architecture, or of one that either does not tell; -1 where none is.
 */
export function indexInPlace(artifacts: readonly Placed[], one: Placed): number {
  const there = [...artifacts.entries()].filter(([, other]) => samePlace(other, one))
  const alike = there.filter(([, other]) => other.architecture === one.architecture)
  const untold = there.filter(
    ([, other]) => other.architecture === undefined || one.architecture === undefined,
  )
  const [index] = [...alike, ...untold][0] ?? [-1]
  return index
}

/** Whether two are in one place, whatever machines they are for. */
export function samePlace(one: Placed, other: Placed): boolean {
  const [a, b] = [normalizeLocation(one), normalizeLocation(other)]
  return a.provider === b.provider && a.account === b.account && a.region === b.region
}

/** The architectures that some artifacts tell, each once. */
export function toldArchitectures(artifacts: readonly Placed[]): NonNullable<Artifact['architecture']>[] {
  return [...new Set(artifacts.flatMap(({ architecture }) => architecture ?? []))]
}
