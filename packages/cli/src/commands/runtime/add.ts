import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { runtimeSheet } from '../../output/runtime.ts'
import { targetBody, targetFlags, type TargetOptions } from './target.ts'

interface Options extends WriteOptions, TargetOptions {
  enable?: boolean
  default?: boolean
}

export const runtimeAdd = defineCommand<Options, [string]>({
  name: 'runtime add',
  summary: 'Validate an image and add it as a runtime, pinned by its digest; disabled unless asked otherwise',
  notes: [
    'Where an error stands against it everything is told and nothing is stored; exit status 1.',
    'With -o name it prints the id of the runtime.',
  ],
  examples: [
    'ingot runtime add registry.example.com/team/runtime:1.0 --reason "For the forecast team"',
    'ingot runtime add registry.example.com/team/runtime:1.0 --deep --enable --default',
  ],
  operations: ['addRuntime'],
  declare: (command) =>
    targetFlags(writeFlags(command))
      .option('--enable', 'enable it at once')
      .option('--default', 'let new projects start from it'),
  async run(session, options, [reference]) {
    const client = await session.client()
    const { enable, default: isDefault } = options
    const body = { ...targetBody(reference, options), enable, isDefault }
    const answer = await client.addRuntime({ query: writeQuery(options), body })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () => runtimeSheet(answer.runtime, answer.report, session.paint),
      names: () => [answer.runtime.id],
    })
    return exitStatus.yes
  },
})
