import type { OperationName } from '@ingot/contract'
import type { Command } from 'commander'
import type { ExitStatus } from './exit-status.ts'
import type { Session } from './session.ts'

/** One command: what it is called, what it takes, what it asks the API for, and what it does. */
export interface CommandDefinition<Options extends object, Args extends readonly unknown[]> {
  /** The words after `ingot`: `image list`. */
  name: string
  summary: string
  /** Sentences for the help, under the flags. */
  notes?: readonly string[]
  /** Whole command lines, as a user would type them. */
  examples: readonly string[]
  /** The operations that it calls; a local ledger is opened for these alone. */
  operations: readonly OperationName[]
  /** Declares arguments and flags. */
  declare(command: Command): unknown
  run(session: Session, options: Options, args: Args): Promise<ExitStatus>
}

/** A command whose flags and arguments only its own `run` knows the shape of. */
export type AnyCommand = CommandDefinition<object, readonly unknown[]>

/** Ties `declare` to the types that `run` sees: commander hands over what was declared. */
export function defineCommand<Options extends object, Args extends readonly unknown[]>(
  definition: CommandDefinition<Options, Args>,
): AnyCommand {
  return definition
}
