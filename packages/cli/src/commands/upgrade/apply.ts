import type { AppliedUpgrade } from '@ingot/contract'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import type { Paint } from '../../output/paint.ts'
import { plain } from '../../output/plain.ts'
import { consumerText, imageWithId } from '../../output/words.ts'
import { targetFlags, targetOf, type TargetOptions } from './target.ts'

type Options = WriteOptions & TargetOptions

export const upgradeApply = defineCommand<Options, [string]>({
  name: 'upgrade apply',
  summary:
    'Set the image that a consumer is on to one that it can be upgraded to (default: the best candidate)',
  notes: [
    'Ingot changes no cluster itself: it keeps the new image and says what is to be done next.',
    'With -o name it prints the id of the new image.',
  ],
  examples: [
    'ingot upgrade apply datahub/etl --runtime 7.2.18 --dry-run',
    'ingot upgrade apply datahub/etl --to 85e571ef-725e-4b3e-a6ce-2c2878ff207c --reason "CVE in openssl"',
  ],
  operations: ['applyUpgrade'],
  declare: (command) =>
    targetFlags(writeFlags(command.argument('<consumer>', 'id, name or TYPE/NAME of the consumer'))),
  async run(session, options, [consumer]) {
    const body = targetOf(options)
    const client = await session.client()
    const answer = await client.applyUpgrade({ params: { consumer }, query: writeQuery(options), body })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () => upgradeText(answer, session.paint),
      names: () => [answer.to.id],
    })
    return exitStatus.yes
  },
})

function upgradeText({ consumer, from, to, reference, next }: AppliedUpgrade, paint: Paint): string {
  const lines = [
    paint.strong(consumerText(consumer)),
    `  from  ${imageWithId(from)} of ${plain(from.catalog)}`,
    `  to    ${imageWithId(to)} of ${plain(to.catalog)}${reference === undefined ? '' : ` → ${plain(reference)}`}`,
    ...next.map((sentence) => `next: ${plain(sentence)}`),
  ]
  return lines.map((line) => `${line}\n`).join('')
}
