import type { Image, NearestMiss, Selection } from '@ingot/contract'
import type { CatalogContent } from './catalog-content.ts'
import type { Judged, Judging } from './judge.ts'
import type { SelectionRefusal } from './refusals.ts'
import type { Wanted } from './rule.ts'

/** What is looked for among which images, and how to say so. */
export interface Search {
  readonly content: CatalogContent
  readonly images: readonly Image[]
  readonly judging: Judging
  readonly wanted: Wanted
  readonly select: Selection
  /** What was looked for and among what, for the trace. */
  readonly looked: string
  /** How candidates are ordered, in words. */
  readonly order: string
  /** Why the first of those that fit is the answer. */
  readonly why: string
  /** Which refusal it is that no image fits; `nearest` is the one that came nearest. */
  refuse(nearest: Judged | undefined): SelectionRefusal
  /** An image that may be meant where none was judged. */
  readonly hint?: NearestMiss | undefined
}
