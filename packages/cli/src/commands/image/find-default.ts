import type { Architecture, ImageType, Resolution } from '@ingot/contract'
import { Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { explainFlag, readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { paintStatus, reasonOf } from '../../output/answer.ts'
import { emitResolution } from '../../output/emit-resolution.ts'
import type { Paint } from '../../output/paint.ts'
import { plain } from '../../output/plain.ts'
import { table } from '../../output/table.ts'
import { imageText } from '../../output/words.ts'
import { architectures, imageTypes } from './choices.ts'

interface Options extends ReadOptions {
  provider: string
  type: ImageType
  runtime?: string
  architecture?: Architecture
  explain?: boolean
}

export const imageFindDefault = defineCommand<Options, []>({
  name: 'image find-default',
  summary: 'Find the default image of a provider and a runtime, as CDP does, and say why it is that one',
  notes: [
    'An image of type runtime needs --runtime, the release without its service pack: 7.2.17.',
    'With -o name it prints the id of the image.',
  ],
  examples: [
    'ingot image find-default --provider aws --type runtime --runtime 7.2.17',
    'ingot image find-default --provider azure --type freeipa --explain',
  ],
  operations: ['findDefaultImage'],
  declare: (command) =>
    explainFlag(
      readFlags(command)
        .requiredOption('--provider <name>', 'cloud: aws, azure or gcp')
        .addOption(
          new Option('--type <type>', 'what the image is for').choices(imageTypes).makeOptionMandatory(),
        )
        .option('--runtime <version>', 'release of the runtime')
        .addOption(new Option('--architecture <name>', 'only this architecture').choices(architectures)),
    ),
  async run(session, options) {
    const { provider, type, runtime, architecture, explain } = options
    const client = await session.client()
    const answer = await client.findDefaultImage({
      query: { provider, type, runtime, architecture, ...readQuery(options) },
    })
    await emitResolution(session, answer, {
      explain,
      line: () => foundTable(answer, session.paint),
      name: answer.image?.id,
    })
    return answer.status === 'unresolved' ? exitStatus.no : exitStatus.yes
  },
})

async function foundTable(answer: Resolution, paint: Paint): Promise<string> {
  const { status, image } = answer
  const named = image === undefined ? ['', ''] : [plain(image.id), imageText(image)]
  const row = [paintStatus(status, paint), ...named, plain(image?.catalog ?? ''), reasonOf(answer)]
  return await table(['STATUS', 'ID', 'IMAGE', 'CATALOG', 'REASON'], [row], '')
}
