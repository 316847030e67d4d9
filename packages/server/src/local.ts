import { operations, type OperationName, type Send } from '@ingot/contract'
import { openLedger, type Ledger } from '@ingot/ledger'
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { createApp } from './app.ts'
import { installCatalogs } from './install.ts'
import { kinds } from './kinds.ts'
import { closeRegistryClient } from './registries/open-clients.ts'
import { masterKeyHolder, type MasterKeySource } from './secrets/master-key-holder.ts'
import { secretVault } from './secrets/secret-vault.ts'

export interface LocalOptions {
  /** A SQLite file or a PostgreSQL URL. */
  place: string
  /** The operations that will be called; only what they read is loaded. */
  operations: readonly OperationName[]
  /** Who acts, for the log. */
  actor: string
  /** Where the master key of secrets is; for a SQLite file, beside it unless given. */
  masterKey?: MasterKeySource
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
  // A backup is restored into a ledger that has nothing yet, not even the catalogs that every ledger has.
  const isRestore = options.operations.includes('restoreLedger')
  const ledger = await openInstalled(options.place, [...reads], isRestore)
  try {
    const app = await createApp({
      ledger,
      secrets: secretVault(ledger.secretKeys, masterKeyHolder(options.place, options.masterKey)),
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
        closeRegistryClient(ledger)
        await ledger.close()
      },
    }
  } catch (error) {
    await ledger.close()
    throw error
  }
}

/** Opens a ledger for some kinds, with the catalogs that every ledger has; a new one lies `bare` where that is asked. */
async function openInstalled(place: string, reads: readonly string[], bare: boolean): Promise<Ledger> {
  const ledger = await openLedger(place, { kinds, reads })
  try {
    if (reads.includes('catalog')) await installCatalogs(ledger, new Date())
    if (reads.includes('catalog') || bare || ledger.snapshot().revision > 0) return ledger
  } catch (error) {
    await ledger.close()
    throw error
  }
  // It is new, and was opened for less than what comes with it.
  await ledger.close()
  const whole = await openLedger(place, { kinds })
  try {
    await installCatalogs(whole, new Date())
  } finally {
    await whole.close()
  }
  return await openLedger(place, { kinds, reads })
}
