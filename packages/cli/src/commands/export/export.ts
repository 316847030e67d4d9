import type { Architecture, Export, ExportFormat, ExportRequest, PlacePart } from '@ingot/contract'
import { Argument, type Command, InvalidArgumentError, Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import {
  placeFlags,
  type PlaceOptions,
  readFlags,
  type ReadOptions,
  readQuery,
  strictFlag,
} from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { plain } from '../../output/plain.ts'
import type { Session } from '../../session.ts'
import { UsageError } from '../../usage-error.ts'
import { architectures } from '../image/choices.ts'
import { parseExternalQuery } from './external-query.ts'
import { exportFormats } from './formats.ts'
import { parseImage } from './parse-image.ts'
import { writeExportFiles } from './write-files.ts'

const placeParts: readonly PlacePart[] = ['provider', 'account', 'region', 'architecture']

interface Options extends ReadOptions, PlaceOptions {
  version?: string
  architecture?: Architecture
  by?: PlacePart[]
  strict?: boolean
  outputDir?: string
}

export const exportImages = defineCommand<Options, [ExportFormat, string[]]>({
  name: 'export',
  summary: 'Export what images resolve to, for Terraform, Packer, cloud-init, Ansible, Kubernetes and others',
  notes: [
    'Without --region it exports every place that the images cover. One image that is refused refuses all.',
    'As program of the external data source of Terraform, terraform-external takes its query on standard input.',
    'With -o name it prints the names of the files.',
  ],
  examples: [
    'ingot export tfvars our.base other.base@1.x > ingot.auto.tfvars.json',
    'ingot export ansible-vars our.base --by account,region > ingot.yml',
    'ingot export karpenter our.base --provider aws --output-dir node-classes',
    'ingot export terraform-external our.base --provider aws --region us-east-1',
    'ingot export simplestreams our.base --output-dir mirror',
  ],
  operations: ['exportImages'],
  declare: declareFlags,
  async run(session, options, [format, images]) {
    const request = await requestOf(session, options, format, images)
    const client = await session.client()
    const answer = await client.exportImages({ query: readQuery(options), body: { format, ...request } })
    for (const { message } of answer.warnings) await session.note(`warning: ${plain(message)}`)
    if (options.outputDir !== undefined) {
      await writeExportFiles(session, options.outputDir, answer)
      return exitStatus.yes
    }
    await emit(session, answer, {
      table: () => onlyFile(answer),
      names: () => answer.files.map(({ name }) => name),
    })
    return exitStatus.yes
  },
})

function declareFlags(command: Command): Command {
  readFlags(
    command
      .addArgument(new Argument('<format>', 'what is written').choices(exportFormats))
      .argument('[image...]', 'images: NAME, NAME@VERSION or id'),
  )
    .option('--version <version>', 'version of images that name none: 1.2, 1.x or latest (default: latest)')
    .addOption(new Option('--architecture <name>', 'only this architecture').choices(architectures))
    .option(
      '--by <parts>',
      `tfvars, packer-vars, ansible-vars: what places are keyed by, of ${placeParts.join(', ')} (default: region)`,
      parseParts,
    )
    .option('-d, --output-dir <folder>', 'write the files below this folder')
  return strictFlag(placeFlags(command))
}

function parseParts(text: string): PlacePart[] {
  const given = [...new Set(text.split(',').map((part) => part.trim()))]
  if (given.every((part) => (placeParts as readonly string[]).includes(part))) return given as PlacePart[]
  throw new InvalidArgumentError(`Expected some of ${placeParts.join(', ')} with commas, got "${text}".`)
}

async function requestOf(
  session: Session,
  options: Options,
  format: ExportFormat,
  images: readonly string[],
): Promise<Omit<ExportRequest, 'format'>> {
  const { version, provider, account, region, architecture, by, strict } = options
  if (images.length > 0) {
    const wanted = images.map((image) => parseImage(image, version))
    return { images: wanted, provider, account, region, architecture, by, strict }
  }
  if (format === 'terraform-external') return parseExternalQuery((await session.readText('-')).text)
  throw new UsageError('USAGE', 'Expected the images to export, got none', 'Name one or more of them.')
}

function onlyFile({ files, format }: Export): string {
  const [file, ...others] = files
  if (file !== undefined && others.length === 0) return file.text
  const names = files.map(({ name }) => name).join(', ')
  const remedy =
    'Say where with --output-dir, narrow it down with --provider or --region, or take all of them in one answer with -o json.'
  throw new UsageError('USAGE', `The export as ${format} is ${files.length} files: ${names}`, remedy)
}
