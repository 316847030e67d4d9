import type { FastifyInstance } from 'fastify'
import { once } from 'node:events'
import { Readable } from 'node:stream'

/** What an app is at, so that nothing goes on behind its back when it closes. */
export interface OpenWork {
  /** Fires when the app closes. */
  readonly closing: AbortSignal
  /** Does work that the end of the app waits for. */
  during<Value>(work: () => Value | Promise<Value>): Promise<Value>
  /** Bytes as a stream; the end of the app stops whoever makes them, and waits for that. */
  stream(bytes: AsyncIterable<Uint8Array>): Readable
}

/** Keeps the work of an app. What it locks in the ledger has to be given back while there is a ledger. */
export function openWork(app: FastifyInstance): OpenWork {
  const controller = new AbortController()
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
  app.addHook('onClose', async () => {
    controller.abort(new Error('Ingot closes'))
    if (open > 0) await new Promise<void>((resolve) => (ended = resolve))
  })
  return {
    closing: controller.signal,
    during,
    stream: (bytes) => {
      const stream = Readable.from(bytes)
      const stop = () => void stream.destroy()
      controller.signal.addEventListener('abort', stop, { once: true })
      // How it ends is for whoever reads it to know.
      void during(() => once(stream, 'close').catch(() => undefined)).finally(() =>
        controller.signal.removeEventListener('abort', stop),
      )
      return stream
    },
  }
}
