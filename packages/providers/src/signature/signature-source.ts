import type { OciDescriptor } from '@ingot/core'

/** A manifest as it came; whoever asked for a digest hashes it again. */
export interface SourceManifest {
  readonly digest: string
  /** As it was sent. */
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** Something is there that is not what it should be; a sentence. */
export interface SourceFault {
  readonly fault: string
}

/**
 * Where the signatures of one repository are read from. What is not there is undefined, what is malformed a fault; what
 * the network or the registry itself does is thrown.
 */
export interface SignatureSource {
  /** What names a digest as its subject, by the referrers API or the tag that stands in for it. */
  readonly referrers: (digest: string) => Promise<readonly OciDescriptor[] | SourceFault>
  /** The manifest at a tag, or with a digest. */
  readonly manifest: (
    reference: { readonly tag: string } | { readonly digest: string },
  ) => Promise<SourceManifest | SourceFault | undefined>
  /** A blob of the size that its descriptor says. */
  readonly blob: (descriptor: OciDescriptor) => Promise<Uint8Array | SourceFault | undefined>
}

/** The digests that a signature of an image may be made for: of its index, and of the manifest of each platform. */
export interface SignedImage {
  readonly digest: string
  readonly platforms: readonly { readonly manifest: string }[]
}
