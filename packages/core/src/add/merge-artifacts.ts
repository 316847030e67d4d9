import type { Artifact, FoundArtifact, ImageAddRow, Upstream } from '@ingot/contract'
import { indexInPlace } from '../image/artifact-place.ts'
import { isWrittenOver } from '../image/reference-key.ts'
import { isSameJson } from '../log/is-same-json.ts'

/**
 * The artifacts of a version with those that were found: one for a place that has one for the same machines takes its name
 * and its place in the list, others come after. Tells of each what it did.
 */
export function mergeArtifacts(
  before: readonly Artifact[],
  found: readonly FoundArtifact[],
): { artifacts: Artifact[]; rows: ImageAddRow[] } {
  const artifacts = [...before]
  const rows = found.map((one): ImageAddRow => {
    const index = indexInPlace(artifacts, one)
    const old = artifacts[index]
    const artifact = artifactOf(one, old, artifacts)
    if (old === undefined) artifacts.push(artifact)
    else artifacts[index] = artifact
    return { ...one, artifact: artifact.name, ...changeOf(old, artifact) }
  })
  return { artifacts, rows }
}

/** An artifact as it is made from an image that was found. */
export function artifactOf(
  found: FoundArtifact,
  old: Artifact | undefined,
  others: readonly Artifact[] = [],
): Artifact {
  const { provider, account, region, reference, digest, architecture, traits } = found
  const upstream = upstreamOf(found)
  const isSame = old?.reference.toLowerCase() === reference.toLowerCase()
  return {
    name: old?.name ?? freeName([provider, account, region].filter(Boolean).join('/'), others),
    provider,
    account,
    ...(region === undefined ? {} : { region }),
    reference,
    ...(digest === undefined ? {} : { digest }),
    ...(architecture === undefined ? {} : { architecture }),
    ...(Object.keys(traits).length === 0 ? {} : { traits: { ...traits } }),
    ...(Object.keys(upstream).length === 0 ? {} : { upstream }),
    ...(isSame && old !== undefined ? keptDrift(old) : {}),
    ...(isSame && old?.attributes !== undefined ? { attributes: old.attributes } : {}),
  }
}

/** That it was found says that it is there, and that what is registered is what is there; no more. */
function keptDrift(artifact: Artifact): Pick<Artifact, 'drift'> {
  const { drift } = artifact
  if (drift === undefined || drift.kind === 'gone') return {}
  return drift.kind === 'replaced' && isWrittenOver(artifact) ? {} : { drift }
}

function upstreamOf({ name, created, bytes, deprecated, visibility }: FoundArtifact): Upstream {
  return {
    ...(name === undefined ? {} : { name }),
    ...(created === undefined ? {} : { created }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(visibility === undefined ? {} : { visibility }),
  }
}

function freeName(name: string, others: readonly Artifact[]): string {
  const taken = new Set(others.map((other) => other.name.toLowerCase()))
  let free = name
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${name}-${number}`
  return free
}

function changeOf(old: Artifact | undefined, artifact: Artifact): Pick<ImageAddRow, 'change' | 'replaces'> {
  if (old === undefined) return { change: 'added' }
  if (old.reference.toLowerCase() !== artifact.reference.toLowerCase()) {
    return { change: 'replaced', replaces: old.reference }
  }
  return { change: isSameJson(old, artifact) ? 'unchanged' : 'changed' }
}
