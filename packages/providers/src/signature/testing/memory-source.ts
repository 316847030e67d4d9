import { buildArtifact, digestOf, type ArtifactLayer, type BuiltManifest } from '@ingot/testkit'
import type { OciDescriptor } from '@ingot/core'
import type { SignatureSource, SourceFault, SourceManifest } from '../signature-source.ts'

const manifestType = 'application/vnd.oci.image.manifest.v1+json'
const indexType = 'application/vnd.oci.image.index.v1+json'

/** A repository in memory, and what was asked of it. Nothing is checked: a test may put what no registry would take. */
export class MemorySource implements SignatureSource {
  readonly asked: string[] = []
  readonly manifests = new Map<string, SourceManifest>()
  readonly blobs = new Map<string, Uint8Array>()
  readonly listed = new Map<string, OciDescriptor[]>()

  referrers = async (digest: string): Promise<readonly OciDescriptor[] | SourceFault> => {
    this.asked.push(`referrers ${digest}`)
    return this.listed.get(digest) ?? []
  }

  manifest = async (reference: { tag: string } | { digest: string }) => {
    const name = 'tag' in reference ? reference.tag : reference.digest
    this.asked.push(`manifest ${name}`)
    return this.manifests.get(name)
  }

  blob = async ({ digest }: OciDescriptor): Promise<Uint8Array | SourceFault | undefined> => {
    this.asked.push(`blob ${digest}`)
    return this.blobs.get(digest)
  }

  /** Puts a manifest under its digest and, where one is given, a tag; answers the digest. */
  put(bytes: Uint8Array, tag?: string): string {
    const manifest = { digest: digestOf(bytes), mediaType: '', bytes }
    this.manifests.set(manifest.digest, manifest)
    if (tag !== undefined) this.manifests.set(tag, manifest)
    return manifest.digest
  }

  /** Puts layers where cosign looks: at the tag `sha256-<hex>.sig`. */
  putAtTag(subject: string, layers: readonly ArtifactLayer[]): string {
    const artifact = this.withBlobs(
      buildArtifact({ layers, configType: 'application/vnd.oci.image.config.v1+json' }),
    )
    return this.put(artifact.bytes, `${subject.replace(':', '-')}.sig`)
  }

  /** Puts layers in an artifact that refers to a digest; answers the digest of the artifact. */
  attach(subject: string, artifactType: string, layers: readonly ArtifactLayer[]): string {
    const artifact = this.withBlobs(
      buildArtifact({ artifactType, layers, subject: { mediaType: manifestType, digest: subject, size: 0 } }),
    )
    const digest = this.put(artifact.bytes)
    this.refer(subject, {
      mediaType: manifestType,
      digest,
      size: artifact.bytes.length,
      artifactType,
      annotations: {},
    })
    return digest
  }

  refer(subject: string, descriptor: OciDescriptor): void {
    this.listed.set(subject, [...(this.listed.get(subject) ?? []), descriptor])
  }

  /** Moves what refers to a digest from the referrers API to the tag that stands in for it. */
  moveToIndex(subject: string): void {
    const manifests = this.listed.get(subject)
    this.listed.delete(subject)
    const index = { schemaVersion: 2, mediaType: indexType, manifests }
    this.put(Buffer.from(JSON.stringify(index)), subject.replace(':', '-'))
  }

  private withBlobs(artifact: BuiltManifest): BuiltManifest {
    for (const [digest, content] of artifact.blobs) {
      if (content instanceof Uint8Array) this.blobs.set(digest, content)
    }
    return artifact
  }
}
