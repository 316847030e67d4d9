import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { plain } from '../../output/plain.ts'
import { hasRefusals, switchReport } from '../../output/switch-plan.ts'
import { consumerText } from '../../output/words.ts'
import { commandLine } from '../../shell-words.ts'
import { UsageError } from '../../usage-error.ts'

interface Options extends SharedOptions {
  to: string
  plan?: boolean
  apply?: string
  reason?: string
}

export const catalogSwitch = defineCommand<Options, [string[]]>({
  name: 'catalog switch',
  summary:
    'Show what switching consumers to another catalog would do to each; with --apply do it, in one commit',
  notes: [
    'No machine is replaced: the new image takes effect at the next upgrade, repair or scaling.',
    'With -o name it prints the id of the plan. Exit status 1 where a consumer cannot be switched; then none is.',
  ],
  examples: [
    'ingot catalog switch datahub/etl datalake/main --to our-images',
    'ingot catalog switch datahub/etl datalake/main --to our-images --apply 3f9c61d2 --reason "Hardened images"',
  ],
  operations: ['switchCatalog'],
  declare: (command) =>
    sharedFlags(command.argument('<consumers...>', 'ids, names or TYPE/NAME of consumers'))
      .requiredOption('--to <catalog>', 'the catalog that they get')
      .option('--plan', 'only show what would happen (default)')
      .option('--apply <plan>', 'apply this plan; refused when the ledger has moved on since')
      .option('--reason <text>', 'why; kept with the commit'),
  async run(session, options, [consumers]) {
    refuseContradiction(options)
    const client = await session.client()
    const answer = await client.switchCatalog({
      query: { reason: options.reason },
      body: { consumers, catalog: options.to, plan: options.apply },
    })
    await emit(session, answer, {
      table: () => switchReport(answer, plain(applying(consumers, options, answer.plan)), session.paint),
      names: () =>
        answer.applied ? answer.steps.map(({ consumer }) => consumerText(consumer)) : [answer.plan],
    })
    return hasRefusals(answer) ? exitStatus.no : exitStatus.yes
  },
})

function refuseContradiction({ plan, apply }: Options): void {
  if (plan !== true || apply === undefined) return
  throw new UsageError('USAGE', '--plan and --apply cannot be given together', 'Give one of them.')
}

/** The command line that applies the plan, at the same server or ledger. */
function applying(consumers: readonly string[], { to, url, db }: Options, plan: string): string {
  const place = [...(url === undefined ? [] : ['--url', url]), ...(db === undefined ? [] : ['--db', db])]
  return commandLine(['ingot', 'catalog', 'switch', ...consumers, '--to', to, '--apply', plan, ...place])
}
