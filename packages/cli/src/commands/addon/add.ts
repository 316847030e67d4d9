import type { AddonStatus } from '@ingot/contract'
import { Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { collectValue, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { addonTable } from '../../output/addon.ts'
import { noteDiagnostics } from '../../output/diagnostics.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { addonStatuses } from './choices.ts'

interface Options extends WriteOptions {
  component: string
  displayName: string
  status?: AddonStatus
  image?: string
  path?: string[]
}

export const addonAdd = defineCommand<Options, [string]>({
  name: 'addon add',
  summary: 'Add an addon: a record that projects name by its display name',
  examples: [
    'ingot addon add spark351-1241-hotfix1 --component Spark --display-name "Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1"',
    'ingot addon add team-tools --component Custom --display-name "Team tools" --path /opt/team-tools',
  ],
  operations: ['addAddons'],
  declare: (command) =>
    writeFlags(command.argument('<identifier>', 'its identifier'))
      .requiredOption('--component <name>', 'what it is: Spark, HadoopCLI, Ozone, …')
      .requiredOption('--display-name <name>', 'how projects name it')
      .addOption(new Option('--status <status>', 'its status (default: AVAILABLE)').choices(addonStatuses))
      .option('--image <reference>', 'container image that it is taken from')
      .option('--path <path>', 'where it is mounted; may be given again', collectValue),
  async run(session, options, [identifier]) {
    const { component, displayName, status, image, path } = options
    const client = await session.client()
    const answer = await client.addAddons({
      query: writeQuery(options),
      body: { addons: [{ identifier, component, displayName, status, image, paths: path }] },
    })
    await noteDryRun(session, answer.dryRun)
    await noteDiagnostics(session, answer.faults)
    await emit(session, answer, {
      table: () => addonTable(answer.addons, session.paint),
      names: () => answer.addons.map((addon) => addon.identifier),
    })
    return exitStatus.yes
  },
})
