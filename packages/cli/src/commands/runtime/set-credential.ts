import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { runtimeSheet } from '../../output/runtime.ts'

interface Options extends WriteOptions {
  credential?: string
}

export const runtimeSetCredential = defineCommand<Options, [string]>({
  name: 'runtime set-credential',
  summary: 'Say which credential a runtime is read with',
  examples: [
    'ingot runtime set-credential registry.example.com/team/runtime:1.0 --credential team',
    'ingot runtime set-credential registry.example.com/team/runtime:1.0',
  ],
  operations: ['setRuntimeCredential'],
  declare: (command) =>
    writeFlags(command.argument('<runtime>', 'id or identifier of the runtime')).option(
      '--credential <name>',
      'the credential (without it: the one that fits best)',
    ),
  async run(session, options, [runtime]) {
    const client = await session.client()
    const answer = await client.setRuntimeCredential({
      params: { runtime },
      query: writeQuery(options),
      body: { credential: options.credential },
    })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () => runtimeSheet(answer.runtime, undefined, session.paint),
      names: () => [answer.runtime.identifier],
    })
    return exitStatus.yes
  },
})
