import type { LifecycleState, RuntimeStatus, RuntimeView, StoredReport } from '@ingot/contract'
import { stageAt } from '@ingot/core'
import type { Document, Snapshot } from '@ingot/ledger'
import type { RuntimeImage } from './stored-runtimes.ts'

const statuses: Record<LifecycleState, RuntimeStatus> = {
  preview: 'ENABLED',
  active: 'ENABLED',
  deprecated: 'DEPRECATED',
  disabled: 'DISABLED',
  revoked: 'DISABLED',
}

/** The state of the lifecycle that a status stands for. */
export const stateOf: Record<RuntimeStatus, LifecycleState> = {
  ENABLED: 'active',
  DISABLED: 'disabled',
  DEPRECATED: 'deprecated',
}

/** The status of a runtime at a moment: before its first stage, as a clock that lags sees it, that of the first. */
export function statusAt(image: Pick<RuntimeImage, 'stages'>, at: Date): RuntimeStatus {
  return statuses[(stageAt(image, at) ?? image.stages[0])?.state ?? 'active']
}

/** A runtime as it is shown at a moment. */
export function runtimeView(
  snapshot: Snapshot,
  { body, revision }: Document<RuntimeImage>,
  at: Date,
): RuntimeView {
  const { id, name, version, runtime } = body
  const stage = stageAt(body, at)
  return {
    ...runtime,
    id,
    name,
    version,
    status: statusAt(body, at),
    ...(stage === undefined ? {} : { since: stage.from }),
    ...(stage?.reason === undefined ? {} : { reason: stage.reason }),
    ...(stage?.replacement === undefined ? {} : { replacement: stage.replacement }),
    findings: findingCounts(snapshot, id),
    revision,
  }
}

function findingCounts(snapshot: Snapshot, id: string): RuntimeView['findings'] {
  const findings = snapshot.get<StoredReport>('runtime-report', id)?.body.report.findings ?? []
  const count = (wanted: string) => findings.filter(({ severity }) => severity === wanted).length
  return { errors: count('error'), warnings: count('warning'), infos: count('info') }
}
