import type { Client, ImageType } from '@ingot/contract'
import { type Command, Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { noteDiagnostics } from '../../output/diagnostics.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import type { Paint } from '../../output/paint.ts'
import { plain } from '../../output/plain.ts'
import { regionLines } from '../../output/region-cover.ts'
import { imageWithId } from '../../output/words.ts'
import { imageTypes } from './choices.ts'
import { collectVmImage } from './vm-image.ts'

interface Options extends WriteOptions {
  catalog: string
  from: string
  sourceCatalog?: string
  type?: ImageType
  vmImage?: { region: string; reference: string }[]
  baseParcelUrl?: string
  inheritRegions?: boolean
  id?: string
}
type Answer = Awaited<ReturnType<Client['deriveImage']>>

export const imageDerive = defineCommand<Options, []>({
  name: 'image derive',
  summary:
    'Put an image into a custom catalog that inherits from a default image, or change the one that is there',
  notes: [
    'The references given are all that the image has of its own; without any it has those of its source.',
    'A catalog has one image of each source and type, so the same command again changes nothing.',
    'With -o name it prints the id of the image.',
  ],
  examples: [
    'ingot image derive --catalog our-images --from 4b6a691a-bdb3-4ef2-9be8-5d64a4636e31 --vm-image region=us-west-1,ref=ami-0123456789abcdef0 --vm-image region=us-west-2,ref=ami-0123456789abcdef1',
    'ingot image derive --catalog our-images --from 4b6a691a-bdb3-4ef2-9be8-5d64a4636e31 --base-parcel-url https://parcels.example.com/p/ --dry-run',
  ],
  operations: ['deriveImage'],
  declare: declareFlags,
  async run(session, options) {
    const { catalog, from, sourceCatalog, type, vmImage, baseParcelUrl, inheritRegions, id } = options
    const client = await session.client()
    const answer = await client.deriveImage({
      params: { catalog },
      query: writeQuery(options),
      body: { from, sourceCatalog, type, vmImages: vmImage ?? [], baseParcelUrl, inheritRegions, id },
    })
    await noteDiagnostics(session, answer.warnings)
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () => derivation(answer, session.paint),
      names: () => [answer.image.id],
    })
    return exitStatus.yes
  },
})

function declareFlags(command: Command): Command {
  return writeFlags(command)
    .requiredOption('--catalog <name>', 'the custom catalog')
    .requiredOption('--from <id>', 'the id of the source')
    .option('--source-catalog <name>', 'catalog of the source (default: the first default catalog with it)')
    .addOption(new Option('--type <type>', 'refuse a source of the other type').choices(imageTypes))
    .option(
      '--vm-image <region=…,ref=…>',
      'the reference that a region boots; may be given again',
      collectVmImage,
    )
    .option('--base-parcel-url <url>', 'where the parcels are; an empty text takes it away')
    .option('--inherit-regions', 'keep the references of the source in all other regions')
    .option('--no-inherit-regions', 'have the given references alone')
    .option('--id <uuid>', 'the id of the image to change, or for a new one')
}

const marks = { created: '+', changed: '~', unchanged: '=' } as const

function derivation({ change, image, differences, regions }: Answer, paint: Paint): string {
  const colour = change === 'created' ? paint.good : change === 'changed' ? paint.doubtful : paint.quiet
  const lines = [
    `${colour(marks[change])} ${imageWithId(image)} in ${plain(image.catalog)}: ${change}`,
    ...differences.map((difference) => `    ${plain(difference)}`),
    ...regionLines(regions),
  ]
  return lines.map((line) => `${line}\n`).join('')
}
