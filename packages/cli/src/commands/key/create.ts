import type { RoleName } from '@ingot/contract'
import { Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { dryRunFlag, momentOf, sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'
import { roles } from './roles.ts'

interface Options extends SharedOptions {
  role: RoleName
  expires?: string
  dryRun?: boolean
}

export const keyCreate = defineCommand<Options, [string]>({
  name: 'key create',
  summary: 'Create an API key; this is the only time that it is shown',
  notes: ['With -o name it prints the key alone.'],
  examples: [
    'ingot key create build-server --role editor',
    'ingot key create audit --role reader --expires 2027-01-01',
  ],
  operations: ['createKey'],
  declare: (command) =>
    dryRunFlag(sharedFlags(command.argument('<name>', 'who will use it')))
      .addOption(new Option('--role <role>', 'what it may do').choices(roles).makeOptionMandatory())
      .option('--expires <time>', 'when it ends (RFC 3339 or a date; default: never)'),
  async run(session, { role, expires, dryRun }, [name]) {
    const client = await session.client()
    const body = { name, role, expires: expires === undefined ? undefined : momentOf(expires) }
    const answer = await client.createKey({ query: { dryRun }, body })
    await emit(session, answer, {
      table: () => (answer.key === undefined ? '' : `${answer.key}\n`),
      names: () => (answer.key === undefined ? [] : [answer.key]),
    })
    await noteDryRun(session, dryRun === true)
    if (answer.key !== undefined) {
      await session.note(
        `Key ${plain(answer.id)} for ${plain(answer.name)} (${answer.role}); it is not shown again`,
      )
    }
    return exitStatus.yes
  },
})
