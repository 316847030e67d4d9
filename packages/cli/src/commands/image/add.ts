import type { Architecture, ImageAddReport, OperatingSystem } from '@ingot/contract'
import { type Command, Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { durationInSeconds } from '../../duration.ts'
import { exitStatus } from '../../exit-status.ts'
import {
  collectList,
  collectValue,
  progressFlag,
  type ProgressOptions,
  writeFlags,
  type WriteOptions,
  writeQuery,
} from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { imageAddSummary } from '../../output/image-add.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'
import type { Session } from '../../session.ts'
import { watchAccounts } from '../../watch-accounts.ts'
import { architectures, operatingSystems } from './choices.ts'

interface Options extends WriteOptions, ProgressOptions {
  name?: string
  label?: string
  os?: OperatingSystem
  arch?: Architecture
  packageVersion?: string
  bumpVersion?: 'major' | 'minor' | 'patch'
  account?: string[]
  skipAccount?: string[]
  region?: string[]
  catalog?: string
  newest?: boolean
  force?: boolean
  jetpackVersion?: string
  jetpackPlatform?: string
  installJetpack?: boolean
  timeout?: number
}

export const imageAdd = defineCommand<Options, [string[]]>({
  name: 'image add',
  summary: 'Find images by id or name in all accounts and regions, and store them as one version',
  notes: [
    'Without a version flag what is found joins the latest version that is stored, or makes version 1.0 where there is none.',
    'All images have to be found, or nothing is stored. --dry-run prints the same summary and stores nothing.',
    'With -o name it prints the references.',
  ],
  examples: [
    'ingot image add --name custom.image --label "My Image" --os linux ubuntu22_rstudio',
    'ingot image add --name custom.image --bump-version minor ami-0123456789abcdef0 --account production',
    'ingot image add --name our.base --package-version 2.1.0 --region us-east-1,eu-west-1 --newest golden --dry-run',
  ],
  operations: ['addImage', 'watchImageAdd'],
  declare: declareFlags,
  async run(session, options, [images]) {
    const report = await watchAdd(session, options, images)
    for (const { message } of report.warnings) await session.note(`warning: ${plain(message)}`)
    await noteDryRun(session, report.dryRun)
    await emit(session, report, {
      table: () => imageAddSummary(report, session.paint),
      names: () => report.rows.map(({ reference }) => reference),
    })
    return exitStatus.yes
  },
})

function declareFlags(command: Command): Command {
  return progressFlag(
    writeFlags(command.argument('<image...>', 'ids or exact names, as the clouds have them')),
  )
    .option('--name <name>', 'name of the image (default: the name that is found)')
    .option('--label <text>', 'label of the image (default: its name)')
    .addOption(new Option('--os <system>', 'refuse images of another system').choices(operatingSystems))
    .addOption(new Option('--arch <name>', 'only images of this architecture').choices(architectures))
    .option('--package-version <version>', 'make this version')
    .addOption(
      new Option('--bump-version <part>', 'make the version after the latest').choices([
        'major',
        'minor',
        'patch',
      ]),
    )
    .option('--account <name>', 'search this account only; may be repeated', collectValue)
    .option('--skip-account <name>', 'let this account fail; may be repeated', collectValue)
    .option('--region <name>', 'search these regions only, with commas or repeated', collectList)
    .option('--catalog <name>', 'catalog of the image (default: local)')
    .option('--newest', 'of several images of a name in one place take the newest')
    .option('--force', 'change a version that --package-version names and that exists')
    .option('--jetpack-version <version>', 'version of Jetpack on the image, for CycleCloud')
    .option('--jetpack-platform <name>', 'platform of Jetpack, for CycleCloud: centos-7, windows')
    .option('--install-jetpack', 'have CycleCloud install Jetpack when a node starts')
    .option('--timeout <time>', 'how long one region may take (default: 60s)', durationInSeconds)
}

async function watchAdd(session: Session, options: Options, images: string[]): Promise<ImageAddReport> {
  const client = await session.client()
  const asked = { query: writeQuery(options), body: bodyOf(options, images) }
  const watched = {
    what: 'search',
    held: 'nothing was stored',
    remedy:
      'Run the same line again to start over; --region or --skip-account leaves out what takes too long.',
    isFollowed: options.progress !== false,
  }
  return await watchAccounts<ImageAddReport>(session, watched, {
    watch: () => client.watchImageAdd(asked),
    report: () => client.addImage(asked),
  })
}

function bodyOf(options: Options, images: string[]) {
  const { name, label, os, packageVersion, bumpVersion, catalog, newest, force, timeout } = options
  const { jetpackVersion, jetpackPlatform, installJetpack } = options
  return {
    images,
    name,
    label,
    os,
    architecture: options.arch,
    packageVersion,
    bumpVersion,
    accounts: options.account,
    skipAccounts: options.skipAccount,
    regions: options.region,
    catalog,
    newest,
    force,
    jetpackVersion,
    jetpackPlatform,
    installJetpack,
    timeout,
  }
}
