import type { ConsumerType } from '@ingot/contract'
import { Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { consumerRows, consumerTable } from '../../output/consumer.ts'
import { emit } from '../../output/emit.ts'
import { consumerText } from '../../output/words.ts'
import { consumerTypes } from './choices.ts'

interface Options extends ReadOptions {
  type?: ConsumerType
  environment?: string
  catalog?: string
  image?: string
}

export const consumerList = defineCommand<Options, []>({
  name: 'consumer list',
  summary: 'List consumers by type and name, with the image that each is on',
  notes: ['With -o name it prints TYPE/NAME; with -o csv all columns for a spreadsheet.'],
  examples: ['ingot consumer list', 'ingot consumer list --type datahub --catalog our-images -o name'],
  operations: ['listConsumers'],
  declare: (command) =>
    readFlags(command, 'csv')
      .addOption(new Option('--type <type>', 'only consumers of this type').choices(consumerTypes))
      .option('--environment <name>', 'only what runs in this environment')
      .option('--catalog <name>', 'only what is on an image of this catalog')
      .option('--image <id>', 'only what is on this image'),
  async run(session, options) {
    const { type, environment, catalog, image } = options
    const client = await session.client()
    const answer = await client.listConsumers({
      query: { type, environment, catalog, image, ...readQuery(options) },
    })
    await emit(session, answer, {
      table: () => consumerTable(answer.consumers, session.paint),
      names: () => answer.consumers.map(consumerText),
      csv: () => consumerRows(answer.consumers),
    })
    return exitStatus.yes
  },
})
