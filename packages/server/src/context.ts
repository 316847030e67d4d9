import type { Input, OperationName, Operations, Output } from '@ingot/contract'
import type { Ledger } from '@ingot/ledger'
import type { Actor } from './auth/actor.ts'
import type { JsonText } from './json-text.ts'
import type { SecretVault } from './secrets/secret-vault.ts'

/** What a use case is given beside its input: the ledger and its secrets, who asks, and the time. */
export interface Context {
  readonly ledger: Ledger
  readonly secrets: SecretVault
  readonly actor: Actor
  readonly now: Date
  /** Fires when the app closes: whoever asked waits no more. */
  readonly closing?: AbortSignal
}

/** A use case: input that fits the schema in, answer out; refusals are thrown as `IngotError`. */
export type Handler<K extends OperationName> = (
  input: Input<Operations[K]>,
  context: Context,
) => Answer<Output<Operations[K]>> | Promise<Answer<Output<Operations[K]>>>

type Answer<Of> = Of | JsonText<Of>
