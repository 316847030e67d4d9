import { blockedPath } from './blocked-path.ts'
import type { UpgradeCandidate } from './candidate.ts'
import { drop, type Drop } from './drop.ts'
import {
  compareReleaseVersions,
  describeRelease,
  isStepAhead,
  readVersion,
  taggedStack,
  type Release,
} from './release.ts'
import type { UpgradeContext } from './upgrade-context.ts'
import { describePattern, isInUpgradeMatrix, latestRuntime } from './upgrade-paths.ts'

/** Why Cloudera Manager must not be changed to that of an image, if so. */
export function managerDrop(
  { manager: target }: UpgradeCandidate,
  context: UpgradeContext,
): Drop | undefined {
  const isAhead = isStepAhead(context.manager, target)
  if (isAhead === true) return undefined
  if (isAhead === undefined) return unknownVersion('Cloudera Manager', context.manager, target)
  const present = describeRelease(context.manager)
  const message = `It has Cloudera Manager ${describeRelease(target)}; ${present} or later was needed`
  return drop('CLOUDERA_MANAGER_OLDER', () => message)
}

/** Why the stack must not be changed to that of an image, if so (Cloudbreak, UpgradePermissionProvider). */
export function stackDrop(candidate: UpgradeCandidate, context: UpgradeContext): Drop | undefined {
  const target = candidate.stack
  return (
    unsupportedRuntime(candidate, context) ??
    olderStack(target, context) ??
    outsideMatrix(target, context) ??
    blocked(candidate, context)
  )
}

function unsupportedRuntime(
  { facts: { stack: text = '' }, runtime }: UpgradeCandidate,
  { stack }: UpgradeContext,
): Drop | undefined {
  if (runtime === undefined) return unknownVersion('stack', stack, { text })
  if (compareReleaseVersions(runtime, readVersion(latestRuntime)!) <= 0) return undefined
  const message = `It has runtime ${text}; the latest that clusters are upgraded to is ${latestRuntime}`
  return drop('RUNTIME_UNSUPPORTED', () => message)
}

function olderStack(target: Release, { stack }: UpgradeContext): Drop | undefined {
  const isAhead = isStepAhead(stack, target)
  if (isAhead === true) return undefined
  if (isAhead === undefined) return unknownVersion('stack', stack, target)
  const message = `It has runtime ${describeRelease(target)}; ${describeRelease(stack)} or later was needed`
  return drop('STACK_OLDER', () => message)
}

/** The matrix is that of Data Lakes, and asked only where the runtime changes. */
function outsideMatrix(target: Release, { stack, consumer }: UpgradeContext): Drop | undefined {
  if (consumer.type !== 'datalake' || stack.text === target.text) return undefined
  if (isInUpgradeMatrix(stack.text, target.text)) return undefined
  return drop(
    'NOT_IN_UPGRADE_MATRIX',
    () => `It has runtime ${target.text}, which no upgrade of a Data Lake leads to from ${stack.text}`,
  )
}

function blocked({ entry }: UpgradeCandidate, { stack }: UpgradeContext): Drop | undefined {
  const target = taggedStack(entry)
  const path = blockedPath(stack, target)
  if (path === undefined) return undefined
  const ways = `from ${describePattern(path.from)} to ${describePattern(path.to)}`
  return drop(
    'UPGRADE_PATH_BLOCKED',
    () => `It has runtime ${describeRelease(target)}; upgrades ${ways} are blocked`,
  )
}

function unknownVersion(what: string, current: Pick<Release, 'text'>, target: Pick<Release, 'text'>): Drop {
  const message = `Its ${what} "${target.text}" and the present "${current.text}" cannot be compared`
  return drop('VERSION_UNKNOWN', () => message)
}
