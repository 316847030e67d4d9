import type { Value } from '../expression/value.ts'

/** An attribute as it can be printed: its name, and its value as expression text. */
export interface RecordAttribute {
  readonly name: string
  readonly text: string
}

/** A record as it can be printed: its attributes in their order. */
export interface PrintableRecord {
  readonly attributes: readonly RecordAttribute[]
}

/** An attribute of a record in a file. `text` is the value as written; `line` and `column` are those of the value. */
export interface SourceAttribute extends RecordAttribute {
  readonly value: Value
  readonly line: number
  readonly column: number
  /** Set where the value has a fault of its own that is reported already; `value` then says nothing. */
  readonly isUnreadable?: true
}

/** A record of a file, with the line that it starts on. Names of its attributes differ by more than case. */
export interface SourceRecord extends PrintableRecord {
  readonly file: string
  readonly line: number
  readonly attributes: readonly SourceAttribute[]
}

/** The attribute of this name, which is given in lower case. */
export function findAttribute<A extends RecordAttribute>(
  attributes: readonly A[],
  lowerName: string,
): A | undefined {
  return attributes.find(({ name }) => name.length === lowerName.length && name.toLowerCase() === lowerName)
}
