import type { RuntimeStatus } from '@ingot/contract'
import { Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery, wholeNumber } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { plain } from '../../output/plain.ts'
import { runtimeRows, runtimeTable } from '../../output/runtime.ts'

const statuses: readonly RuntimeStatus[] = ['ENABLED', 'DISABLED', 'DEPRECATED']

interface Options extends ReadOptions {
  editor?: string
  kernel?: string
  edition?: string
  status?: RuntimeStatus
  default?: boolean
  limit?: number
  after?: string
}

export const runtimeList = defineCommand<Options, []>({
  name: 'runtime list',
  summary: 'List runtimes by editor, kernel, edition and version, the newest version first',
  notes: ['With -o name it prints the identifiers; -o csv has digest, base and findings too.'],
  examples: ['ingot runtime list --status ENABLED', 'ingot runtime list --kernel "Python 3.11" -o csv'],
  operations: ['listRuntimes'],
  declare: (command) =>
    readFlags(command, 'csv')
      .option('--editor <name>', 'only runtimes of this editor')
      .option('--kernel <name>', 'only runtimes of this kernel')
      .option('--edition <name>', 'only runtimes of this edition')
      .addOption(new Option('--status <status>', 'only runtimes of this status').choices(statuses))
      .option('--default', 'only those that new projects may start from')
      .option('--limit <count>', 'at most so many (default: 1000)', wholeNumber)
      .option('--after <mark>', 'go on after the page that ended with this mark'),
  async run(session, options) {
    const { editor, kernel, edition, status, default: isDefault, limit, after } = options
    const client = await session.client()
    const answer = await client.listRuntimes({
      query: { ...readQuery(options), editor, kernel, edition, status, default: isDefault, limit, after },
    })
    await emit(session, answer, {
      table: () => runtimeTable(answer.runtimes, session.paint),
      names: () => answer.runtimes.map(({ identifier }) => identifier),
      csv: () => runtimeRows(answer.runtimes),
    })
    if (answer.next !== undefined) {
      const shown = `Showed ${answer.runtimes.length} of ${answer.total} runtimes`
      await session.note(`${shown}; go on with --after '${plain(answer.next)}'`)
    }
    return exitStatus.yes
  },
})
