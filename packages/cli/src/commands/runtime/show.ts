import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { runtimeSheet } from '../../output/runtime.ts'

export const runtimeShow = defineCommand<ReadOptions, [string]>({
  name: 'runtime show',
  summary: 'Show one runtime with what was found when it was added',
  notes: ['With -o name it prints the id of the runtime, for scripts that know it by its identifier.'],
  examples: [
    'ingot runtime show registry.example.com/team/runtime:1.0',
    'ingot runtime show registry.example.com/team/runtime:1.0 --at 2026-01-31',
  ],
  operations: ['showRuntime'],
  declare: (command) => readFlags(command.argument('<runtime>', 'id or identifier of the runtime')),
  async run(session, options, [runtime]) {
    const client = await session.client()
    const answer = await client.showRuntime({ params: { runtime }, query: readQuery(options) })
    await emit(session, answer, {
      table: () => runtimeSheet(answer.runtime, answer.report, session.paint),
      names: () => [answer.runtime.id],
    })
    return exitStatus.yes
  },
})
