import type { Architecture, ImageView, LifecycleState, OperatingSystem } from '@ingot/contract'
import { Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { collectValue, readFlags, type ReadOptions, readQuery, wholeNumber } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { plain } from '../../output/plain.ts'
import { paintState } from '../../output/state.ts'
import { table } from '../../output/table.ts'
import type { Session } from '../../session.ts'
import { architectures, operatingSystems, states } from './choices.ts'

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
}

export const imageList = defineCommand<Options, []>({
  name: 'image list',
  summary: 'List images, the newest version of each name first',
  examples: [
    'ingot image list --newest',
    'ingot image list --name "cycle.image.*" --state active -o json',
    'ingot image list --where hardening=cis_server_l1 --provider azure --region eastus',
  ],
  operations: ['listImages'],
  declare: (command) =>
    readFlags(command)
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
      .option('--newest', 'only the newest version of each name')
      .option('--limit <count>', 'at most so many (default: 1000)', wholeNumber)
      .option('--after <mark>', 'go on after the page that ended with this mark'),
  async run(session, options) {
    const { output: _output, url: _url, key: _key, db: _db, at: _at, ...filters } = options
    const client = await session.client()
    const answer = await client.listImages({ query: { ...filters, ...readQuery(options) } })
    await emit(session, answer, {
      table: () => imageTable(session, answer.images),
      names: () => answer.images.map((image) => image.name),
    })
    if (answer.next !== undefined) await noteRest(session, answer.images.length, answer.total, answer.next)
    return exitStatus.yes
  },
})

async function imageTable({ paint }: Session, images: readonly ImageView[]): Promise<string> {
  const rows = images.map((image) => [
    plain(image.name),
    plain(image.version),
    paintState(image.state, paint),
    plain(image.catalog),
    plain(image.label ?? ''),
    String(image.artifacts.length),
  ])
  return await table(['NAME', 'VERSION', 'STATE', 'CATALOG', 'LABEL', 'ARTIFACTS'], rows, 'No image fits')
}

async function noteRest(session: Session, shown: number, total: number, next: string): Promise<void> {
  await session.note(`Showed ${shown} of ${total} images; go on with --after '${plain(next)}'`)
}
