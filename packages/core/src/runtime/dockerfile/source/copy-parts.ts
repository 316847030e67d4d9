import type { Instruction, Word } from './instruction.ts'
import { splitPlain } from './split-plain.ts'

/** What COPY or ADD names. */
export interface CopyParts {
  readonly sources: readonly Word[]
  readonly destination: Word
}

/** The sources and the destination of a COPY or an ADD; nothing of another instruction, or where one is missing. */
export function copyParts(instruction: Instruction): CopyParts | undefined {
  const { keyword, json, rest } = instruction
  if (keyword !== 'COPY' && keyword !== 'ADD') return undefined
  const words = json === undefined ? splitPlain(rest) : json.map((text) => ({ text, at: rest.at }))
  const destination = words.at(-1)
  if (words.length < 2 || destination === undefined) return undefined
  return { sources: words.slice(0, -1), destination }
}
