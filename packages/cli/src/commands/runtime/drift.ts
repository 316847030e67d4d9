import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { driftTable, hasDrifted } from '../../output/drift.ts'

interface Options extends SharedOptions {
  all?: boolean
}

export const runtimeDrift = defineCommand<Options, [string[]]>({
  name: 'runtime drift',
  summary: 'Say which tags have moved since they were approved; exit status 1 where one has',
  notes: [
    'A tag that is gone, or whose registry does not answer, is told like one that has moved. Nothing is stored.',
    'With -o name it prints the identifiers of these.',
  ],
  examples: ['ingot runtime drift', 'ingot runtime drift registry.example.com/team/runtime:1.0 --all'],
  operations: ['runtimeDrift'],
  declare: (command) =>
    sharedFlags(command.argument('[runtimes...]', 'ids or identifiers (default: every runtime)')).option(
      '--all',
      'list those too that are as they were approved',
    ),
  async run(session, options, [runtimes]) {
    const client = await session.client()
    const answer = await client.runtimeDrift({ body: runtimes.length === 0 ? {} : { runtimes } })
    const found = answer.runtimes.filter(hasDrifted)
    await emit(session, answer, {
      table: () => driftTable(answer.runtimes, options.all === true, session.paint),
      names: () => found.map(({ identifier }) => identifier),
    })
    return found.length === 0 ? exitStatus.yes : exitStatus.no
  },
})
