import type { Fault, Image, ImageAddRequest } from '@ingot/contract'
import { stateAt } from '../image/lifecycle.ts'
import { bumpVersion, firstVersion } from '../version/bump.ts'
import { compareVersions } from '../version/compare.ts'
import { parseVersion, versionFault } from '../version/version.ts'

/** Which version an add is about: its number, and the image that has it already, if one has. */
export interface AddedVersion {
  readonly version: string
  readonly before: Image | undefined
  /** The latest version that is stored, whichever is meant. */
  readonly latest: Image | undefined
  readonly faults: readonly Fault[]
}

/**
 * The version that is meant (CycleCloud, Custom Machine Images: without a flag the latest that is stored, or 1.0 where
 * none is). `versions` are the images of the name in the catalog.
 */
export function addedVersion(
  versions: readonly Image[],
  { packageVersion, bumpVersion: step }: Pick<ImageAddRequest, 'packageVersion' | 'bumpVersion'>,
  at: Date,
): AddedVersion {
  const latest = latestOf(versions)
  if (packageVersion !== undefined) return givenVersion(versions, packageVersion.trim(), step, latest)
  if (step !== undefined) {
    return { version: bumpVersion(latest?.version, step), before: undefined, latest, faults: [] }
  }
  if (latest === undefined) return { version: firstVersion, before: undefined, latest, faults: [] }
  return { version: latest.version, before: latest, latest, faults: joinFaults(latest, at) }
}

function givenVersion(
  versions: readonly Image[],
  version: string,
  step: ImageAddRequest['bumpVersion'],
  latest: Image | undefined,
): AddedVersion {
  const faults = versionFlagFaults({
    packageVersion: version,
    ...(step === undefined ? {} : { bumpVersion: step }),
  })
  return { version, before: versions.find((image) => image.version === version), latest, faults }
}

/** What is wrong with the version flags, whatever is found and stored. */
export function versionFlagFaults({
  packageVersion,
  bumpVersion: step,
}: Pick<ImageAddRequest, 'packageVersion' | 'bumpVersion'>): Fault[] {
  if (packageVersion === undefined) return []
  const wrong = versionFault(packageVersion.trim())
  return [
    ...(step === undefined
      ? []
      : [fault('VERSION_TWICE', 'Give either a version or what to bump, not both')]),
    ...(wrong === undefined ? [] : [fault('VERSION_INVALID', wrong)]),
  ]
}

/** The highest version; one that is no version comes before all that are. */
function latestOf(versions: readonly Image[]): Image | undefined {
  return versions.toSorted((a, b) => {
    const [left, right] = [parseVersion(a.version), parseVersion(b.version)]
    if (left === undefined || right === undefined)
      return Number(left !== undefined) - Number(right !== undefined)
    return compareVersions(left, right)
  })[versions.length - 1]
}

/** Nobody means to make a version better that nothing may start from. */
function joinFaults(latest: Image, at: Date): Fault[] {
  const state = stateAt(latest, at)
  if (state !== 'disabled' && state !== 'revoked') return []
  return [
    fault(
      'VERSION_RETIRED',
      `The latest version of "${latest.name}" is ${latest.version}, which is ${state}; make a new one with --bump-version or --package-version`,
    ),
  ]
}

function fault(code: string, message: string): Fault {
  return { severity: 'error', code, message }
}
