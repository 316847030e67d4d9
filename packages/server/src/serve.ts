import { openLedger, type Ledger } from '@ingot/ledger'
import type { FastifyBaseLogger } from 'fastify'
import { createApp } from './app.ts'
import { authenticateByKey, makeKey } from './auth/api-key.ts'
import { serveCatalogs } from './catalog-feed.ts'
import { refuseUnreadableCdp, serveCdp, type CdpOptions } from './faces/cdp/serve-cdp.ts'
import { refuseUnreadableCml, serveCml } from './faces/cml/serve-cml.ts'
import { serveHealth } from './health.ts'
import { installCatalogs } from './install.ts'
import { startCredentialTests } from './jobs/credential-scheduler.ts'
import { startRepoSyncs } from './jobs/repo-scheduler.ts'
import { startScans } from './jobs/scan-scheduler.ts'
import { startScheduler } from './jobs/scheduler.ts'
import { kinds } from './kinds.ts'
import { serveMetrics } from './metrics.ts'
import { serveOpenApi } from './openapi.ts'
import { closeRegistryClient } from './registries/open-clients.ts'
import { serveRepoFile } from './runtimes/repo-feed.ts'
import { masterKeyHolder, type MasterKeySource } from './secrets/master-key-holder.ts'
import { secretVault } from './secrets/secret-vault.ts'

export interface ServeOptions {
  /** A SQLite file or a PostgreSQL URL. */
  place: string
  /** Default 127.0.0.1. */
  host?: string
  /** Default 4468; 0 takes a free one. */
  port?: number
  version: string
  /** Where the master key of secrets is; for a SQLite file, beside it unless given. */
  masterKey?: MasterKeySource
  logger?: FastifyBaseLogger
  /** How CDP's API is answered. */
  cdp?: Pick<CdpOptions, 'window' | 'accountId' | 'region'>
}

export interface Server {
  /** Where it listens: `http://127.0.0.1:4468`. */
  url: string
  /** The administrator's key, made at the first start and never shown again. */
  key?: string
  /** Whether the ledger was empty before this start. */
  isNew: boolean
  /** Finishes what it accepted, then stops. */
  close(): Promise<void>
}

/** Starts a server on a ledger. Throws `LEDGER_UNAVAILABLE` and the like; the caller decides what a signal means. */
export async function serve(options: ServeOptions): Promise<Server> {
  const ledger = await openLedger(options.place, { kinds })
  try {
    const isNew = ledger.snapshot().revision === 0
    const now = new Date()
    await installCatalogs(ledger, now)
    const key = await firstKey(ledger, now)
    const authenticate = authenticateByKey(ledger)
    const secrets = secretVault(ledger.secretKeys, masterKeyHolder(options.place, options.masterKey))
    const app = await createApp({
      ledger,
      secrets,
      authenticate,
      refuseUnreadable: (error, request, reply) =>
        refuseUnreadableCdp(error, request, reply) ?? refuseUnreadableCml(error, request, reply),
      ...(options.logger === undefined ? {} : { logger: options.logger }),
      prepare: async (bare) => {
        await serveOpenApi(bare, options.version)
        await serveMetrics(bare, ledger)
        serveHealth(bare, ledger)
        serveCatalogs(bare, { ledger, authenticate })
        serveRepoFile(bare, { ledger, authenticate })
        await serveCdp(bare, { ledger, ...options.cdp })
        await serveCml(bare, { context: { ledger, secrets }, authenticate })
      },
    })
    const url = await app.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 4468 })
    const { logger } = options
    const logged = logger === undefined ? {} : { logger }
    const scheduler = startScheduler({ ledger, ...logged })
    const tests = startCredentialTests({ ledger, secrets, ...logged })
    const repos = startRepoSyncs({ ledger, secrets, ...logged })
    const scans = startScans({ ledger, secrets, ...logged })
    return {
      url,
      ...(key === undefined ? {} : { key }),
      isNew,
      close: async () => {
        await Promise.all([scheduler.close(), tests.close(), repos.close(), scans.close()])
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

/** The first start makes the administrator's key; where any key exists, somebody has been here. */
async function firstKey(ledger: Ledger, now: Date): Promise<string | undefined> {
  if ((await ledger.keys.list()).length > 0) return undefined
  const { key, stored } = makeKey('administrator', 'administrator', now)
  await ledger.keys.insert(stored)
  return key
}
