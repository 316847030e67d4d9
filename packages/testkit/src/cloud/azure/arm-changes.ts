import type { FakeVersion, ReplicationState } from './arm-content.ts'

interface ProfileChange {
  readonly targetRegions?: readonly { readonly name: string; readonly excludeFromLatest?: boolean }[]
  readonly endOfLifeDate?: string
  readonly excludeFromLatest?: boolean
}

/** Does what a PATCH of a version says; a region that is new to it begins to replicate. */
export function changeVersion(version: FakeVersion, body: unknown): void {
  const { properties } = (body ?? {}) as { properties?: { publishingProfile?: ProfileChange } }
  const { targetRegions, endOfLifeDate, excludeFromLatest } = properties?.publishingProfile ?? {}
  if (targetRegions !== undefined) {
    const known = new Set(version.targets.map(({ name }) => name))
    const added = targetRegions.filter(({ name }) => !known.has(name))
    const begun = added.map(({ name }): [string, ReplicationState] => [name, 'Replicating'])
    version.states = { ...version.states, ...Object.fromEntries(begun) }
    version.targets = targetRegions.map(({ name, excludeFromLatest: isExcluded }) => ({
      name,
      ...(isExcluded === undefined ? {} : { excludeFromLatest: isExcluded }),
    }))
  }
  if (endOfLifeDate !== undefined) version.endOfLife = endOfLifeDate
  if (excludeFromLatest !== undefined) version.excludeFromLatest = excludeFromLatest
}

/** What replicates has arrived when it is looked at again. */
export function replicateFurther(version: FakeVersion): void {
  const left = Object.entries(version.states ?? {}).filter(([, state]) => state !== 'Replicating')
  version.states = Object.fromEntries(left)
}
