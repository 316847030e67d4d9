import type { Sink } from '../io.ts'
import { clipped } from './words.ts'

/** Work shorter than this, in ms, is not worth a line. */
const patience = 1000
const period = 250
/** A line that wraps could not be wiped: on any terminal it has to fit, with the time behind it. */
const longestLabel = 60

/** Tells the person at a terminal what is being waited for, from the first second on, and wipes it at the end. */
export async function withProgress<T>(stderr: Sink, label: string, work: Promise<T>): Promise<T> {
  if (!stderr.isTerminal) return await work
  const started = performance.now()
  let shown = false
  const timer = setInterval(() => {
    const elapsed = performance.now() - started
    if (elapsed < patience) return
    shown = true
    void stderr.write(`\r\u{1b}[2K${clipped(label, longestLabel)} … ${Math.floor(elapsed / 1000)} s`)
  }, period)
  try {
    return await work
  } finally {
    clearInterval(timer)
    if (shown) await stderr.write('\r\u{1b}[2K')
  }
}
