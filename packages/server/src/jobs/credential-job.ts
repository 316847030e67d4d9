import { IngotError, type Credential, type RegistryCheck } from '@ingot/contract'
import type { Document, Ledger, Snapshot } from '@ingot/ledger'
import type { FastifyBaseLogger } from 'fastify'
import { checkRegistry } from '../registries/check-registry.ts'
import { credentialCheck, credentialCheckJob, saveCredentialCheck } from '../registries/check-state.ts'
import { expiresSoonFrom, expiryState } from '../registries/credential-expiry.ts'
import type { SecretVault } from '../secrets/secret-vault.ts'
import { doWhenDue, lastDone } from './due-job.ts'

/** What the tests of credentials work with. */
export interface CredentialWorker {
  readonly ledger: Ledger
  readonly secrets: SecretVault
  readonly logger: Pick<FastifyBaseLogger, 'info' | 'warn'> | undefined
  readonly now: () => Date
  /** Tells this server from others on the same ledger. */
  readonly holder: string
  /** Ends what waits for a registry. */
  readonly signal: AbortSignal
  /** When each secret was last tried here, in epoch ms: what could not be remembered must not be tried without end. */
  readonly tried: Map<string, number>
}

/** How often a credential is tested, in ms. Not more often, for registries lock who tries a wrong password often. */
const every = 24 * 60 * 60_000

type Stored = Document<Credential>

/** What is tested, as a text that is another when it has to be tested anew. */
export function testedSecret({ body }: Stored): string {
  const { id, server, expires, sealed } = body
  return JSON.stringify([id, server, expires, sealed.key])
}

/**
 * Tests a credential where that is due and nobody else is at it; answers when to look at it again, in epoch ms: once a
 * day, and once when it comes to expire soon. One that has expired is left alone.
 */
export function testWhenDue(credential: Stored, worker: CredentialWorker): Promise<number> {
  return doWhenDue(
    {
      job: credentialCheckJob(credential.id),
      dueAt: () => dueAt(credential, worker),
      run: (at) => testNow(credential, worker, at),
    },
    worker,
  )
}

async function dueAt(credential: Stored, { ledger, now, tried }: CredentialWorker): Promise<number> {
  const { body } = credential
  if (expiryState(body, now()) === 'expired') return Number.POSITIVE_INFINITY
  const known = lastDone((await credentialCheck(ledger.jobs, body))?.at, now())
  const last = Math.max(known, tried.get(testedSecret(credential)) ?? Number.NEGATIVE_INFINITY)
  const soon = expiresSoonFrom(body) ?? Number.POSITIVE_INFINITY
  return last < soon ? Math.min(last + every, soon) : last + every
}

async function testNow(credential: Stored, worker: CredentialWorker, at: Date): Promise<void> {
  const { ledger, logger, signal, tried } = worker
  const { body } = credential
  tried.set(testedSecret(credential), at.getTime())
  const found = await tested(credential, worker, at)
  if (signal.aborted) return
  const check = await saveCredentialCheck(ledger.jobs, body, found)
  const { id, name, server, expires } = body
  const what = { credential: name, id, server, ...(expires === undefined ? {} : { expires }) }
  if (!check.ok) logger?.warn({ ...what, message: check.message }, 'Credential not taken')
  else if (expiryState(body, at) === 'expires-soon') logger?.warn(what, 'Credential expires soon')
  else logger?.info(what, 'Credential taken')
}

async function tested(credential: Stored, worker: CredentialWorker, now: Date): Promise<RegistryCheck> {
  const { ledger, secrets, signal } = worker
  try {
    return await checkRegistry(
      { ledger, secrets, now },
      { server: credential.body.server, credential, signal },
    )
  } catch (error) {
    // That it cannot be opened is worth knowing too; a ledger that is gone cannot keep it anyway.
    const isKnown = error instanceof IngotError && error.code !== 'LEDGER_UNAVAILABLE'
    if (!isKnown && !signal.aborted) throw error
    return { at: now.toISOString(), ok: false, message: error instanceof Error ? error.message : '' }
  }
}

/** The credentials of a snapshot. */
export function credentialsIn(snapshot: Snapshot): Stored[] {
  return [...snapshot.all<Credential>('credential')]
}
