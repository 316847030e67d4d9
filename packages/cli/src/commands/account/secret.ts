import type { Command } from 'commander'
import { readTextFile } from '../../files.ts'
import type { Session } from '../../session.ts'
import { UsageError } from '../../usage-error.ts'

/** Where the secret of an account comes from. No flag has the secret itself: all who see the processes see their words. */
export interface SecretOptions {
  secretStdin?: boolean
  secretFile?: string
}

export function secretFlags(command: Command): Command {
  return command
    .option('--secret-stdin', 'read secret, password or key file from standard input')
    .option('--secret-file <file>', 'read secret, password or key file from a file')
}

/** The secret as it was given, without the line end after it; `undefined` where none was. Throws `UsageError`. */
export async function readSecret(session: Session, options: SecretOptions): Promise<string | undefined> {
  const { secretStdin, secretFile } = options
  if (secretStdin === true && secretFile !== undefined) {
    throw usage('--secret-stdin and --secret-file cannot be given together')
  }
  const file = secretStdin === true ? '-' : secretFile
  if (file === undefined) return nonEmpty(session.io.env['INGOT_ACCOUNT_SECRET'])
  // Not by the session, which keeps what it reads to show lines of it.
  const secret = (await readTextFile(session.io, file)).text.replace(/\r?\n$/, '')
  if (secret === '') throw usage('Expected a secret, got an empty one')
  return secret
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}

function usage(message: string): UsageError {
  return new UsageError('USAGE', message, 'Give the secret in one way, for example: … --secret-stdin < FILE')
}
