import type { Architecture, Client, ImageView, LifecycleState, OperatingSystem } from '@ingot/contract'
import { type Command, Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { collectValue, readFlags, type ReadOptions, readQuery, wholeNumber } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { plain } from '../../output/plain.ts'
import { paintState } from '../../output/state.ts'
import { table } from '../../output/table.ts'
import { counted } from '../../output/words.ts'
import type { Session } from '../../session.ts'
import { architectures, operatingSystems, states } from './choices.ts'
import { cellOf, columnsOf, isOfCdp, parseColumns, unknownColumns } from './columns.ts'

interface Options extends ReadOptions {
  catalog?: string
  name?: string
  label?: string
  version?: string
  os?: OperatingSystem
  architecture?: Architecture
  state?: LifecycleState
  provider?: string
  region?: string
  where?: string[]
  newest?: boolean
  limit?: number
  after?: string
  columns?: string[]
  countBy?: string
}
type Query = Parameters<Client['listImages']>[0]['query']
type Answer = Awaited<ReturnType<Client['listImages']>>

export const imageList = defineCommand<Options, []>({
  name: 'image list',
  summary: 'List images, the newest version of each name first',
  notes: [
    'A column is a trait, or one of id, name, version, state, catalog, label, artifacts, regions, source, withdrawn, revision.',
    'With -o csv it prints the columns for a spreadsheet; with -o name the names, or the ids of CDP images, which share theirs.',
  ],
  examples: [
    'ingot image list --newest',
    'ingot image list --name "cycle.image.*" --state active -o json',
    'ingot image list --where hardening=cis_server_l1 --provider azure --region eastus',
    'ingot image list --catalog cdp-default --where runtime=7.2.17 --where os=redhat8 --provider aws --newest',
    'ingot image list --catalog cdp-default --provider aws --count-by runtime',
    'ingot image list --catalog cdp-default --columns id,runtime,cm,tag.release-type -o csv > images.csv',
  ],
  operations: ['listImages', 'showCatalog'],
  declare: declareFlags,
  async run(session, options) {
    const { output: _output, url: _url, key: _key, db: _db, at: _at, columns: _columns, ...filters } = options
    const client = await session.client()
    const answer = await client.listImages({ query: { ...filters, ...readQuery(options) } })
    // An empty answer for a catalog that is not there would read as if it were empty; this refuses it.
    if (answer.total === 0 && options.catalog !== undefined) await requireCatalog(client, options)
    if (answer.counts !== undefined) {
      await emitCounts(session, options.countBy ?? '', answer, answer.counts)
      return exitStatus.yes
    }
    const columns = columnsOf(answer.images, options)
    await emit(session, answer, {
      table: () => imageTable(session, answer.images, columns),
      names: () => answer.images.map((image) => (isOfCdp(image) ? image.id : image.name)),
      csv: () => [columns, ...answer.images.map((image) => columns.map((column) => cellOf(image, column)))],
    })
    await noteUnknown(session, answer.images, options.columns ?? [])
    await noteCount(session, client, { ...filters, ...readQuery(options) }, answer)
    return exitStatus.yes
  },
})

function declareFlags(command: Command): Command {
  return readFlags(command, 'csv')
    .option('--catalog <name>', 'only images of this catalog')
    .option('--name <name>', 'only images of this name; * stands for any characters')
    .option('--label <label>', 'only images with this label')
    .option('--version <version>', 'only this version; 1.x is a wildcard')
    .addOption(new Option('--os <system>', 'only images of this system').choices(operatingSystems))
    .addOption(new Option('--architecture <name>', 'only this architecture').choices(architectures))
    .addOption(new Option('--state <state>', 'only images in this state').choices(states))
    .option('--provider <name>', 'only images with an artifact of this cloud')
    .option('--region <name>', 'only images with an artifact in this region')
    .option('--where <trait=value>', 'only images with this trait; may be given again', collectValue)
    .option('--count-by <trait>', 'count the images that fit by the values of this trait')
    .option('--newest', 'only the newest version of each name')
    .option('--limit <count>', 'at most so many (default: 1000)', wholeNumber)
    .option('--after <mark>', 'go on after the page that ended with this mark')
    .option('--columns <names>', 'these columns, with commas: traits and fields', parseColumns)
}

/** How many of the images that fit have each value of a trait. */
async function emitCounts(
  session: Session,
  trait: string,
  answer: Answer,
  counts: NonNullable<Answer['counts']>,
): Promise<void> {
  const rows = counts.map(({ value, images }) => [value === undefined ? '' : plain(value), String(images)])
  const head = [plain(trait).toUpperCase(), 'IMAGES']
  await emit(session, answer, {
    table: () => table(head, rows, 'No image fits'),
    names: () => counts.flatMap(({ value }) => value ?? []),
    csv: () => [[trait, 'images'], ...counts.map(({ value = '', images }) => [value, String(images)])],
  })
  if (session.output === 'table') await session.note(counted(answer.total, 'image'))
}

async function requireCatalog(client: Client, options: Options): Promise<void> {
  await client.showCatalog({ params: { catalog: options.catalog! }, query: readQuery(options) })
}

async function imageTable(
  { paint }: Session,
  images: readonly ImageView[],
  columns: readonly string[],
): Promise<string> {
  const rows = images.map((image) =>
    columns.map((column) =>
      column === 'state' ? paintState(image.state, paint) : plain(cellOf(image, column)),
    ),
  )
  const head = columns.map((column) => plain(column).toUpperCase())
  return await table(head, rows, 'No image fits')
}

async function noteUnknown(
  session: Session,
  images: readonly ImageView[],
  columns: readonly string[],
): Promise<void> {
  if (images.length === 0 || (session.output !== 'table' && session.output !== 'csv')) return
  const unknown = unknownColumns(images, columns)
  if (unknown.length > 0) await session.note(`No image here has ${unknown.map(plain).join(', ')}`)
}

/** How many images fit, and of how many; where there are more than were shown, how to go on. */
async function noteCount(session: Session, client: Client, query: Query, answer: Answer): Promise<void> {
  const { images, total, next } = answer
  if (next !== undefined) {
    await session.note(`Showed ${images.length} of ${total} images; go on with --after '${plain(next)}'`)
  }
  const { catalog, at, limit: _limit, after: _after, ...filters } = query ?? {}
  if (session.output !== 'table' || Object.values(filters).every((value) => value === undefined)) return
  const all = await client.listImages({ query: { catalog, at, limit: 1 } })
  await session.note(`${total} of ${counted(all.total, 'image')}`)
}
