import { operations, type OperationName, type Send } from '@ingot/contract'
import { openLedger } from '@ingot/ledger'
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { createApp } from './app.ts'
import { installCatalogs } from './install.ts'
import { kinds } from './kinds.ts'

export interface LocalOptions {
  /** A SQLite file or a PostgreSQL URL. */
  place: string
  /** The operations that will be called; only what they read is loaded. */
  operations: readonly OperationName[]
  /** Who acts, for the log. */
  actor: string
}

export interface Local {
  send: Send
  close(): Promise<void>
}

/**
 * The same application as the server's, in this process, on a ledger opened here. It answers its opener alone: the
 * authorization is a secret of this process.
 */
export async function openLocal(options: LocalOptions): Promise<Local> {
  const secret = `Local ${randomBytes(32).toString('base64url')}`
  const reads = new Set(options.operations.flatMap((name) => operations[name].reads as readonly string[]))
  const ledger = await openLedger(options.place, { kinds, reads: [...reads] })
  try {
    // A backup is restored into a ledger that has nothing yet, not even the catalogs that every ledger has.
    const isRestore = options.operations.includes('restoreLedger')
    if (reads.has('catalog') || (ledger.snapshot().revision === 0 && !isRestore)) {
      await installCatalogs(ledger, new Date())
    }
    const app = await createApp({
      ledger,
      operations: options.operations,
      authenticate: (given) =>
        given === secret ? { name: options.actor, role: 'administrator' } : undefined,
    })
    return {
      send: async ({ method, path, headers, body }) => {
        const response = await app.inject({
          method: method as 'GET',
          url: path,
          headers: { ...headers, authorization: secret },
          payload: body === undefined || typeof body === 'string' ? body : Readable.from(body),
          payloadAsStream: true,
        })
        return { status: response.statusCode, body: response.stream() }
      },
      close: async () => {
        await app.close()
        await ledger.close()
      },
    }
  } catch (error) {
    await ledger.close()
    throw error
  }
}
