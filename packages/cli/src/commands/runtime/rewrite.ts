import { type Command, Option } from 'commander'
import { collectValue } from '../../flags.ts'

/** Flags of commands that write runtimes for another registry. */
export interface RewriteOptions {
  rewriteHost?: string[]
  status?: 'ENABLED' | 'DEPRECATED' | 'all'
}

export function rewriteFlags(command: Command): Command {
  return command
    .option(
      '--rewrite-host <from=to>',
      'write a host, or a host with the beginning of a path, otherwise; may be given again',
      collectValue,
    )
    .addOption(
      new Option(
        '--status <status>',
        'only runtimes of this status (default: enabled and deprecated)',
      ).choices(['ENABLED', 'DEPRECATED', 'all']),
    )
}
