import type { Command } from 'commander'
import { readTextFile } from '../../files.ts'
import type { Session } from '../../session.ts'
import { UsageError } from '../../usage-error.ts'

/** Where a password comes from. There is no flag for the password itself: all who see the processes see their words. */
export interface PasswordOptions {
  passwordStdin?: boolean
  passwordFile?: string
}

/** What the help of a command that takes a password says. */
export const passwordNote =
  'The password comes from standard input, a file, or INGOT_REGISTRY_PASSWORD; one line end after it is left out.'

export function passwordFlags(command: Command): Command {
  return command
    .option('--password-stdin', 'read the password from standard input')
    .option('--password-file <file>', 'read the password from a file')
}

/** The password as it was given. Throws `UsageError` where it was given in no way, or in two. */
export async function readPassword(session: Session, options: PasswordOptions): Promise<string> {
  const { passwordStdin, passwordFile } = options
  if (passwordStdin === true && passwordFile !== undefined) {
    throw usage('--password-stdin and --password-file cannot be given together')
  }
  const file = passwordStdin === true ? '-' : passwordFile
  const given =
    file === undefined
      ? session.io.env['INGOT_REGISTRY_PASSWORD']
      : // Not by the session, which keeps what it reads to show lines of it.
        (await readTextFile(session.io, file)).text.replace(/\r?\n$/, '')
  if (given === undefined) {
    throw usage(
      'Expected the password from --password-stdin, --password-file or INGOT_REGISTRY_PASSWORD, got none',
    )
  }
  if (given === '') throw usage('Expected a password, got an empty one')
  return given
}

function usage(message: string): UsageError {
  return new UsageError(
    'USAGE',
    message,
    'Give the password in one way, for example: … --password-stdin < FILE',
  )
}
