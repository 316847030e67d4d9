import type { Instruction } from './instruction.ts'
import type { Escape } from './words.ts'

/**
 * A stretch of the file. Pieces follow each other without a gap from the first character to the last; an instruction
 * has its continuations, the comments between them and its heredocs. Offsets count UTF-16 units.
 */
export interface Piece {
  readonly type: 'blank' | 'comment' | 'directive' | 'instruction'
  readonly start: number
  readonly end: number
}

/** A Dockerfile as it is read, before anything is replaced or looked up in it. */
export interface Dockerfile {
  readonly escape: Escape
  readonly pieces: readonly Piece[]
  /** Those that could be read; of the others there are faults. */
  readonly instructions: readonly Instruction[]
}
