import type { AllowedBase, BaseSnapshot } from '@ingot/contract'
import { parseImageReference, type OciReference } from '../../../oci/parse-image-reference.ts'
import type { LabelsAndEnv } from '../../metadata/field-values.ts'
import { metadataField } from '../../metadata/metadata-field.ts'
import { isVendorEngine, isVendorRuntime, metadataByName } from './vendor-image.ts'

/**
 * What is known of the image that a chain of stages begins from. `kind` is by its name alone: `vendor` a runtime of
 * the vendor, `engine` what came before runtimes, `system` an image that is surely no runtime, `other` anything else.
 */
export interface BaseFacts {
  /** As FROM names it, variables replaced. */
  readonly name: string
  readonly kind: 'scratch' | 'vendor' | 'engine' | 'system' | 'other'
  /** Not of `scratch`, nor where the name is no reference. */
  readonly reference: OciReference | undefined
  /** Where it is an allowed base, that and what it is on the platform that is built for. */
  readonly allowed: { readonly base: AllowedBase; readonly snapshot: BaseSnapshot } | undefined
  /** What the name of a runtime of the vendor tells of its metadata: a hint, and only where it is not an allowed base. */
  readonly byName: LabelsAndEnv
}

/** Finds what is known of an image by its name and the platform that is built for. */
export type FindBase = (name: string, platform: string) => BaseFacts

/** Looks images up among the allowed bases: by digest where one is named, else by tag in its newest snapshot. */
export function createBaseFinder(bases: readonly AllowedBase[]): FindBase {
  const byReference = new Map<string, AllowedBase>()
  const byDigest = new Map<string, AllowedBase>()
  for (const base of bases) {
    const { reference } = parseImageReference(base.reference)
    if (reference === undefined) continue
    byReference.set(reference.text, base)
    for (const { digest, manifest } of base.snapshots) {
      for (const known of [digest, manifest]) byDigest.set(pinned(reference, known), base)
    }
  }
  return (name, platform) => {
    const { reference } = name === 'scratch' ? {} : parseImageReference(name)
    if (reference === undefined) {
      const kind = name === 'scratch' ? 'scratch' : 'other'
      return { name, kind, reference, allowed: undefined, byName: nothing }
    }
    const { digest } = reference
    const base =
      digest === undefined ? byReference.get(reference.text) : byDigest.get(pinned(reference, digest))
    const snapshot = base === undefined ? undefined : snapshotOf(base, digest, platform)
    const allowed = base === undefined || snapshot === undefined ? undefined : { base, snapshot }
    return {
      name,
      kind: kindOf(reference),
      reference,
      allowed,
      byName: allowed === undefined ? toldByName(reference) : nothing,
    }
  }
}

const nothing: LabelsAndEnv = { labels: {}, env: {} }

function toldByName(reference: OciReference): LabelsAndEnv {
  const told = [...metadataByName(reference)]
  return {
    labels: Object.fromEntries(told.map(([name, value]) => [metadataField(name).label, value])),
    env: Object.fromEntries(told.map(([name, value]) => [metadataField(name).env, value])),
  }
}

function pinned({ registry, repository }: OciReference, digest: string): string {
  return `${registry}/${repository}@${digest}`
}

/** The newest snapshot of the digest and the platform; of another platform where that one was never seen. */
function snapshotOf(
  { snapshots }: AllowedBase,
  digest: string | undefined,
  platform: string,
): BaseSnapshot | undefined {
  const fitting = snapshots.filter(
    (snapshot) => digest === undefined || snapshot.digest === digest || snapshot.manifest === digest,
  )
  return fitting.findLast((snapshot) => snapshot.platform === platform) ?? fitting.at(-1)
}

function kindOf(reference: OciReference): BaseFacts['kind'] {
  if (isVendorRuntime(reference)) return 'vendor'
  if (isVendorEngine(reference)) return 'engine'
  return isSystem(reference) ? 'system' : 'other'
}

/** Official images and a few others of which it is known that they carry nothing of a runtime. */
function isSystem({ registry, repository }: OciReference): boolean {
  if (registry === 'cgr.dev') return repository.startsWith('chainguard/')
  return registry === 'docker.io' && /^(?:library|nvidia|jupyter|rapidsai)\//.test(repository)
}
