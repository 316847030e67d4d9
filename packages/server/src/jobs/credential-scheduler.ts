import type { Ledger } from '@ingot/ledger'
import type { FastifyBaseLogger } from 'fastify'
import { randomUUID } from 'node:crypto'
import { destroyUnusedKeys } from '../secrets/destroy-unused-keys.ts'
import type { SecretVault } from '../secrets/secret-vault.ts'
import { credentialsIn, testedSecret, testWhenDue, type CredentialWorker } from './credential-job.ts'
import { machineClock, type Clock } from './repeat.ts'
import { startSchedule, type Scheduler } from './schedule.ts'

export interface CredentialSchedulerOptions {
  ledger: Ledger
  secrets: SecretVault
  logger?: Pick<FastifyBaseLogger, 'info' | 'warn'>
  clock?: Clock
}

/** How long a key that nothing needs is there at most beyond its time, in ms. */
const cleanEvery = 24 * 60 * 60_000

/**
 * Tests every credential when it is due, until closed, and destroys the keys of secrets that were left behind. Of
 * several servers on one ledger one tests. Without credentials it does nothing, and needs no master key.
 */
export function startCredentialTests({
  ledger,
  secrets,
  logger,
  clock = machineClock,
}: CredentialSchedulerOptions): Scheduler {
  const stop = new AbortController()
  const worker: CredentialWorker = {
    ledger,
    secrets,
    logger,
    now: clock.now,
    holder: randomUUID(),
    signal: stop.signal,
    tried: new Map(),
  }
  return startSchedule(
    {
      itemsIn: credentialsIn,
      keyOf: testedSecret,
      look: (credential) => testWhenDue(credential, worker),
      before: async () => {
        await cleanUp(worker)
        return clock.now().getTime() + cleanEvery
      },
      failure: 'Cannot look at a credential that is to be tested',
    },
    { ledger, clock, logger, stop },
  )
}

async function cleanUp({ ledger, logger, now }: CredentialWorker): Promise<void> {
  try {
    const destroyed = await destroyUnusedKeys(ledger, now())
    if (destroyed > 0) logger?.info({ destroyed }, 'Keys of secrets destroyed that nothing needed')
  } catch (error) {
    logger?.warn({ err: error }, 'Cannot look for keys of secrets that nothing needs')
  }
}
