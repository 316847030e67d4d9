import type { RuntimeStatus } from '@ingot/contract'
import type { Command } from 'commander'
import { type AnyCommand, defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { forceFlag, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emitRuntimes } from './emit-runtimes.ts'

interface Options extends WriteOptions {
  replacement?: string
  force?: boolean
}

interface Verb {
  verb: string
  status: RuntimeStatus
  summary: string
  example: string
  declare?: (command: Command) => Command
}

function statusCommand({ verb, status, summary, example, declare = (command) => command }: Verb): AnyCommand {
  return defineCommand<Options, [string[]]>({
    name: `runtime ${verb}`,
    summary,
    examples: [example],
    operations: ['setRuntimeStatus'],
    declare: (command) =>
      declare(writeFlags(command.argument('<runtimes...>', 'ids or identifiers of the runtimes'))),
    async run(session, options, [runtimes]) {
      const client = await session.client()
      const { replacement, force } = options
      const body = { runtimes, status, replacement, force }
      const answer = await client.setRuntimeStatus({ query: writeQuery(options), body })
      await emitRuntimes(session, answer)
      return exitStatus.yes
    },
  })
}

function replacementFlag(command: Command): Command {
  return command.option('--replacement <runtime>', 'the runtime to use instead')
}

export const runtimeEnable = statusCommand({
  verb: 'enable',
  status: 'ENABLED',
  summary: 'Let sessions start from runtimes; all of them in one commit',
  example:
    'ingot runtime enable registry.example.com/team/runtime:1.0 --reason "Approved by the platform team"',
})

export const runtimeDisable = statusCommand({
  verb: 'disable',
  status: 'DISABLED',
  summary: 'Let nothing start from runtimes any more; what projects use goes only with --force and --reason',
  example: 'ingot runtime disable registry.example.com/team/runtime:1.0 --reason "CVE-2026-6475" --force',
  declare: (command) => forceFlag(replacementFlag(command), 'disable them although projects start from them'),
})

export const runtimeDeprecate = statusCommand({
  verb: 'deprecate',
  status: 'DEPRECATED',
  summary: 'Let sessions start from runtimes with a warning, and name what to use instead',
  example:
    'ingot runtime deprecate registry.example.com/team/runtime:1.0 --replacement registry.example.com/team/runtime:1.1',
  declare: replacementFlag,
})
