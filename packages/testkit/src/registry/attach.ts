import { digestOf, type BlobContent } from './blob-content.ts'
import { descriptorOf, manifestOf, type BuiltManifest, type Descriptor } from './built-image.ts'
import type { FakeRegistry } from './fake-registry.ts'
import { mediaType } from './media-type.ts'

/** A layer of an artifact that is no file system: a signature, a bundle, a document. */
export interface ArtifactLayer {
  mediaType: string
  content: string | Uint8Array
  annotations?: Record<string, string>
}

export interface ArtifactOptions {
  /** Left out for what is found by its tag alone. */
  artifactType?: string
  subject?: Descriptor
  layers: readonly ArtifactLayer[]
  annotations?: Record<string, string>
  /** The media type of its configuration; that of the empty one if left open. */
  configType?: string
}

/** Builds a manifest of layers that are no file system. */
export function buildArtifact(options: ArtifactOptions): BuiltManifest {
  const { artifactType, subject, annotations, configType = mediaType.ociEmpty } = options
  const config = Buffer.from('{}')
  const layers = options.layers.map((layer) => ({ ...layer, bytes: Buffer.from(layer.content) }))
  const blobs = new Map<string, BlobContent>()
  for (const bytes of [config, ...layers.map(({ bytes }) => bytes)]) blobs.set(digestOf(bytes), bytes)
  const body = {
    schemaVersion: 2,
    mediaType: mediaType.ociManifest,
    ...(artifactType === undefined ? {} : { artifactType }),
    config: { mediaType: configType, digest: digestOf(config), size: config.length },
    layers: layers.map(({ mediaType, bytes, annotations }) => ({
      mediaType,
      digest: digestOf(bytes),
      size: bytes.length,
      ...(annotations === undefined ? {} : { annotations }),
    })),
    ...(subject === undefined ? {} : { subject }),
    ...(annotations === undefined ? {} : { annotations }),
  }
  return manifestOf(body, mediaType.ociManifest, { blobs })
}

/**
 * Attaches an artifact to an image of a fake registry, for its referrers API. Where that is off, an index at the tag
 * `sha256-<hex>` names it too, as those who push have to see to then (distribution-spec). Answers its digest.
 */
export function attach(
  registry: FakeRegistry,
  repository: string,
  subject: string | Descriptor,
  options: Omit<ArtifactOptions, 'subject'>,
): string {
  const descriptor = typeof subject === 'string' ? subjectOf(registry, repository, subject) : subject
  const artifact = buildArtifact({ ...options, subject: descriptor })
  registry.push(repository, undefined, artifact)
  if (!registry.habits.referrers) nameAtTag(registry, repository, descriptor.digest)
  return artifact.digest
}

function subjectOf(registry: FakeRegistry, repository: string, digest: string): Descriptor {
  const manifest = registry.content.manifest(repository, digest)
  if (manifest === undefined) throw new Error(`Expected "${digest}" in "${repository}"; push it first`)
  return descriptorOf({ ...manifest, blobs: new Map(), manifests: [] })
}

function nameAtTag(registry: FakeRegistry, repository: string, subject: string): void {
  const manifests = registry.content.referrers(repository, subject)
  const index = { schemaVersion: 2, mediaType: mediaType.ociIndex, manifests }
  registry.push(repository, subject.replace(':', '-'), manifestOf(index, mediaType.ociIndex))
}

/** Puts an artifact at the tag `sha256-<hex>.sig` (or `.att`, `.sbom`), where cosign looks; answers its digest. */
export function attachByTag(
  registry: FakeRegistry,
  repository: string,
  subject: string,
  suffix: 'sig' | 'att' | 'sbom',
  layers: readonly ArtifactLayer[],
): string {
  const artifact = buildArtifact({ layers, configType: mediaType.ociConfig })
  return registry.push(repository, `${subject.replace(':', '-')}.${suffix}`, artifact)
}
