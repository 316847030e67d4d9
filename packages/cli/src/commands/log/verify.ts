import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { verificationText } from '../../output/verification.ts'

export const logVerify = defineCommand<SharedOptions, []>({
  name: 'log verify',
  summary: 'Recompute every digest of the log; exit status 1 where the chain is broken',
  examples: ['ingot log verify'],
  operations: ['verifyLog'],
  declare: sharedFlags,
  async run(session) {
    const client = await session.client()
    const answer = await client.verifyLog({})
    await emit(session, answer, {
      table: () => verificationText(answer, session.paint),
      names: () => [answer.digest],
    })
    return answer.intact ? exitStatus.yes : exitStatus.no
  },
})
