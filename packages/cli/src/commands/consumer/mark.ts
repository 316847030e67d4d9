import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { consumerSheet } from '../../output/consumer.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { consumerText } from '../../output/words.ts'
import { UsageError } from '../../usage-error.ts'

interface Options extends WriteOptions {
  running?: string
  idle?: boolean
}

export const consumerMark = defineCommand<Options, [string]>({
  name: 'consumer mark',
  summary: 'Say which operation runs on a consumer; while one does, it is neither switched nor upgraded',
  examples: [
    'ingot consumer mark datahub/etl --running "Scaling to 12 nodes"',
    'ingot consumer mark datahub/etl --idle',
  ],
  operations: ['markConsumer'],
  declare: (command) =>
    writeFlags(command.argument('<consumer>', 'id, name or TYPE/NAME of the consumer'))
      .option('--running <text>', 'the operation that runs now')
      .option('--idle', 'no operation runs any more'),
  async run(session, options, [consumer]) {
    const { running, idle } = options
    if ((running === undefined) === (idle !== true)) throw notOneOfBoth(running !== undefined)
    const client = await session.client()
    const answer = await client.markConsumer({
      params: { consumer },
      query: writeQuery(options),
      body: { running },
    })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () => consumerSheet(answer.consumer, session.paint),
      names: () => [consumerText(answer.consumer)],
    })
    return exitStatus.yes
  },
})

function notOneOfBoth(both: boolean): UsageError {
  const message = `Expected exactly one of --running and --idle, got ${both ? 'both' : 'none'}`
  return new UsageError('USAGE', message, 'Say which operation runs, or that none does.')
}
