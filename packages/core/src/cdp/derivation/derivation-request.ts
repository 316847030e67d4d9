import type { Image, operations } from '@ingot/contract'
import type { Static } from 'typebox'

/** What is asked of an image that inherits: the body of the operation `deriveImage`. */
export type DerivationRequest = Static<(typeof operations)['deriveImage']['body']>

/** What a derivation is planned in. */
export interface DerivationContext {
  /** The custom catalog that the image stands in, or is to. */
  readonly catalog: string
  /** The image to inherit from, withdrawn or not. */
  readonly source: Image
  /** The images of the custom catalog, as they are stored. */
  readonly present: readonly Image[]
  /** A new UUID, for an image that is not there yet. */
  readonly newId: string
  readonly at: Date
}
