import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'
import { roleFlags, roleOf, type RoleOptions } from './asked.ts'

type Options = WriteOptions & RoleOptions

export const roleRevoke = defineCommand<Options, []>({
  name: 'role revoke',
  summary: 'Take a role on one catalog or one consumer from a user',
  examples: ['ingot role revoke --user grace --role shared-resource-user --catalog our-images'],
  operations: ['revokeRole'],
  declare: (command) => roleFlags(writeFlags(command)),
  async run(session, options) {
    const body = roleOf(options)
    const client = await session.client()
    const answer = await client.revokeRole({ query: writeQuery(options), body })
    await noteDryRun(session, answer.dryRun)
    const { user, role, resource } = answer.grant
    await emit(session, answer, {
      table: () => `${plain(user)} is no longer ${role} of ${plain(resource)}\n`,
      names: () => [resource],
    })
    return exitStatus.yes
  },
})
