import type { Bundle } from '@sigstore/bundle'

/** One signature that could be read, before anybody is asked whether it counts: what both formats come down to. */
export interface SignedContent {
  /** The bytes that it is made over. */
  readonly bytes: Buffer
  readonly signature: Buffer
  /**
   * Why it is no signature of the image that it was found on, whoever made it: a sentence without its subject, such as
   * `signs "sha256:…", …`.
   */
  readonly misfit?: string
  /** The type of the predicate, where it attests something about the image. */
  readonly predicateType?: string
  /** The certificate that came with it, and what proves that it was valid then. */
  readonly certified?: CertifiedContent
}

/** What it takes to verify a signature by its certificate. */
export interface CertifiedContent {
  readonly bundle: Bundle
  /** The certificate of who signed, as DER. */
  readonly certificate: Buffer
}

/** A signature, or a sentence about why none could be read. */
export type ReadSignature = SignedContent | { readonly fault: string }
