import type { Architecture, MachineConsumerType } from '@ingot/contract'
import { Argument, type Command, Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { explainFlag, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { answerCells, answerHead } from '../../output/answer.ts'
import { consumerSheet } from '../../output/consumer.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { table } from '../../output/table.ts'
import { answerTree } from '../../output/trace.ts'
import { architectures } from '../image/choices.ts'
import { machineTypes } from './choices.ts'

interface Options extends WriteOptions {
  provider?: string
  region?: string
  architecture?: Architecture
  runtime?: string
  os?: string
  catalog?: string
  image?: string
  environment?: string
  datalake?: string
  explain?: boolean
}

export const consumerCreate = defineCommand<Options, [MachineConsumerType, string]>({
  name: 'consumer create',
  summary: 'Create a consumer: its image is chosen and checked, and the reason printed',
  notes: [
    'Ingot starts no machine: it keeps what starts from which image.',
    'With -o name it prints the id of the consumer.',
  ],
  examples: [
    'ingot consumer create environment prod --provider aws --region us-west-1',
    'ingot consumer create datahub etl --environment prod --runtime 7.2.17 --catalog our-images --explain',
  ],
  operations: ['createConsumer'],
  declare: declareFlags,
  async run(session, options, [type, name]) {
    const { provider, region, architecture, runtime, os, catalog, image, environment, datalake } = options
    const body = {
      type,
      name,
      provider,
      region,
      architecture,
      runtime,
      os,
      catalog,
      image,
      environment,
      datalake,
    }
    const client = await session.client()
    const answer = await client.createConsumer({ query: writeQuery(options), body })
    const { paint } = session
    const reason = async (): Promise<string> =>
      options.explain
        ? answerTree(paint.strong('resolution'), answer.resolution, paint)
        : await table(answerHead, [answerCells(answer.resolution, paint)], '')
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: async () => `${consumerSheet(answer.consumer, paint)}\n${await reason()}`,
      names: () => [answer.consumer.id],
    })
    return exitStatus.yes
  },
})

function declareFlags(command: Command): Command {
  const named = command
    .addArgument(new Argument('<type>', 'what it is').choices(machineTypes))
    .argument('<name>', 'its name, once for each type')
  return explainFlag(writeFlags(named))
    .option('--provider <name>', 'cloud: aws, azure or gcp (default: that of the environment)')
    .option('--region <name>', 'region of the cloud (default: that of the environment)')
    .addOption(
      new Option('--architecture <name>', 'architecture of its machines (default: x86_64)').choices(
        architectures,
      ),
    )
    .option('--runtime <version>', 'release of the runtime: 7.2.17')
    .option('--os <name>', 'operating system of the image: redhat8')
    .option('--catalog <name|url>', 'catalog of the image, or the URL that a default catalog mirrors')
    .option('--image <id>', 'the image (default: the newest of the catalog that fits)')
    .option('--environment <name>', 'environment that it runs in')
    .option('--datalake <name>', 'Data Lake that it uses')
}
