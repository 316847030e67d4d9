import type { LogEntry } from '@ingot/contract'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery, wholeNumber } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { plain } from '../../output/plain.ts'
import { table } from '../../output/table.ts'
import { shortMoment } from '../../output/words.ts'

interface Options extends ReadOptions {
  kind?: string
  id?: string
  before?: number
  limit?: number
}

export const logList = defineCommand<Options, []>({
  name: 'log',
  summary: 'List commits, newest first',
  examples: ['ingot log', 'ingot log --kind catalog --id local', 'ingot log --limit 500 -o json'],
  operations: ['listLog'],
  declare: (command) =>
    readFlags(command)
      .option('--kind <kind>', 'only commits that touch this kind of document: image, catalog, …')
      .option('--id <id>', 'only commits that touch the document with this id')
      .option('--before <revision>', 'only commits before this revision', wholeNumber)
      .option('--limit <count>', 'at most so many (default: 50)', wholeNumber),
  async run(session, options) {
    const { kind, id, before, limit } = options
    const client = await session.client()
    const answer = await client.listLog({ query: { kind, id, before, limit, ...readQuery(options) } })
    await emit(session, answer, {
      table: () => logTable(answer.entries),
      names: () => answer.entries.map(({ revision }) => String(revision)),
    })
    if (answer.next !== undefined)
      await session.note(`There are older commits; go on with --before ${answer.next}`)
    return exitStatus.yes
  },
})

async function logTable(entries: readonly LogEntry[]): Promise<string> {
  const rows = entries.map((entry) => [
    String(entry.revision),
    shortMoment(entry.at),
    plain(entry.actor),
    plain(entry.action),
    plain(entry.reason ?? ''),
  ])
  return await table(['REVISION', 'AT', 'ACTOR', 'ACTION', 'REASON'], rows, 'No commits')
}
