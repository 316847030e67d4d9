import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { dryRunFlag, sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'

interface Options extends SharedOptions {
  dryRun?: boolean
}

export const accessKeyRevoke = defineCommand<Options, [string]>({
  name: 'access-key revoke',
  summary: 'Revoke an access key at once',
  examples: ['ingot access-key revoke 9b2a7c1e-6f0d-4a51-8f4e-2d1c0b9a8e7f'],
  operations: ['revokeAccessKey'],
  declare: (command) => dryRunFlag(sharedFlags(command.argument('<id>', 'the access key id'))),
  async run(session, { dryRun }, [key]) {
    const answer = await (await session.client()).revokeAccessKey({ params: { key }, query: { dryRun } })
    await noteDryRun(session, dryRun === true)
    const verb = dryRun ? 'Would revoke' : 'Revoked'
    await emit(session, answer, {
      table: () => `${verb} ${plain(answer.accessKeyId)} of ${plain(answer.user)}\n`,
      names: () => [answer.accessKeyId],
    })
    return exitStatus.yes
  },
})
