import type { FastifyInstance } from 'fastify'
import { once } from 'node:events'
import { Readable } from 'node:stream'

/** What an app is at, so that nothing goes on behind its back when it closes. */
export interface OpenWork {
  /** Fires when the app closes. */
  readonly closing: AbortSignal
  /** Does work that the end of the app waits for. */
  during<Value>(work: () => Promise<Value>): Promise<Value>
  /** Bytes as a stream; the end of the app stops whoever makes them, and waits for that. */
  stream(bytes: AsyncIterable<Uint8Array>): Readable
}

/** Keeps the work of an app. What it locks in the ledger has to be given back while there is a ledger. */
export function openWork(app: FastifyInstance): OpenWork {
  const controller = new AbortController()
  const open = new Set<Promise<unknown>>()
  const keep = <Value>(work: Promise<Value>) => {
    const ended = work.catch(() => undefined).finally(() => open.delete(ended))
    open.add(ended)
    return work
  }
  app.addHook('onClose', async () => {
    controller.abort(new Error('Ingot closes'))
    await Promise.all(open)
  })
  return {
    closing: controller.signal,
    during: (work) => keep(work()),
    stream: (bytes) => {
      const stream = Readable.from(bytes)
      const stop = () => void stream.destroy()
      controller.signal.addEventListener('abort', stop, { once: true })
      void keep(
        once(stream, 'close').finally(() => controller.signal.removeEventListener('abort', stop)),
      ).catch(() => undefined)
      return stream
    },
  }
}
