import { skipBlanks, skipWord } from './blank.ts'
import type { Word } from './instruction.ts'

/** Cuts the rest of an instruction at every white space, quotes or not, as builders do for FROM, COPY and others. */
export function splitPlain({ text, at }: Word): Word[] {
  const words: Word[] = []
  for (let start = skipBlanks(text); start < text.length; start = skipBlanks(text, start)) {
    const end = skipWord(text, start)
    words.push({ text: text.slice(start, end), at: at + start })
    start = end
  }
  return words
}
