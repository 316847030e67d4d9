import type { Entry } from '../cloudbreak/read-entry.ts'
import { parcelsOf, stackParcel } from './parcels.ts'
import type { UpgradeContext } from './upgrade-context.ts'

type Locked = Pick<UpgradeContext, 'entry' | 'parcels'>

/**
 * What an image has otherwise than the consumer where its components are locked, in words; nothing where all active
 * parcels, the stack and the build of Cloudera Manager are the same (Cloudbreak, LockedComponentChecker).
 */
export function lockedDifferences(candidate: Entry, context: Locked): string[] {
  return [
    ...parcelDifferences(candidate, context),
    ...stackDifference(candidate, context),
    ...managerDifference(candidate, context),
  ]
}

function parcelDifferences(candidate: Entry, { parcels }: Locked): string[] {
  const wanted = [...parcels].filter(([name]) => name !== stackParcel)
  if (wanted.length === 0) return []
  const present = new Map(parcelsOf(candidate).map(({ name, version }) => [name.toLowerCase(), version]))
  return wanted
    .filter(([name, version]) => present.get(name.toLowerCase())?.toLowerCase() !== version.toLowerCase())
    .map(([name, version]) => `${name} ${present.get(name.toLowerCase()) ?? '(none)'} instead of ${version}`)
}

/** An image that does not say its repository version is taken to have the same. */
function stackDifference(candidate: Entry, { parcels }: Locked): string[] {
  const wanted = parcels.get(stackParcel)
  const present = candidate.stack?.repositoryVersion
  if (wanted === undefined || present === undefined || present === wanted) return []
  return [`stack ${present} instead of ${wanted}`]
}

function managerDifference({ buildNumber }: Entry, { entry }: Locked): string[] {
  const wanted = entry.packageVersions['cm-build-number']
  if (wanted !== undefined && wanted !== '' && buildNumber === wanted) return []
  return [`Cloudera Manager build ${buildNumber ?? '(none)'} instead of ${wanted ?? '(none)'}`]
}
