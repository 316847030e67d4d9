import { describeRuntimeVersion } from '../describe-runtime.ts'
import type { PreparedRuntime } from '../prepare-runtimes.ts'
import type { PickContext, PickRule } from '../rule.ts'
import { compareWithReading } from '../version-goal.ts'

/** Keeps the short version that is wanted; where a maintenance version is, that and all above it. */
export const versionRule: PickRule = {
  name: 'version',
  drop(candidate, context) {
    const readings = context.readingsIn(candidate.family)
    if (readings.some((reading) => compareWithReading(candidate, reading) >= 0)) return undefined
    return readings.some((reading) => reading.kind === 'maintenance')
      ? 'MAINTENANCE_TOO_LOW'
      : 'VERSION_MISMATCH'
  },
  explain(candidate, context, code) {
    const version = describeRuntimeVersion(candidate.runtime.metadata)
    const evidence = {
      version,
      shortVersion: candidate.runtime.metadata.shortVersion,
      wanted: context.asked.version?.text ?? 'any',
    }
    const wanted = describeWanted(context)
    if (code === 'MAINTENANCE_TOO_LOW') return { message: `${version} is lower than ${wanted}`, evidence }
    if (code !== undefined) return { message: `${version} is not ${wanted}`, evidence }
    if (context.goal.version === undefined) return { message: 'Any version is wanted', evidence }
    return { message: describeFit(candidate, context, version, wanted), evidence }
  },
  change(candidate) {
    return `Ask for version ${candidate.runtime.metadata.shortVersion}`
  },
}

function describeWanted({ asked, goal }: PickContext): string {
  const isSubstituted = asked.version?.text !== goal.version?.text
  return isSubstituted
    ? `${goal.version?.text ?? 'any version'}, which is taken instead of ${asked.version?.text}`
    : `${asked.version?.text}, which is wanted`
}

function describeFit(
  candidate: PreparedRuntime,
  context: PickContext,
  version: string,
  wanted: string,
): string {
  const reading = context
    .readingsIn(candidate.family)
    .find((reading) => compareWithReading(candidate, reading) >= 0)
  if (reading?.kind !== 'maintenance') return `${version} is of the short version ${wanted}`
  return compareWithReading(candidate, reading) === 0
    ? `${version} is ${wanted}`
    : `${version} has a higher maintenance version than ${wanted}`
}
