import type { RuntimeReport, Stamp } from '@ingot/contract'
import type { Sink } from '../io.ts'
import { watchedReport } from './watched-lines.ts'

const wiped = '\r\u{1b}[2K'

/**
 * Reads a watched validation to its report, and shows on a terminal how many bytes are read. Throws as `watchedReport`
 * does.
 */
export async function watchedValidation(
  bytes: AsyncIterable<Uint8Array>,
  stderr: Sink,
): Promise<RuntimeReport & Stamp> {
  try {
    return await watchedReport<RuntimeReport & Stamp>('validation', bytes, async (progress) => {
      if (stderr.isTerminal) await show(progress, stderr)
    })
  } finally {
    if (stderr.isTerminal) await stderr.write(wiped)
  }
}

async function show(progress: unknown, stderr: Sink): Promise<void> {
  const { done, total } = progress as { done?: unknown; total?: unknown }
  if (typeof done !== 'number' || typeof total !== 'number') return
  const percent = total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 100
  await stderr.write(`${wiped}Reading layers … ${megabytes(done)} of ${megabytes(total)} MB (${percent} %)`)
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}
