import type { Artifact, Fault, Image, PackerManifestImport } from '@ingot/contract'
import { addedVersion } from '../add/added-version.ts'
import type { ImageAddSite } from '../add/plan-image-add.ts'
import { indexInPlace, samePlace } from '../image/artifact-place.ts'
import { isSameJson } from '../log/is-same-json.ts'

/**
 * The image version that takes what Packer built: the one that is named, the one after the latest, or the latest, whose
 * artifacts of the same places are replaced. Every fault is told; with any, nothing may be stored.
 */
export function planPackerImage(
  request: Omit<PackerManifestImport, 'file'>,
  artifacts: readonly Artifact[],
  site: ImageAddSite,
): { image: Image; faults: Fault[] } {
  const name = request.name.trim()
  const { version, before, latest, faults } = addedVersion(
    site.named(name),
    {
      ...(request.version === undefined ? {} : { packageVersion: request.version }),
      ...(request.bump === undefined ? {} : { bumpVersion: request.bump }),
    },
    site.at,
  )
  const base: Image = before ?? {
    id: site.idFor(name, version),
    catalog: site.catalog,
    name,
    version,
    traits: {},
    artifacts: [],
    stages: [],
  }
  // As of images that are added: the next version keeps the label, and the first is called as it is named.
  const label = request.label ?? base.label ?? latest?.label ?? name
  const image: Image = {
    ...base,
    label,
    ...(request.os === undefined ? {} : { os: request.os }),
    artifacts: merged(base.artifacts, artifacts),
  }
  return {
    image,
    faults: [
      ...faults,
      ...artifacts.flatMap((one) => unclearFaults(base.artifacts, one)),
      ...existingFaults(request, before, image),
    ],
  }
}

function merged(before: readonly Artifact[], built: readonly Artifact[]): Artifact[] {
  const artifacts = [...before]
  for (const one of built) {
    const index = indexInPlace(artifacts, one)
    const old = artifacts[index]
    if (old === undefined) artifacts.push({ ...one, name: freeName(one.name, artifacts) })
    else
      artifacts[index] = sameReference(old, one)
        ? { ...old, ...one, name: old.name }
        : { ...one, name: old.name }
  }
  return artifacts
}

/** Which of several architectures an image is for has to be said where the version has several in its place. */
function unclearFaults(artifacts: readonly Artifact[], one: Artifact): Fault[] {
  const there = artifacts.filter((other) => samePlace(other, one))
  if (one.architecture !== undefined || there.length < 2) return []
  const names = there.map(({ name }) => `"${name}"`).join(' and ')
  const message = `${one.reference} may take the place of ${names}; say for which with custom_data = { architecture = "…" } in the post-processor`
  return [{ severity: 'error', code: 'SEVERAL_FOR_PLACE', message }]
}

/** What is known of an artifact beyond its manifest stays, as long as it is the same. */
function sameReference(a: Artifact, b: Artifact): boolean {
  return a.reference.toLowerCase() === b.reference.toLowerCase()
}

function freeName(name: string, others: readonly Artifact[]): string {
  const taken = new Set(others.map((other) => other.name.toLowerCase()))
  let free = name
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${name}-${number}`
  return free
}

function existingFaults(
  { version }: Pick<PackerManifestImport, 'version'>,
  before: Image | undefined,
  image: Image,
): Fault[] {
  if (before === undefined) return []
  const what = `${image.name}@${image.version}`
  if (before.derived !== undefined || before.runtime !== undefined) {
    const message = `${what} is a ${before.runtime === undefined ? 'derived image' : 'runtime'}, whose artifacts come from elsewhere; choose another name`
    return [{ severity: 'error', code: 'NO_PLAIN_IMAGE', message }]
  }
  if (version === undefined || isSameJson(before, image)) return []
  const message = `${what} exists already and is another; name another version, bump it, or leave both out to join the latest`
  return [{ severity: 'error', code: 'VERSION_EXISTS', message }]
}
