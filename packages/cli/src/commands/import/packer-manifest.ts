import type { OperatingSystem, PackerManifestSummary } from '@ingot/contract'
import { type Command, Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { collectValue, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'
import { counted, imageText } from '../../output/words.ts'
import { operatingSystems } from '../image/choices.ts'

interface Options extends WriteOptions {
  name: string
  label?: string
  os?: OperatingSystem
  packageVersion?: string
  bumpVersion?: 'major' | 'minor' | 'patch'
  account?: string
  catalog?: string
  allRuns?: boolean
  build?: string[]
}

export const importPackerManifest = defineCommand<Options, [string]>({
  name: 'import packer-manifest',
  summary: 'Store what Packer built, as its manifest lists it, as one image version',
  notes: [
    'Without a version flag the builds join the latest version, or make version 1.0 where there is none.',
    'Builders do not tell where all of their images are: custom_data of the post-processor does, with region, account, project, architecture and digest.',
  ],
  examples: [
    'ingot import packer-manifest packer-manifest.json --name our.base --bump-version minor',
    'ingot import packer-manifest packer-manifest.json --name our.base --package-version 2.1 --account production --dry-run',
  ],
  operations: ['importPackerManifest'],
  declare: declareFlags,
  async run(session, options, [file]) {
    const { name, label, os, packageVersion, bumpVersion, account, catalog, allRuns, build } = options
    const version = { version: packageVersion, bump: bumpVersion }
    const body = { name, label, os, ...version, account, catalog, allRuns, builds: build }
    const client = await session.client()
    const answer = await client.importPackerManifest({
      query: writeQuery(options),
      body: { ...body, file: await session.readText(file) },
    })
    for (const { message } of answer.warnings) await session.note(`warning: ${plain(message)}`)
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, { table: () => report(answer), names: () => [answer.image.image.name] })
    return exitStatus.yes
  },
})

function declareFlags(command: Command): Command {
  return writeFlags(command.argument('<file>', 'the manifest; - is standard input'))
    .requiredOption('--name <name>', 'name of the image')
    .option('--label <text>', 'label of the image')
    .addOption(new Option('--os <system>', 'system of the image').choices(operatingSystems))
    .option('--package-version <version>', 'make this version')
    .addOption(
      new Option('--bump-version <part>', 'make the version after the latest').choices([
        'major',
        'minor',
        'patch',
      ]),
    )
    .option('--account <name>', 'account of builds that name none')
    .option('--catalog <name>', 'catalog of the image (default: local)')
    .option('--build <name>', 'read this build alone; may be repeated', collectValue)
    .option('--all-runs', 'read the builds of all runs, not of the last alone')
}

function report({ image: imported, dryRun, revision }: PackerManifestSummary): string {
  const { image, change, artifacts, differences } = imported
  const stored = dryRun ? 'nothing was stored' : `stored as of revision ${revision}`
  const head = `${imageText(image)} in ${plain(image.catalog)}: ${change}, ${counted(artifacts, 'artifact')}; ${stored}`
  return [head, ...differences.map((difference) => `    ${plain(difference)}`)]
    .map((line) => `${line}\n`)
    .join('')
}
