/** What the references of one cloud look like. */
export interface ReferenceForm {
  /** The cloud as people write it: `AWS`. */
  readonly cloud: string
  /** What a reference is, to be read after `Expected`. */
  readonly expected: string
  /** Whether a text of at most 255 units is a reference of this cloud. */
  fits(text: string): boolean
  /** What is likely wrong with a text that is none, as a clause; `undefined` where nothing is known. */
  slip(text: string): string | undefined
  /** What is to be thought of with a reference that fits, as a sentence. */
  advice?(text: string, isForAnyRegion: boolean): string | undefined
}
