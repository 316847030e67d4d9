import type { AllowedBase, Finding, PlatformProof } from '@ingot/contract'
import {
  ContentFold,
  contentFindings,
  proveBase,
  readMetadata,
  type BaseEvidence,
  type OciImage,
  type OciPlatformImage,
  type OciReference,
} from '@ingot/core'
import { inTurns } from '../in-turns.ts'
import { scanLayers, type RegistryClient, type RegistryOptions } from '@ingot/providers'

/** What the content of an image's layers tells. */
export interface LayerFindings {
  readonly findings: readonly Finding[]
  readonly evidence: BaseEvidence
  /** Whether the layers could be looked at. */
  readonly isRead: boolean
}

export interface LookOptions {
  /** The platform whose layers are looked at; the first there is where the image does not have it. */
  readonly platform: string
  readonly bases: readonly AllowedBase[]
  readonly registry: RegistryOptions
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** Layers keep a core busy and take tens of megabytes: so many images are looked into at the same time. */
const turns = inTurns(4)

/**
 * Streams the layers of one platform of an image, and says what they hold. Which of them are the base's is what the
 * cheap proof says, claimed or proven; hashing them settles it. Throws `RegistryError`.
 */
export async function lookIntoLayers(
  client: RegistryClient,
  { registry, repository }: OciReference,
  image: OciImage,
  options: LookOptions,
): Promise<LayerFindings> {
  const { platforms } = image
  const one = platforms.find(({ platform }) => platform === options.platform) ?? platforms[0]
  if (one === undefined) return { findings: [], evidence: {}, isRead: false }
  const [claimed] = proveBase({ ...image, platforms: [one] }, options.bases).platforms
  const fold = new ContentFold({ baseLayers: baseLayersOf(claimed) })
  const { signal } = options.registry
  const scan = await turns(
    () =>
      scanLayers(one, (layer) => client.blob({ registry, repository }, layer, options.registry), fold, {
        ...(signal === undefined ? {} : { signal }),
        ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
      }),
    signal,
  )
  const facts = fold.facts(scan.isComplete)
  const system = acceptsAnySystem(one) ? facts.system : undefined
  const where = platforms.length === 1 ? {} : { platform: one.platform }
  const context = { labels: one.labels, env: one.env, workingDir: one.workingDir, ...where }
  return {
    isRead: true,
    findings: [
      ...scan.findings.map((finding) => ({ ...finding, ...where })),
      ...contentFindings(facts, context),
    ],
    evidence: {
      [one.manifest]: {
        diffIds: scan.diffIds,
        changes: facts.changes,
        ...(system === undefined ? {} : { system }),
      },
    },
  }
}

/** How many layers, from the lowest, are the base's; none where the image is the base itself or stands on nothing known. */
function baseLayersOf(proof: PlatformProof | undefined): number {
  return proof?.base === undefined ? 0 : (proof.shared ?? 0)
}

/** PBJ may stand on any system that it supports; what came before stands on released runtimes alone. */
function acceptsAnySystem(image: OciPlatformImage): boolean {
  return (readMetadata(image).metadata?.metadataVersion ?? 0) >= 2
}
