import type { CredentialView } from '@ingot/contract'
import { openLedger, type Ledger } from '@ingot/ledger'
import { startFakeRegistry, type FakeRegistry } from '@ingot/testkit'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { kinds } from '../kinds.ts'
import { closeRegistryClient } from '../registries/open-clients.ts'
import { credentialCheckJob } from '../registries/check-state.ts'
import { masterKeyHolder } from '../secrets/master-key-holder.ts'
import { secretVault, type SecretVault } from '../secrets/secret-vault.ts'
import { manualClock, type ManualClock } from '../testing/manual-clock.ts'
import { openRegistrySite, type RegistrySite } from '../testing/registry-site.ts'
import { startCredentialTests } from './credential-scheduler.ts'

const minute = 60_000
const hour = 60 * minute
const start = '2026-03-01T12:00:00.000Z'

let site: RegistrySite
let registry: FakeRegistry
let clock: ManualClock
const opened: { close(): Promise<void> }[] = []
const logger = {
  info: vi.fn<(what: object, message: string) => void>(),
  warn: vi.fn<(what: object, message: string) => void>(),
}

beforeEach(async () => {
  vi.clearAllMocks()
  clock = manualClock(start)
  site = await openRegistrySite()
  registry = await startFakeRegistry({ auth: { kind: 'basic', user: 'ada', password: 'hunter2' } })
  await site.client.addRegistry({
    params: { registry: 'lab' },
    body: { server: registry.host, plainHttp: true },
  })
})

afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
  await registry.close()
  await site.close()
})

type Body = Parameters<RegistrySite['client']['addCredential']>[0]['body']

async function add(more: Partial<Body> = {}): Promise<CredentialView> {
  site.now = clock.now()
  const given = { name: 'ci', server: registry.host, username: 'ada', password: 'hunter2' }
  return (await site.client.addCredential({ body: { ...given, ...more } })).credential
}

function schedule(ledger: Ledger = site.ledger, secrets: SecretVault = site.secrets) {
  const scheduler = startCredentialTests({ ledger, secrets, logger: logger as never, clock })
  opened.push(scheduler)
  return scheduler
}

/** How often somebody signed in: asked once without and once with the credential. */
const tried = () => registry.requests.filter(({ authorization }) => authorization !== undefined).length

