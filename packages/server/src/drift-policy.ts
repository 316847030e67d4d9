import type { DriftPolicy } from '@ingot/contract'
import { defaultDriftPolicy } from '@ingot/core'
import type { Snapshot } from '@ingot/ledger'
import { DRIFT_POLICY } from './kinds.ts'

/** What becomes of artifacts whose cloud says otherwise, as the site has it; what it says nothing of is as shipped. */
export function driftPolicyOf(snapshot: Snapshot): DriftPolicy {
  const set = snapshot.get<Partial<DriftPolicy>>('setting', DRIFT_POLICY)?.body
  return set === undefined ? defaultDriftPolicy : { ...defaultDriftPolicy, ...set }
}
