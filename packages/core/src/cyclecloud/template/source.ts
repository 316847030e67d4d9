import type { FaultList } from './fault-list.ts'

/** The text that is being read, and where its faults go. */
export interface Source {
  readonly text: string
  /** LF, or CR in a text without LF. A CR before LF belongs to the line end. */
  readonly lineEnd: string
  readonly faults: FaultList
}

/** A physical line: `text` without the line end lies at `start`, the next line begins at `next`. */
export interface Span {
  readonly text: string
  readonly start: number
  readonly next: number
}

export function createSource(text: string, faults: FaultList): Source {
  return { text, lineEnd: text.includes('\n') ? '\n' : '\r', faults }
}

/** The physical line at `start`, or what is left of it from there. */
export function spanAt({ text, lineEnd }: Source, start: number): Span {
  const found = text.indexOf(lineEnd, start)
  const next = found === -1 ? text.length : found + 1
  let end = found === -1 ? text.length : found
  while (end > start && text[end - 1] === '\r') end--
  return { text: text.slice(start, end), start, next }
}
