import { digestOf, type BlobContent } from './blob-content.ts'

/** A pointer to content (OCI image-spec, descriptor.md). */
export interface Descriptor {
  mediaType: string
  digest: string
  /** In bytes. */
  size: number
  annotations?: Record<string, string>
  artifactType?: string
  platform?: { os: string; architecture: string; variant?: string }
}

/** A manifest with all that it needs, ready to be pushed: of an image, of an index, of an artifact. */
export interface BuiltManifest {
  /** Of the bytes. */
  readonly digest: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** What is pushed before it, by digest. A registry that is pushed to by a test stores it as it is, true or not. */
  readonly blobs: ReadonlyMap<string, BlobContent>
  /** The manifests that an index names. */
  readonly manifests: readonly BuiltManifest[]
}

/** What points to a manifest, for an index or as a subject. */
export function descriptorOf(manifest: BuiltManifest): Descriptor {
  return { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.bytes.byteLength }
}

/** A manifest of any JSON or bytes, for what no builder makes. */
export function manifestOf(
  body: object | Uint8Array,
  mediaType: string,
  needs: { blobs?: ReadonlyMap<string, BlobContent>; manifests?: readonly BuiltManifest[] } = {},
): BuiltManifest {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body))
  const { blobs = new Map<string, BlobContent>(), manifests = [] } = needs
  return { digest: digestOf(bytes), mediaType, bytes, blobs, manifests }
}
