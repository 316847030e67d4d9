import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { upgradeReport, verdictRows } from '../../output/upgrade.ts'
import { targetFlags, targetOf, type TargetOptions } from './target.ts'

interface Options extends ReadOptions, TargetOptions {
  catalog?: string
  archiveOnly?: boolean
  all?: boolean
}

export const upgradeList = defineCommand<Options, [string]>({
  name: 'upgrade list',
  summary:
    'List the images that a consumer can be upgraded to, and why no others; exit status 1 where there is none',
  notes: [
    'Only images of the catalog that the consumer is on are candidates; "ingot catalog switch" puts it on another.',
    'With -o name it prints the ids of the candidates; with -o csv every image with its verdict.',
  ],
  examples: [
    'ingot upgrade list datahub/etl',
    'ingot upgrade list datalake/main --runtime 7.2.18 --all',
    'ingot upgrade list environment/prod --catalog our-images --major-os',
  ],
  operations: ['listUpgrades'],
  declare: (command) =>
    targetFlags(readFlags(command.argument('<consumer>', 'id, name or TYPE/NAME of the consumer'), 'csv'))
      .option('--catalog <name|url>', 'for an environment only: another catalog')
      .option('--archive-only', 'hold declared parcel base URLs to the archive hosts too, as CDP does')
      .option('--all', 'show every image with its verdict, not a summary of those that were dropped'),
  async run(session, options, [consumer]) {
    const { catalog, archiveOnly } = options
    const query = { ...targetOf(options), catalog, archiveOnly, ...readQuery(options) }
    const client = await session.client()
    const answer = await client.listUpgrades({ params: { consumer }, query })
    await emit(session, answer, {
      table: () => upgradeReport(answer, options.all === true, session.paint),
      names: () => answer.candidates.map(({ id }) => id),
      csv: () => verdictRows(answer.verdicts),
    })
    return answer.candidates.length === 0 ? exitStatus.no : exitStatus.yes
  },
})
