import type { Credential, RegistryCheck } from '@ingot/contract'
import type { OciReference } from '@ingot/core'
import type { Document } from '@ingot/ledger'
import { RegistryError, type RegistryOptions } from '@ingot/providers'
import type { Context } from '../context.ts'
import { openCredential } from './credential-secret.ts'
import { registryClient } from './registry-client.ts'

/** What a registry is asked. */
export interface RegistryQuestion {
  /** `host[:port]`, as references write it. */
  readonly server: string
  readonly credential?: Document<Credential> | undefined
  /** An image to read: its manifest alone. Without one, the registry is only asked whether it lets us in. */
  readonly reference?: OciReference | undefined
  readonly signal?: AbortSignal
}

const messageLimit = 2000

/**
 * Asks a registry, with a credential where one is given. Whatever the registry says is the answer; thrown is only what
 * keeps us from asking: `MASTER_KEY_UNAVAILABLE`, or the reason of the signal.
 */
export async function checkRegistry(
  { ledger, secrets, now }: Pick<Context, 'ledger' | 'secrets' | 'now'>,
  { server, credential, reference, signal }: RegistryQuestion,
): Promise<RegistryCheck> {
  const client = registryClient(ledger)
  const options: RegistryOptions = {
    ...(credential === undefined ? {} : { credential: await openCredential(secrets, credential) }),
    ...(signal === undefined ? {} : { signal }),
  }
  const check = (ok: boolean, message: string) => {
    return { at: now.toISOString(), ok, message: message.slice(0, messageLimit) }
  }
  try {
    if (reference !== undefined) {
      const { digest } = await client.manifest(reference, options)
      return check(true, `"${reference.text}" can be read: ${digest}`)
    }
    const ping = await client.ping(server, options)
    return check(ping.credential !== 'refused' && followable.has(ping.scheme), ping.message)
  } catch (error) {
    if (error instanceof RegistryError) return check(false, error.message)
    throw error
  }
}

/** The ways to be let in that Ingot can go. */
const followable: ReadonlySet<string> = new Set(['none', 'basic', 'bearer'])
