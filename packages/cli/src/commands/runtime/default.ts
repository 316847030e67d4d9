import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emitRuntimes } from './emit-runtimes.ts'

interface Options extends WriteOptions {
  off?: boolean
}

export const runtimeDefault = defineCommand<Options, [string[]]>({
  name: 'runtime default',
  summary: 'Let new projects start from runtimes, or with --off no longer',
  examples: [
    'ingot runtime default registry.example.com/team/runtime:1.0',
    'ingot runtime default registry.example.com/team/runtime:0.9 --off',
  ],
  operations: ['setRuntimeDefault'],
  declare: (command) =>
    writeFlags(command.argument('<runtimes...>', 'ids or identifiers of the runtimes')).option(
      '--off',
      'new projects do not get them any more',
    ),
  async run(session, options, [runtimes]) {
    const client = await session.client()
    const body = { runtimes, isDefault: options.off !== true }
    await emitRuntimes(session, await client.setRuntimeDefault({ query: writeQuery(options), body }))
    return exitStatus.yes
  },
})
