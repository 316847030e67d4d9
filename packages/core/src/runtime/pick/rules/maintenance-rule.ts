import { describeRuntimeVersion } from '../describe-runtime.ts'
import type { PickRule } from '../rule.ts'

/** Keeps the highest maintenance version of each short version: only that is offered. */
export const maintenanceRule: PickRule = {
  name: 'maintenance',
  drop(candidate, context) {
    const offered = context.offeredIn(candidate.family)
    return offered === undefined || offered === candidate ? undefined : 'NEWER_MAINTENANCE'
  },
  explain(candidate, context, code) {
    const { shortVersion, maintenanceVersion } = candidate.runtime.metadata
    const offered = context.offeredIn(candidate.family) ?? candidate
    const evidence = {
      maintenanceVersion: String(maintenanceVersion),
      highest: describeRuntimeVersion(offered.runtime.metadata),
    }
    const message =
      code === undefined
        ? `${maintenanceVersion} is the highest maintenance version of ${shortVersion} that may be picked`
        : `Of ${shortVersion} only ${evidence.highest} is offered, which comes before it`
    return { message, evidence }
  },
  change(candidate, context) {
    return `Disable ${context.offeredIn(candidate.family)?.runtime.identifier}`
  },
}
