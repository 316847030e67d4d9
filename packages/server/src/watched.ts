import { IngotError } from '@ingot/contract'
import type { Context } from './context.ts'

/** What work that is watched is given: how to tell how far it is, and when nobody waits for it any more. */
export interface Watching<Progress> {
  readonly onProgress: (progress: Progress) => void
  readonly signal: AbortSignal
}

/** What work is given whose progress nobody is told: it ends when the app does. */
export function untold({ closing }: Pick<Context, 'closing'>): Watching<unknown> | undefined {
  return closing === undefined ? undefined : { onProgress: () => undefined, signal: closing }
}

/** A line is written no more often than this, in ms. */
const period = 200

/**
 * Work as JSON lines: `{progress}`, what was told since the line before, by `keyOf` the last of each kind; then `{report}`
 * or `{problem}`. The end of the app stops the work, and is told. Whoever stops reading the lines stops it too, also while there is no line to write; the end of the lines is the end of the work.
 */
export function watched<Progress, Report>(
  { closing }: Pick<Context, 'closing'>,
  what: string,
  keyOf: (progress: Progress) => string,
  start: (watching: Watching<Progress>) => Promise<Report>,
): AsyncIterable<Uint8Array> {
  const controller = new AbortController()
  const { signal } = controller
  const close = () => controller.abort(closing?.reason)
  let work: Promise<Report> | undefined
  const lines = linesOf(what, keyOf, (onProgress) => {
    closing?.addEventListener('abort', close, { once: true })
    // One listener for each work would be kept as long as the app otherwise.
    work = start({ onProgress, signal }).finally(() => closing?.removeEventListener('abort', close))
    return work
  })
  const iterator: AsyncIterator<Uint8Array, void, void> = {
    next: () => lines.next(),
    return: async () => {
      controller.abort(new Error(`Nobody waits for ${what} any more`))
      await work?.catch(() => undefined)
      return lines.return()
    },
  }
  return { [Symbol.asyncIterator]: () => iterator }
}

async function* linesOf<Progress, Report>(
  what: string,
  keyOf: (progress: Progress) => string,
  start: (onProgress: (progress: Progress) => void) => Promise<Report>,
): AsyncGenerator<Uint8Array, void, void> {
  const told = new Map<string, Progress>()
  const work = start((progress) => void told.set(keyOf(progress), progress)).then(
    (report) => ({ report }),
    (error: unknown) => ({ problem: problemOf(what, error) }),
  )
  for (;;) {
    const ended = await Promise.race([work, pause(period)])
    // What was told last is told, also where the work is over by now.
    for (const progress of told.values()) yield line({ progress })
    told.clear()
    if (ended !== undefined) return yield line(ended)
  }
}

function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined))
}

function line(value: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}

/** Of a defect of ours nothing is told but that it is one. */
function problemOf(what: string, error: unknown) {
  const known = error instanceof IngotError ? error : new IngotError('INTERNAL', `${capital(what)} failed`)
  return known.toProblem()
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
