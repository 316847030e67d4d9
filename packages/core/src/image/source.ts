import type { DriftPolicy, Image } from '@ingot/contract'

/** An image as a snapshot holds it: immutable, with the revision that wrote it. */
export interface StoredImage {
  readonly revision: number
  readonly body: Image
}

/**
 * Where images are looked up. Arrays keep their identity as long as none of their images changes, so that what is
 * derived from them can be memoised.
 */
export interface ImageSource {
  /** Names of the catalogs in the order in which they are searched. Images of other catalogs are not candidates. */
  readonly catalogs: readonly string[]
  /** What becomes of artifacts whose cloud says otherwise; as shipped unless given. */
  readonly driftPolicy?: DriftPolicy
  /** Images with this name in any catalog, compared without case. */
  named(name: string): readonly StoredImage[]
  /** Images with this label in any catalog, compared without case. */
  labelled(label: string): readonly StoredImage[]
  /** Images with this id, compared without case, in the order of their catalogs: a mirror bears the ids of its source. */
  withId(id: string): readonly StoredImage[]
  /** Images that have an artifact with this provider reference, compared without case. */
  withReference(reference: string): readonly StoredImage[]
  /** Every name of an image, once: what is suggested where a name is not found. */
  names?(): Iterable<string>
}
