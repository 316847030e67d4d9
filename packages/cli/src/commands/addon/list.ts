import type { AddonStatus } from '@ingot/contract'
import { Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { addonTable } from '../../output/addon.ts'
import { emit } from '../../output/emit.ts'
import { addonStatuses } from './choices.ts'

interface Options extends ReadOptions {
  component?: string
  status?: AddonStatus
}

export const addonList = defineCommand<Options, []>({
  name: 'addon list',
  summary: 'List runtime addons by component and name',
  notes: ['With -o name it prints the identifiers.'],
  examples: ['ingot addon list --component Spark', 'ingot addon list --status AVAILABLE -o name'],

  operations: ['listAddons'],
  declare: (command) =>
    readFlags(command)
      .option('--component <name>', 'only addons of this component')
      .addOption(new Option('--status <status>', 'only addons of this status').choices(addonStatuses)),
  async run(session, options) {
    const { component, status } = options
    const client = await session.client()
    const answer = await client.listAddons({ query: { ...readQuery(options), component, status } })
    await emit(session, answer, {
      table: () => addonTable(answer.addons, session.paint),
      names: () => answer.addons.map(({ identifier }) => identifier),
    })
    return exitStatus.yes
  },
})
