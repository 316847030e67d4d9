import type { BlobContent } from './blob-content.ts'
import { digestOf } from './blob-content.ts'
import type { BuiltImage, ImageConfig } from './build-image.ts'
import type { ImageFormat } from './build-layer.ts'
import { descriptorOf, manifestOf, type BuiltManifest, type Descriptor } from './built-image.ts'
import { mediaType } from './media-type.ts'

export interface IndexOptions {
  /** What the index names: images with their own platform, other manifests, or descriptors of anything. */
  manifests: readonly (BuiltImage | BuiltManifest | IndexEntry)[]
  /** `oci` if left open. */
  format?: ImageFormat
  annotations?: Record<string, string>
  /** Adds for every image the manifest that BuildKit adds: provenance and an SBOM, unsigned, of no platform. */
  attestations?: boolean
}

/** An entry of an index by hand. */
export interface IndexEntry {
  descriptor: Descriptor
  /** What it names, if that is to be pushed with it. */
  manifest?: BuiltManifest
}

/** Builds an index of several manifests, which are pushed with it. */
export function buildIndex(options: IndexOptions): BuiltManifest {
  const { format = 'oci', annotations, attestations = false } = options
  const entries = options.manifests.map(entryOf)
  const images = options.manifests.filter(isImage)
  const all = [...entries, ...(attestations ? images.map(attestationEntry) : [])]
  const type = format === 'oci' ? mediaType.ociIndex : mediaType.dockerList
  const body = {
    schemaVersion: 2,
    mediaType: type,
    manifests: all.map(({ descriptor }) => descriptor),
    ...(annotations === undefined ? {} : { annotations }),
  }
  return manifestOf(body, type, {
    manifests: all.flatMap(({ manifest }) => (manifest === undefined ? [] : [manifest])),
  })
}

function isImage(entry: BuiltImage | BuiltManifest | IndexEntry): entry is BuiltImage {
  return 'config' in entry
}

function entryOf(entry: BuiltImage | BuiltManifest | IndexEntry): IndexEntry {
  if ('descriptor' in entry) return entry
  if (!isImage(entry)) return { descriptor: descriptorOf(entry), manifest: entry }
  return { descriptor: { ...descriptorOf(entry), platform: platformOf(entry.config) }, manifest: entry }
}

function platformOf({ os, architecture, variant }: ImageConfig): NonNullable<Descriptor['platform']> {
  return { os, architecture, ...(variant === undefined ? {} : { variant }) }
}

/** What BuildKit adds to an index for one image (its attestation storage format). */
function attestationEntry(image: BuiltImage): IndexEntry {
  const manifest = attestationOf(image)
  const annotations = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': image.digest,
  }
  const platform = { os: 'unknown', architecture: 'unknown' }
  return { descriptor: { ...descriptorOf(manifest), annotations, platform }, manifest }
}

/** A manifest whose layers are statements about an image, of the predicate types that are given. */
export function attestationOf(
  image: BuiltManifest,
  predicates: Record<string, object> = {
    'https://spdx.dev/Document': { spdxVersion: 'SPDX-2.3' },
    'https://slsa.dev/provenance/v0.2': { buildType: 'https://mobyproject.org/buildkit@v1' },
  },
): BuiltManifest {
  const statements = Object.entries(predicates).map(([predicateType, predicate]) => ({
    predicateType,
    bytes: Buffer.from(JSON.stringify(statement(image, predicateType, predicate))),
  }))
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'unknown',
      os: 'unknown',
      config: {},
      rootfs: { type: 'layers', diff_ids: statements.map(({ bytes }) => digestOf(bytes)) },
    }),
  )
  const blobs = new Map<string, BlobContent>([config, ...statements.map(({ bytes }) => bytes)].map(named))
  const body = {
    schemaVersion: 2,
    mediaType: mediaType.ociManifest,
    config: { mediaType: mediaType.ociConfig, digest: digestOf(config), size: config.length },
    layers: statements.map(({ predicateType, bytes }) => ({
      mediaType: mediaType.inToto,
      digest: digestOf(bytes),
      size: bytes.length,
      annotations: { 'in-toto.io/predicate-type': predicateType },
    })),
  }
  return manifestOf(body, mediaType.ociManifest, { blobs })
}

function statement(image: BuiltManifest, predicateType: string, predicate: object): object {
  const [algorithm = '', hex = ''] = image.digest.split(':')
  return {
    _type: 'https://in-toto.io/Statement/v0.1',
    subject: [{ name: 'image', digest: { [algorithm]: hex } }],
    predicateType,
    predicate,
  }
}

function named(bytes: Uint8Array): [string, BlobContent] {
  return [digestOf(bytes), bytes]
}
