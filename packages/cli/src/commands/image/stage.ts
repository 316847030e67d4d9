import type { LifecycleState } from '@ingot/contract'
import { Argument } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import {
  momentOf,
  whichFlags,
  type WhichOptions,
  writeFlags,
  type WriteOptions,
  writeQuery,
} from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { imageSheet } from '../../output/image-sheet.ts'
import { noteDryRun } from '../../output/note.ts'
import { UsageError } from '../../usage-error.ts'
import { states } from './choices.ts'

interface Options extends WriteOptions, WhichOptions {
  from?: string
  replacement?: string
  excludeFromLatest?: boolean
}

export const imageStage = defineCommand<Options, [string, LifecycleState | undefined]>({
  name: 'image stage',
  summary: 'Set a lifecycle stage of an image, or whether it counts as the latest',
  notes: ['Disabled and revoked images never resolve; deprecated ones resolve with a warning.'],
  examples: [
    'ingot image stage our.base deprecated --version 1.4.0 --from 2026-06-01 --replacement our.base@1.5.0',
    'ingot image stage our.base revoked --version 1.4.1 --reason "CVE in openssl"',
    'ingot image stage our.base --version 2.0.0 --exclude-from-latest',
  ],
  operations: ['stageImage'],
  declare: (command) =>
    whichFlags(
      writeFlags(
        command
          .argument('<image>', 'the id or the name of an image')
          .addArgument(new Argument('[state]', 'the state from then on').choices(states)),
      ),
      'needed where the name has several',
    )
      .option('--from <time>', 'when the stage begins (RFC 3339 or a date; default: now)')
      .option('--replacement <image>', 'what to use instead: NAME or NAME@VERSION')
      .option('--exclude-from-latest', 'never choose this version as the latest')
      .option('--no-exclude-from-latest', 'let it count as the latest again'),
  async run(session, options, [image, state]) {
    refuseNothing(options, state)
    const { version, catalog, from, replacement, excludeFromLatest } = options
    const client = await session.client()
    const answer = await client.stageImage({
      params: { image },
      query: { version, catalog, ...writeQuery(options) },
      body: { state, from: from === undefined ? undefined : momentOf(from), replacement, excludeFromLatest },
    })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () => imageSheet(answer.image, [], session.paint),
      names: () => [answer.image.name],
    })
    return exitStatus.yes
  },
})

function refuseNothing(options: Options, state: string | undefined): void {
  if (state !== undefined || options.excludeFromLatest !== undefined) return
  throw new UsageError(
    'USAGE',
    'Expected a state or --exclude-from-latest, got neither',
    `Name one of ${states.join(', ')}.`,
  )
}
