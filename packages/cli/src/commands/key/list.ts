import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { plain } from '../../output/plain.ts'
import { table } from '../../output/table.ts'
import { shortMoment } from '../../output/words.ts'

const head = ['ID', 'NAME', 'ROLE', 'BEGINS', 'CREATED', 'EXPIRES', 'LAST USED']

export const keyList = defineCommand<SharedOptions, []>({
  name: 'key list',
  summary: 'List API keys; the keys themselves are never shown again',
  examples: ['ingot key list'],
  operations: ['listKeys'],
  declare: sharedFlags,
  async run(session) {
    const answer = await (await session.client()).listKeys({})
    const rows = answer.keys.map((key) => [
      plain(key.id),
      plain(key.name),
      key.role,
      plain(key.prefix),
      shortMoment(key.created),
      shortMoment(key.expires ?? ''),
      shortMoment(key.lastUsed ?? ''),
    ])
    await emit(session, answer, {
      table: () => table(head, rows, 'No keys'),
      names: () => answer.keys.map(({ id }) => id),
    })
    return exitStatus.yes
  },
})
