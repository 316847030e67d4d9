import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { forceFlag, sharedFlags, type SharedOptions, wholeNumber } from '../../flags.ts'
import { findLocks } from '../../lock-search.ts'
import { emit } from '../../output/emit.ts'
import { plain } from '../../output/plain.ts'
import { retireText } from '../../output/retire.ts'
import { isPlan, planFlags, type PlanOptions } from './plan-flags.ts'

interface Options extends SharedOptions, PlanOptions {
  catalog?: string
  replacement?: string
  /** False with --no-locks. */
  locks?: string[] | false
  force?: boolean
  reason?: string
  expect?: number
}

export const imageRetire = defineCommand<Options, [string, string]>({
  name: 'image retire',
  summary: 'Say who would be hit by the end of an image version, and end it: it is disabled then',
  notes: [
    'Without --locks it looks for locks under the current folder, in files named *.lock.',
    'One that consumers, derived images or locks use is retired only with --force and --reason. The plan has exit status 1 where something would fail.',
    'With -o name it prints what would get no image any more.',
  ],
  examples: [
    'ingot image retire our.base 1.4.0 --plan',
    'ingot image retire our.base 1.4.0 --apply --replacement our.base@1.5.0 --expect 42 --reason "CVE in openssl" --force',
  ],
  operations: ['retireImage'],
  declare: (command) =>
    forceFlag(
      planFlags(
        sharedFlags(
          command
            .argument('<name>', 'the name or the id of an image')
            .argument('<version>', 'the version that ends'),
        )
          .option('--catalog <name>', 'catalog of the image (default: the first that has it)')
          .option(
            '--replacement <image>',
            'what to use instead: NAME or NAME@VERSION (default: the next best)',
          )
          .option('--locks <paths...>', 'look at these locks, and those in these folders')
          .option('--no-locks', 'look at no locks')
          .option('--reason <text>', 'why; kept with the commit')
          .option('--expect <revision>', 'refuse when the ledger is at another revision', wholeNumber),
      ),
      'retire it although it is in use',
    ),
  async run(session, options, [image, version]) {
    const dryRun = isPlan(options)
    const { catalog, replacement, locks = ['.'], force, reason, expect } = options
    const found = await findLocks(session.io, locks === false ? [] : locks)
    if (!found.isComplete) await session.note('There is more than is searched: name the locks with --locks')
    const client = await session.client()
    const answer = await client.retireImage({
      params: { image },
      query: { version, catalog, dryRun, reason, expect },
      body: { replacement, force, locks: found.locks },
    })
    for (const { message } of answer.warnings) await session.note(`warning: ${plain(message)}`)
    const failing = answer.scaling.filter(({ outcome }) => outcome === 'fails')
    await emit(session, answer, {
      table: () => retireText(answer, session.paint),
      names: () => failing.map(({ name }) => name),
    })
    return dryRun && failing.length > 0 ? exitStatus.no : exitStatus.yes
  },
})
