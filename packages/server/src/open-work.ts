import type { FastifyInstance } from 'fastify'
import { IngotError } from '@ingot/contract'
import { once } from 'node:events'
import { Readable } from 'node:stream'

/** What an app is at, so that nothing goes on behind its back when it closes. */
export interface OpenWork {
  /** Fires when the app is to close, with what is told to whoever waits for work that would take long. */
  readonly closing: AbortSignal
  /** Does work that the end of the app waits for. */
  during<Value>(work: () => Value | Promise<Value>): Promise<Value>
  /** Bytes as a stream; the end of the app stops whoever makes them, and waits for that. */
  stream(bytes: AsyncIterable<Uint8Array>): Readable
}

/** Keeps the work of an app. What it locks in the ledger has to be given back while there is a ledger. */
export function openWork(app: FastifyInstance): OpenWork {
  const closing = new AbortController()
  const closed = new AbortController()
  // Counted, not kept: every request comes through here.
  let open = 0
  let ended: () => void = () => undefined
  const during: OpenWork['during'] = async (work) => {
    open += 1
    try {
      return await work()
    } finally {
      open -= 1
      if (open === 0) ended()
    }
  }
  // Before: the server waits for the answers that are under way, and these may take an hour.
  app.addHook('preClose', async () => {
    closing.abort(new IngotError('SERVER_GONE', 'The server closes, and has stopped what it was at'))
  })
  app.addHook('onClose', async () => {
    closed.abort()
    if (open > 0) await new Promise<void>((resolve) => (ended = resolve))
  })
  return {
    closing: closing.signal,
    during,
    stream: (bytes) => {
      const stream = Readable.from(bytes)
      const stop = () => void stream.destroy()
      closed.signal.addEventListener('abort', stop, { once: true })
      // How it ends is for whoever reads it to know.
      void during(() => once(stream, 'close').catch(() => undefined)).finally(() =>
        closed.signal.removeEventListener('abort', stop),
      )
      return stream
    },
  }
}
