/**
 * The lines that a template is made of. `raw` is the source, line ends included, so that the lines joined are the
 * file again. `line` and every `column` count from 1, columns in UTF-16 units.
 */
export type Line = BlankLine | CommentLine | HeaderLine | AttributeLine | FaultyLine

interface BlankLine {
  readonly type: 'blank'
  readonly raw: string
  readonly line: number
}

interface CommentLine {
  readonly type: 'comment'
  readonly raw: string
  readonly line: number
  /** From the `#` on, without trailing blanks. */
  readonly text: string
}

/** `[[node scheduler]]`: the number of brackets is the rank, `kind` is in lower case, `name` as written. */
export interface HeaderLine {
  readonly type: 'header'
  readonly raw: string
  readonly line: number
  readonly column: number
  readonly rank: number
  readonly kind: string
  readonly name: string
  readonly comment?: string
}

export type Operator = '=' | ':='

/**
 * How a value is written: nothing at all, a block in triple quotes, one string in double quotes, an expression
 * (after `:=`, or after `=` with another `=` before it), or bare text that is still to be typed.
 */
export type ValueForm = 'empty' | 'block' | 'quoted' | 'expression' | 'text'

/** `key = value`. A block value may span lines; then `raw` does too. */
export interface AttributeLine {
  readonly type: 'attribute'
  readonly raw: string
  readonly line: number
  readonly column: number
  readonly key: string
  /** The key in lower case, under which attributes are compared. */
  readonly name: string
  readonly operator: Operator
  readonly form: ValueForm
  /** The value as written, without the blanks around it and without a comment. */
  readonly value: string
  readonly valueColumn: number
  readonly comment?: string
}

/** A line that the grammar has no place for. */
export interface FaultyLine {
  readonly type: 'faulty'
  readonly raw: string
  readonly line: number
}