/** Goes on, an hour at a time as timers do, and gives what should not happen the time to happen. */
async function quiet(ms: number): Promise<void> {
  for (let left = ms; left >= 0; left -= hour) {
    await clock.advance(Math.min(left, hour))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Goes on until it has come to that, and the next time is waited for. */
async function until(ms: number, isDone: () => boolean): Promise<void> {
  await quiet(ms)
  await vi.waitFor(() => expect(isDone() && clock.waiting().length > 0).toBe(true), {
    timeout: 10_000,
    interval: 5,
  })
}

const lastCheck = async (name = 'ci') =>
  (await site.client.listCredentials({})).credentials.find((one) => one.name === name)?.lastCheck

describe('startCredentialTests()', () => {
  it('tests a credential at once when it is new, then once a day, and keeps that beside the ledger', async () => {
    schedule()
    await quiet(0)
    expect(tried()).toBe(0)
    await add()

    await until(0, () => tried() === 1)
    expect(await lastCheck()).toMatchObject({ at: start, ok: true })
    await quiet(23 * hour)
    expect(tried()).toBe(1)
    await until(hour, () => tried() === 2)

    expect(await lastCheck()).toMatchObject({ at: '2026-03-02T12:00:00.000Z', ok: true })
    expect(site.ledger.snapshot().revision).toBe(2)
    expect(logger.warn).not.toHaveBeenCalled()
    expect(logger.info).toHaveBeenCalledWith(
      expect.objectContaining({ credential: 'ci', server: registry.host }),
      'Credential taken',
    )
  })

  it('tells what is wrong, does not try it again before a day is over, and never tells a secret', async () => {
    const { id } = await add({ password: 'hunter3' })
    schedule()

    await until(0, () => tried() === 1)
    await quiet(23 * hour)

    expect(tried()).toBe(1)
    expect(await lastCheck()).toMatchObject({
      ok: false,
      message: expect.stringContaining('does not take the credential'),
    })
    expect(logger.warn).toHaveBeenCalledExactlyOnceWith(
      {
        credential: 'ci',
        id,
        server: registry.host,
        message: expect.stringContaining('does not take the credential'),
      },
      'Credential not taken',
    )
    expect(JSON.stringify([logger.warn.mock.calls, logger.info.mock.calls])).not.toMatch(/hunter|ada/)
  })

  it('tests it anew when it is rotated, or moved', async () => {
    await add({ password: 'hunter3' })
    schedule()
    await until(0, () => tried() === 1)
    site.now = clock.now()

    await site.client.rotateCredential({ params: { credential: 'ci' }, body: { password: 'hunter2' } })
    await until(0, () => tried() === 2)

    expect(await lastCheck()).toMatchObject({ ok: true })
    await site.client.updateCredential({ params: { credential: 'ci' }, body: { name: 'build' } })
    await quiet(hour)
    expect(tried()).toBe(2)
  })

  it('tests it once more when it comes to expire soon, and not after it has', async () => {
    await add({ expires: new Date(clock.now().getTime() + 10 * hour).toISOString() })
    schedule()
    await until(0, () => tried() === 1)
    await quiet(7 * hour)
    expect(tried()).toBe(1)

    await until(hour, () => tried() === 2)

    expect(logger.warn).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ credential: 'ci', expires: '2026-03-01T22:00:00.000Z' }),
      'Credential expires soon',
    )
    await quiet(48 * hour)
    expect(tried()).toBe(2)
  })

  it('tests at once what became due while no server ran, and not what was tested since', async () => {
    await add()
    site.now = clock.now()
    await site.client.testCredential({ params: { credential: 'ci' }, body: {} })
    await clock.advance(12 * hour)
    const first = schedule()
    await quiet(0)
    expect(tried()).toBe(1)
    await first.close()
    await clock.advance(12 * hour)

    schedule()

    await until(0, () => tried() === 2)
  })

  it('is done by one of several servers', async () => {
    await add()
    const second = await openLedger(site.place, { kinds })
    opened.push({
      close: async () => {
        closeRegistryClient(second)
        await second.close()
      },
    })
    schedule()
    schedule(second, secretVault(second.secretKeys, masterKeyHolder(site.place)))

    await until(0, () => tried() > 0)
    await quiet(2 * minute)

    expect(tried()).toBe(1)
  })

  it('waits for a server that is at it, and takes over when that one is gone', async () => {
    const { id } = await add()
    const now = clock.now()
    await site.ledger.jobs.claim(credentialCheckJob(id), 'another', now, new Date(now.getTime() + 5 * minute))
    schedule()
    for (let passed = 0; passed < 4; passed += 1) await quiet(minute)
    expect(tried()).toBe(0)

    await until(minute, () => tried() === 1)
  })

  it('says that a credential cannot be opened, once a day', async () => {
    await add()
    schedule(
      site.ledger,
      secretVault(site.ledger.secretKeys, masterKeyHolder(site.place, { file: '/nowhere' })),
    )

    await vi.waitFor(() => expect(logger.warn).toHaveBeenCalledTimes(1))
    await quiet(2 * hour)

    expect(tried()).toBe(0)
    expect(logger.warn).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ message: expect.stringContaining('there is no such file') }),
      'Credential not taken',
    )
    expect(await lastCheck()).toMatchObject({ ok: false })
  })

  it('does not wait for a registry when it is closed, nor blames it', async () => {
    registry.faults.add({ kind: 'stall' })
    await add()
    const scheduler = schedule()
    await vi.waitFor(() => expect(registry.requests).toHaveLength(1))

    await scheduler.close()

    expect(await lastCheck()).toBeUndefined()
    expect(logger.warn).not.toHaveBeenCalled()
  })

  it('needs no master key where there is nothing to test', async () => {
    const secrets = secretVault(
      site.ledger.secretKeys,
      masterKeyHolder('postgres://db.example/ingot', { key: 'no key' }),
    )
    schedule(site.ledger, secrets)

    await quiet(2 * hour)

    expect(logger.warn).not.toHaveBeenCalled()
  })

  it('destroys keys that were left behind', async () => {
    const left = await site.secrets.seal('left', 'credential/9', clock.now())
    schedule()
    await quiet(23 * hour)
    expect(await site.ledger.secretKeys.get(left.key)).toBeDefined()

    await quiet(2 * hour)

    await vi.waitFor(async () => expect(await site.ledger.secretKeys.get(left.key)).toBeUndefined())
    expect(logger.info).toHaveBeenCalledWith({ destroyed: 1 }, expect.stringContaining('destroyed'))
  })
})
