import { digestOf, type BlobContent } from './blob-content.ts'
import type { BuiltManifest, Descriptor } from './built-image.ts'

/** A manifest as a registry holds it. */
export interface StoredManifest {
  readonly digest: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

interface Repository {
  manifests: Map<string, StoredManifest>
  tags: Map<string, string>
  blobs: Map<string, BlobContent>
}

/** What a fake registry holds. Nothing is checked: a test may put what no registry would take. */
export class RegistryContent {
  private readonly repositories = new Map<string, Repository>()

  /** Puts a manifest with its blobs and, of an index, its manifests; answers the digest. */
  push(repository: string, tag: string | undefined, image: BuiltManifest): string {
    for (const manifest of image.manifests) this.push(repository, undefined, manifest)
    for (const [digest, content] of image.blobs) this.putBlob(repository, content, digest)
    const { digest, mediaType, bytes } = image
    this.made(repository).manifests.set(digest, { digest, mediaType, bytes })
    if (tag !== undefined) this.setTag(repository, tag, digest)
    return digest
  }

  /** Puts any bytes as a manifest; answers their digest, which may be said wrong. */
  putManifest(repository: string, bytes: Uint8Array, mediaType: string, digest = digestOf(bytes)): string {
    this.made(repository).manifests.set(digest, { digest, mediaType, bytes })
    return digest
  }

  /** Puts a blob. The digest has to be said for a file, and may be said wrong. */
  putBlob(repository: string, content: BlobContent, digest = knownDigest(content)): string {
    this.made(repository).blobs.set(digest, content)
    return digest
  }

  setTag(repository: string, tag: string, digest: string): void {
    this.made(repository).tags.set(tag, digest)
  }

  deleteTag(repository: string, tag: string): void {
    this.repositories.get(repository)?.tags.delete(tag)
  }

  /** Deletes a manifest; tags that lead to it lead nowhere then. */
  deleteManifest(repository: string, digest: string): void {
    this.repositories.get(repository)?.manifests.delete(digest)
  }

  deleteBlob(repository: string, digest: string): void {
    this.repositories.get(repository)?.blobs.delete(digest)
  }

  has(repository: string): boolean {
    return this.repositories.has(repository)
  }

  /** The manifest at a tag or a digest. */
  manifest(repository: string, reference: string): StoredManifest | undefined {
    const stored = this.repositories.get(repository)
    return stored?.manifests.get(reference) ?? stored?.manifests.get(stored.tags.get(reference) ?? '')
  }

  blob(repository: string, digest: string): BlobContent | undefined {
    return this.repositories.get(repository)?.blobs.get(digest)
  }

  /** All tags in lexical order. */
  tags(repository: string): string[] {
    return [...(this.repositories.get(repository)?.tags.keys() ?? [])].toSorted()
  }

  /** What names a manifest as its subject, in the order in which it was put. */
  referrers(repository: string, subject: string): Descriptor[] {
    const manifests = this.repositories.get(repository)?.manifests.values() ?? []
    return [...manifests].flatMap((manifest) => referrer(manifest, subject))
  }

  private made(repository: string): Repository {
    const stored = this.repositories.get(repository) ?? {
      manifests: new Map<string, StoredManifest>(),
      tags: new Map<string, string>(),
      blobs: new Map<string, BlobContent>(),
    }
    this.repositories.set(repository, stored)
    return stored
  }
}

function knownDigest(content: BlobContent): string {
  if (content instanceof Uint8Array) return digestOf(content)
  throw new Error(`Expected the digest of the file "${content.file}"; say it as the third parameter`)
}

interface Referring {
  subject?: { digest?: string }
  artifactType?: string
  config?: { mediaType?: string }
  annotations?: Record<string, string>
}

function referrer(manifest: StoredManifest, subject: string): Descriptor[] {
  const body = readReferring(manifest.bytes)
  if (body?.subject?.digest !== subject) return []
  const artifactType = body.artifactType ?? body.config?.mediaType
  return [
    {
      mediaType: manifest.mediaType,
      digest: manifest.digest,
      size: manifest.bytes.byteLength,
      ...(artifactType === undefined ? {} : { artifactType }),
      ...(body.annotations === undefined ? {} : { annotations: body.annotations }),
    },
  ]
}

/** A test may have put what is no JSON; that refers to nothing. */
function readReferring(bytes: Uint8Array): Referring | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as Referring
  } catch {
    return undefined
  }
}
