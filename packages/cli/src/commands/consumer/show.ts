import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { consumerSheet } from '../../output/consumer.ts'
import { emit } from '../../output/emit.ts'
import { consumerText } from '../../output/words.ts'

export const consumerShow = defineCommand<ReadOptions, [string]>({
  name: 'consumer show',
  summary: 'Show one consumer with the image that it is on',
  examples: ['ingot consumer show datahub/etl'],
  operations: ['showConsumer'],
  declare: (command) => readFlags(command.argument('<consumer>', 'id, name or TYPE/NAME of the consumer')),
  async run(session, options, [consumer]) {
    const client = await session.client()
    const answer = await client.showConsumer({ params: { consumer }, query: readQuery(options) })
    await emit(session, answer, {
      table: () => consumerSheet(answer.consumer, session.paint),
      names: () => [consumerText(answer.consumer)],
    })
    return exitStatus.yes
  },
})
