import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'
import { table } from '../../output/table.ts'

interface Options extends WriteOptions {
  credential?: string
}

export const baseRefresh = defineCommand<Options, [string[]]>({
  name: 'base refresh',
  summary:
    'Look at the tags of allowed bases again, and keep what they lead to now; exit status 1 where one failed',
  notes: ['With -o name it prints the bases whose tags have moved.'],
  examples: ['ingot base refresh', 'ingot base refresh ubuntu:22.04 --dry-run'],
  operations: ['refreshBases'],
  declare: (command) =>
    writeFlags(command.argument('[bases...]', 'references or ids (default: every allowed base)')).option(
      '--credential <name>',
      'credential to read them with (default: the one that fits best)',
    ),
  async run(session, options, [bases]) {
    const client = await session.client()
    const { credential } = options
    const answer = await client.refreshBases({
      query: writeQuery(options),
      body: { credential, ...(bases.length === 0 ? {} : { bases }) },
    })
    await noteDryRun(session, answer.dryRun)
    const colour = { same: session.paint.good, moved: session.paint.doubtful, failed: session.paint.bad }
    await emit(session, answer, {
      table: () =>
        table(
          ['STATUS', 'REFERENCE', 'WHAT WAS FOUND'],
          answer.bases.map(({ status, reference, message }) => [
            colour[status](status),
            plain(reference),
            plain(message),
          ]),
          'No base is allowed',
        ),
      names: () => answer.bases.filter(({ status }) => status === 'moved').map(({ reference }) => reference),
    })
    return answer.bases.some(({ status }) => status === 'failed') ? exitStatus.no : exitStatus.yes
  },
})
