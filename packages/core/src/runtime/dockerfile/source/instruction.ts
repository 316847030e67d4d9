import type { LogicalLine } from './logical-line.ts'

/** What instructions there are (Dockerfile reference). */
export const keywords = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
] as const

export type Keyword = (typeof keywords)[number]

const known: ReadonlySet<string> = new Set(keywords)

/** Whether a word in upper case names an instruction. */
export function isKeyword(word: string): word is Keyword {
  return known.has(word)
}

/** A part of a logical line; `at` is its index there. */
export interface Word {
  readonly text: string
  readonly at: number
}

/** `--from=builder`: `name` without the dashes; a flag without `=` has no value. */
export interface Flag {
  readonly name: string
  readonly value: string | undefined
  readonly at: number
}

/** `<<EOF` with the lines that follow up to `EOF`. */
export interface Heredoc {
  readonly name: string
  /** Whether variables in it are replaced: not where a part of the name is quoted. */
  readonly expands: boolean
  readonly content: string
  /** Where the content begins in the file, in UTF-16 units. */
  readonly offset: number
}

/** One instruction as it is read, before variables are replaced. Indexes count UTF-16 units into its logical line. */
export interface Instruction {
  readonly keyword: Keyword
  readonly line: LogicalLine
  readonly at: number
  readonly flags: readonly Flag[]
  /** What follows the flags, without the blanks around it. */
  readonly rest: Word
  /** The elements where the rest is a JSON list of texts, for the instructions that may be written so. */
  readonly json: readonly string[] | undefined
  readonly heredocs: readonly Heredoc[]
  /** Of ONBUILD: what is to be done in an image that begins from this one. */
  readonly trigger: Instruction | undefined
}

/** Where in the file an index of the line of an instruction stands. */
export function offsetIn(instruction: Instruction, index = instruction.at): number {
  return instruction.line.offsetOf(index)
}
