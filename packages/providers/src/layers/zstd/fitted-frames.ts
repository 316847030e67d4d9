import { windowSize, withWindow } from './frame-header.ts'
import type { FramePiece } from './frame-reader.ts'

/** What a frame may make to be held until all of it is there, in bytes. */
const SMALL = 256 * 1024

/**
 * Gives small frames no larger window than they can need. The library makes room for all of the window that a frame
 * states, and there may be very many tiny frames that state a large one.
 */
export async function* fittedFrames(pieces: AsyncIterable<FramePiece>): AsyncGenerator<FramePiece> {
  let held: FramePiece[] = []
  let size = 0
  for await (const piece of pieces) {
    if (piece.kind !== 'header' && held.length === 0) {
      yield piece
      continue
    }
    held.push(piece)
    size = piece.kind === 'header' ? 0 : size + piece.takes
    if (piece.kind !== 'last-block' && size <= SMALL) continue
    yield* piece.kind === 'last-block' ? fitted(held, size) : held
    held = []
  }
  yield* held
}

function fitted(frame: readonly FramePiece[], size: number): readonly FramePiece[] {
  const [header, ...blocks] = frame
  if (header === undefined || windowSize(header.bytes) <= size) return frame
  const bytes = withWindow(header.bytes, size)
  return [{ ...header, bytes, takes: windowSize(bytes) }, ...blocks]
}
