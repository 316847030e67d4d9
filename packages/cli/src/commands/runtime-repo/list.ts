import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { repoTable } from '../../output/runtime-repo.ts'

export const runtimeRepoList = defineCommand<ReadOptions, []>({
  name: 'runtime-repo list',
  summary: 'List Runtime Repos with how their last sync ended',
  examples: ['ingot runtime-repo list'],
  operations: ['listRuntimeRepos'],
  declare: (command) => readFlags(command),
  async run(session, options) {
    const client = await session.client()
    const answer = await client.listRuntimeRepos({ query: readQuery(options) })
    await emit(session, answer, {
      table: () => repoTable(answer.repos, session.paint),
      names: () => answer.repos.map(({ name }) => name),
    })
    return exitStatus.yes
  },
})
