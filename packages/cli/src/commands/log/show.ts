import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { sharedFlags, type SharedOptions, wholeNumber } from '../../flags.ts'
import { changeLines, commitHead } from '../../output/commit.ts'
import { emit } from '../../output/emit.ts'

export const logShow = defineCommand<SharedOptions, [number]>({
  name: 'log show',
  summary: 'Show one commit and what it changed',
  examples: ['ingot log show 42'],
  operations: ['showCommit'],
  declare: (command) => sharedFlags(command.argument('<revision>', 'number of the commit', wholeNumber)),
  async run(session, _options, [revision]) {
    const client = await session.client()
    const answer = await client.showCommit({ params: { revision } })
    const { paint } = session
    const lines = [
      commitHead(answer, paint),
      `digest ${paint.quiet(answer.digest)}`,
      ...answer.changes.flatMap((change) => changeLines(change, paint)),
    ]
    await emit(session, answer, {
      table: () => lines.map((line) => `${line}\n`).join(''),
      names: () => answer.changes.map(({ id }) => id),
    })
    return exitStatus.yes
  },
})
