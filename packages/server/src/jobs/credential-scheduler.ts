import type { Ledger } from '@ingot/ledger'
import type { FastifyBaseLogger } from 'fastify'
import { randomUUID } from 'node:crypto'
import { destroyUnusedKeys } from '../secrets/destroy-unused-keys.ts'
import type { SecretVault } from '../secrets/secret-vault.ts'
import { credentialsIn, testedSecret, testWhenDue, type CredentialWorker } from './credential-job.ts'
import { patience } from './mirror-job.ts'
import { machineClock, repeat, type Clock } from './repeat.ts'
import type { Scheduler } from './scheduler.ts'

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
  let credentials = credentialsIn(ledger.snapshot())
  const repetition = repeat(clock, async () => {
    await cleanUp(worker)
    return Math.min(await testAll(credentials, worker), clock.now().getTime() + cleanEvery)
  })
  const unfollow = ledger.follow((snapshot) => {
    const known = new Set(credentials.map(testedSecret))
    credentials = credentialsIn(snapshot)
    if (credentials.some((credential) => !known.has(testedSecret(credential)))) repetition.wake()
  })
  return {
    close: async () => {
      unfollow()
      stop.abort(new Error('The server stops'))
      await repetition.close()
    },
  }
}

/** Looks at all of them; answers when the next is due, in epoch ms. */
async function testAll(
  credentials: ReturnType<typeof credentialsIn>,
  worker: CredentialWorker,
): Promise<number> {
  const looked = await Promise.allSettled(credentials.map((credential) => testWhenDue(credential, worker)))
  const times = looked.map((one) => {
    if (one.status === 'fulfilled') return one.value
    worker.logger?.warn({ err: one.reason as unknown }, 'Cannot look at a credential that is to be tested')
    return worker.now().getTime() + patience
  })
  return Math.min(...times)
}

async function cleanUp({ ledger, logger, now }: CredentialWorker): Promise<void> {
  try {
    const destroyed = await destroyUnusedKeys(ledger, now())
    if (destroyed > 0) logger?.info({ destroyed }, 'Keys of secrets destroyed that nothing needed')
  } catch (error) {
    logger?.warn({ err: error }, 'Cannot look for keys of secrets that nothing needs')
  }
}
