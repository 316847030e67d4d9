import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { plain } from '../../output/plain.ts'

export const keyRevoke = defineCommand<SharedOptions, [string]>({
  name: 'key revoke',
  summary: 'Revoke an API key at once',
  examples: ['ingot key revoke 6f1c2a'],
  operations: ['revokeKey'],
  declare: (command) => sharedFlags(command.argument('<id>', 'id of the key, as "ingot key list" shows it')),
  async run(session, _options, [key]) {
    const answer = await (await session.client()).revokeKey({ params: { key } })
    await emit(session, answer, {
      table: () => `Revoked ${plain(answer.id)} (${plain(answer.name)})\n`,
      names: () => [answer.id],
    })
    return exitStatus.yes
  },
})
