import type {
  Artifact,
  ArtifactDrift,
  FoundArtifact,
  Image,
  ScanFinding,
  ScanKind,
  SeenImage,
} from '@ingot/contract'
import { artifactOf } from '../add/merge-artifacts.ts'
import type { ScanResult } from './scan-findings.ts'

const driftKinds: ReadonlySet<ScanKind> = new Set(['gone', 'deprecated', 'private', 'replaced'])

/**
 * An image with what was found about it: the drift of its artifacts, their new names, artifacts in new regions; and without
 * drift that is over. `seen` finds what a finding is about.
 */
export function acceptFindings(
  image: Image,
  findings: readonly ScanFinding[],
  returned: ScanResult['returned'],
  seen: (finding: ScanFinding) => SeenImage | undefined,
  at: Date,
): Image {
  const back = new Set(returned.map(({ artifact }) => artifact))
  const artifacts = image.artifacts.map((artifact) => {
    const own = findings.filter((one) => one.artifact === artifact.name)
    return own.reduce(
      (changed, finding) => accept(changed, finding, seen(finding), at),
      back.has(artifact.name) ? withoutDrift(artifact) : artifact,
    )
  })
  for (const finding of findings) {
    const there = finding.kind === 'new-region' ? seen(finding) : undefined
    if (there !== undefined) artifacts.push(artifactOf(asFound(there), undefined, artifacts))
  }
  return { ...image, artifacts }
}

function accept(artifact: Artifact, finding: ScanFinding, seen: SeenImage | undefined, at: Date): Artifact {
  if (finding.kind === 'renamed') return renamed(artifact, finding)
  if (!driftKinds.has(finding.kind)) return artifact
  const drift: ArtifactDrift = {
    kind: finding.kind as ArtifactDrift['kind'],
    since: new Date(finding.since ?? at).toISOString(),
    message: finding.message,
    ...(finding.replacement === undefined ? {} : { replacement: finding.replacement }),
  }
  const told = finding.kind === 'deprecated' ? { deprecated: seen?.deprecated } : {}
  return { ...withUpstream(artifact, told), drift }
}

/** With its new name; and where that is a new reference, with that, and no longer gone. */
function renamed(artifact: Artifact, { name, created, replacement }: ScanFinding): Artifact {
  if (replacement === undefined) return withUpstream(artifact, { name })
  return { ...withUpstream(withoutDrift(artifact), { name, created }), reference: replacement }
}

function withUpstream(
  artifact: Artifact,
  told: Partial<Record<'name' | 'created' | 'deprecated', string | undefined>>,
): Artifact {
  const known = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
  if (Object.keys(known).length === 0) return artifact
  return { ...artifact, upstream: { ...artifact.upstream, ...known } }
}

/** What a cloud calls deprecated no longer is so in what is known of it either. */
function withoutDrift({ drift, ...artifact }: Artifact): Artifact {
  if (drift?.kind !== 'deprecated' || artifact.upstream === undefined) return artifact
  const { deprecated: _, ...upstream } = artifact.upstream
  return { ...artifact, upstream }
}

function asFound({ isOwn: _, replacement: __, ...seen }: SeenImage): FoundArtifact {
  return { ...seen, text: seen.reference, matchedBy: 'id' }
}
