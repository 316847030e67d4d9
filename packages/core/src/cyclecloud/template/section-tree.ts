import type { AttributeLine, HeaderLine } from './line.ts'

/** A section with what stands in it, in the order of the file. */
export interface Section {
  readonly header: HeaderLine
  readonly parent?: Section
  readonly attributes: readonly AttributeLine[]
  readonly sections: readonly Section[]
  /** Whether it stands where its kind may stand. Misplaced sections are kept, and left out of the evaluation. */
  readonly placed: boolean
}
