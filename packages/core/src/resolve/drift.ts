import type { Artifact, DriftPolicy, Warning } from '@ingot/contract'
import { describeImage } from './describe.ts'
import type { PreparedArtifact, PreparedImage } from './prepare.ts'
import { warning } from './warnings.ts'

/**
 * What becomes of drift unless a site says otherwise: nobody can start from what is gone; all else still starts, and is
 * told.
 */
export const defaultDriftPolicy: DriftPolicy = {
  gone: 'skip',
  private: 'warn',
  deprecated: 'warn',
  replaced: 'warn',
}

/** Whether two policies say the same. */
export function isSamePolicy(a: DriftPolicy, b: DriftPolicy): boolean {
  return (
    a === b ||
    (a.gone === b.gone &&
      a.private === b.private &&
      a.deprecated === b.deprecated &&
      a.replaced === b.replaced)
  )
}

/** Whether an artifact is passed over for what its cloud says. */
export function isSkipped({ drift }: Artifact, policy: DriftPolicy): boolean {
  return drift !== undefined && policy[drift.kind] === 'skip'
}

/** What an answer warns of where its artifact is not as the registry had it. */
export function driftWarnings(
  { reference }: Pick<PreparedImage, 'reference'>,
  prepared: PreparedArtifact | undefined,
): Warning[] {
  const drift = prepared?.artifact.drift
  if (prepared === undefined || drift === undefined) return []
  const { name } = prepared.artifact
  const values = { artifact: name, image: describeImage(reference), kind: drift.kind, message: drift.message }
  return [warning('ARTIFACT_DRIFT', values)]
}
