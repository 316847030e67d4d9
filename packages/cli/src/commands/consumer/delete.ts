import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { forceFlag, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'
import { consumerText } from '../../output/words.ts'

interface Options extends WriteOptions {
  force?: boolean
}

export const consumerDelete = defineCommand<Options, [string]>({
  name: 'consumer delete',
  summary: 'Delete a consumer; one that others run in goes only with --force and --reason',
  examples: [
    'ingot consumer delete datahub/etl',
    'ingot consumer delete environment/test --force --reason "Tests are over"',
  ],
  operations: ['deleteConsumer'],
  declare: (command) =>
    forceFlag(
      writeFlags(command.argument('<consumer>', 'id, name or TYPE/NAME of the consumer')),
      'delete it although others run in it',
    ),
  async run(session, options, [consumer]) {
    const client = await session.client()
    const answer = await client.deleteConsumer({
      params: { consumer },
      query: { ...writeQuery(options), force: options.force },
    })
    await noteDryRun(session, answer.dryRun)
    const verb = answer.dryRun ? 'Would delete' : 'Deleted'
    await emit(session, answer, {
      table: () => `${verb} ${consumerText(answer.consumer)} (${plain(answer.consumer.id)})\n`,
      names: () => [answer.consumer.id],
    })
    return exitStatus.yes
  },
})
