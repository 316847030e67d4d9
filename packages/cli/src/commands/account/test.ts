import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { sharedFlags, type SharedOptions } from '../../flags.ts'
import { accountCheckText } from '../../output/account.ts'
import { emit } from '../../output/emit.ts'

export const accountTest = defineCommand<SharedOptions, [string]>({
  name: 'account test',
  summary:
    'Ask the cloud of an account who we are and what can be done, and each region whether we may look; exit status 1 where one refuses',
  examples: ['ingot account test production'],
  operations: ['testAccount'],
  declare: (command) => sharedFlags(command.argument('<name>', 'name of the account')),
  async run(session, _options, [account]) {
    const client = await session.client()
    const answer = await client.testAccount({ params: { account } })
    await emit(session, answer, {
      table: () => accountCheckText(answer, session.paint),
      names: () => answer.regions,
    })
    return answer.check.ok ? exitStatus.yes : exitStatus.no
  },
})
