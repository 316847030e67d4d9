import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { plain } from '../../output/plain.ts'
import { table } from '../../output/table.ts'
import { shortMoment } from '../../output/words.ts'

const head = ['ID', 'USER', 'ROLE', 'ALGORITHM', 'CREATED', 'EXPIRES', 'LAST USED']

export const accessKeyList = defineCommand<SharedOptions, []>({
  name: 'access-key list',
  summary: 'List access keys of the CDP API; only their public keys are kept',
  examples: ['ingot access-key list'],
  operations: ['listAccessKeys'],
  declare: (command) => sharedFlags(command),
  async run(session) {
    const answer = await (await session.client()).listAccessKeys({})
    const rows = answer.accessKeys.map((key) => [
      plain(key.accessKeyId),
      plain(key.user),
      key.role,
      key.algorithm,
      shortMoment(key.created),
      shortMoment(key.expires ?? ''),
      shortMoment(key.lastUsed ?? ''),
    ])
    await emit(session, answer, {
      table: () => table(head, rows, 'No access keys'),
      names: () => answer.accessKeys.map(({ accessKeyId }) => accessKeyId),
    })
    return exitStatus.yes
  },
})
