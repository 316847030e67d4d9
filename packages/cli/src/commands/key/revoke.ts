import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { dryRunFlag, sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'

interface Options extends SharedOptions {
  dryRun?: boolean
}

export const keyRevoke = defineCommand<Options, [string]>({
  name: 'key revoke',
  summary: 'Revoke an API key at once',
  examples: ['ingot key revoke 6f1c2a'],
  operations: ['revokeKey'],
  declare: (command) =>
    dryRunFlag(sharedFlags(command.argument('<id>', 'id of the key, as "ingot key list" shows it'))),
  async run(session, { dryRun }, [key]) {
    const answer = await (await session.client()).revokeKey({ params: { key }, query: { dryRun } })
    await noteDryRun(session, dryRun === true)
    await emit(session, answer, {
      table: () => `${dryRun ? 'Would revoke' : 'Revoked'} ${plain(answer.id)} (${plain(answer.name)})\n`,
      names: () => [answer.id],
    })
    return exitStatus.yes
  },
})
