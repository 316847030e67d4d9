import type { AllowedBase, BaseProof, BaseSnapshot, PlatformProof } from '@ingot/contract'
import {
  readMetadata,
  type OciImage,
  type OciPlatformImage,
  type OciReference,
  type RuntimeSubject,
} from '@ingot/core'
import type { Snapshot } from '@ingot/ledger'
import { identityOf, runtimeWithIdentity } from './stored-runtimes.ts'

/** An image, what it is built on, and what is known besides. */
export interface Examined {
  readonly snapshot: Snapshot
  readonly reference: OciReference
  readonly image: OciImage
  readonly proof: BaseProof
  readonly bases: readonly AllowedBase[]
}

/** Each platform of an image as the rules look at it. */
export function runtimeSubjects(examined: Examined): RuntimeSubject[] {
  const { reference, image, proof, bases } = examined
  const isVendorOwn = isOfVendor(image, bases)
  return image.platforms.map((one) => {
    const base = baseOf(one, proof, bases)
    const taken = holderOf(examined, one)
    return {
      reference: reference.text,
      digest: image.digest,
      ...(image.platforms.length === 1 ? {} : { platform: one.platform }),
      labels: one.labels,
      env: one.env,
      proof,
      ...(base === undefined ? {} : { base }),
      isVendorOwn,
      ...(taken === undefined ? {} : { taken }),
    }
  })
}

/** What an image stands on, with the labels and the environment that it inherits from there. */
export function baseOf(
  { manifest, platform }: OciPlatformImage,
  proof: BaseProof,
  bases: readonly AllowedBase[],
): RuntimeSubject['base'] {
  const found = proof.platforms.find((one) => one.manifest === manifest)?.base
  const snapshot = found && snapshotOf(found, platform, bases)
  if (found === undefined || snapshot === undefined) return undefined
  const { generation, vendor, reference } = found
  return { generation, vendor, reference, labels: snapshot.labels, env: snapshot.env }
}

function snapshotOf(
  { id, digest }: NonNullable<PlatformProof['base']>,
  platform: string,
  bases: readonly AllowedBase[],
): BaseSnapshot | undefined {
  const base = bases.find((one) => one.id === id)
  return base?.snapshots.findLast((one) => one.digest === digest && one.platform === platform)
}

/** Whether the vendor released these very bytes: told by digest, since a name proves nothing. */
function isOfVendor({ digest, platforms }: OciImage, bases: readonly AllowedBase[]): boolean {
  const released = new Set(
    bases
      .filter(({ vendor }) => vendor)
      .flatMap(({ snapshots }) => snapshots.flatMap((one) => [one.digest, one.manifest])),
  )
  return released.has(digest) || platforms.every(({ manifest }) => released.has(manifest))
}

function holderOf({ snapshot }: Examined, platform: OciPlatformImage): RuntimeSubject['taken'] {
  const { metadata } = readMetadata(platform)
  const holder = metadata && runtimeWithIdentity(snapshot, identityOf({ metadata }))
  if (holder === undefined) return undefined
  const { id, runtime } = holder.body
  return { id, identifier: runtime.identifier, digest: runtime.digest }
}
