import { IngotError, type Fault } from '@ingot/contract'
import { planRuntimeMirror, type RuntimeMirrorPlan } from '@ingot/core'
import type { View } from '../view.ts'
import { readRewrites, writtenRuntimes, type WrittenStatus } from './repo-file.ts'

/** What has to be copied where. Throws `INVALID_INPUT` where copies would overwrite each other. */
export function plannedMirror(
  { snapshot, at }: View,
  { rewriteHost, status }: { rewriteHost?: readonly string[]; status?: WrittenStatus },
): Omit<RuntimeMirrorPlan, 'faults'> {
  const plan = planRuntimeMirror(writtenRuntimes(snapshot, at, status), readRewrites(rewriteHost))
  const faults: Fault[] = [...plan.faults]
  const first = faults.find(({ severity }) => severity === 'error')
  if (first !== undefined) throw new IngotError('INVALID_INPUT', first.message, { faults })
  return plan
}
