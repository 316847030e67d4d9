import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { grantTable } from '../../output/grants.ts'

interface Options extends ReadOptions {
  catalog?: string
  consumer?: string
  user?: string
}

export const roleList = defineCommand<Options, []>({
  name: 'role list',
  summary: 'List who has which role on a catalog or a consumer',
  notes: ['With -o name it prints the users.'],
  examples: ['ingot role list --catalog our-images', 'ingot role list --user ada -o csv'],
  operations: ['listRoles'],
  declare: (command) =>
    readFlags(command, 'csv')
      .option('--catalog <name>', 'only roles on this catalog')
      .option('--consumer <consumer>', 'only roles on this consumer: id, name or TYPE/NAME')
      .option('--user <user>', 'only roles of this user'),
  async run(session, options) {
    const { catalog, consumer, user } = options
    const client = await session.client()
    const answer = await client.listRoles({ query: { catalog, consumer, user, ...readQuery(options) } })
    await emit(session, answer, {
      table: () => grantTable(answer.grants),
      names: () => answer.grants.map((grant) => grant.user),
      csv: () => [
        ['user', 'role', 'resource', 'by', 'at'],
        ...answer.grants.map((grant) => [grant.user, grant.role, grant.resource, grant.by, grant.at]),
      ],
    })
    return exitStatus.yes
  },
})
