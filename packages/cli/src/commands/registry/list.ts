import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { registryTable } from '../../output/registry.ts'

export const registryList = defineCommand<ReadOptions, []>({
  name: 'registry list',
  summary: 'List the registries that were added, with how they are spoken to and how their last test went',
  examples: ['ingot registry list'],
  operations: ['listRegistries'],
  declare: readFlags,
  async run(session, options) {
    const client = await session.client()
    const answer = await client.listRegistries({ query: readQuery(options) })
    await emit(session, answer, {
      table: () => registryTable(answer.registries),
      names: () => answer.registries.map(({ name }) => name),
    })
    return exitStatus.yes
  },
})
