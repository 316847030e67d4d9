import type { AddonStatus } from '@ingot/contract'
import { Argument } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { addonTable } from '../../output/addon.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { addonStatuses } from './choices.ts'

export const addonStatus = defineCommand<WriteOptions, [AddonStatus, string[]]>({
  name: 'addon status',
  summary: 'Set the status of addons, in one commit',
  examples: ['ingot addon status DEPRECATED spark247-1210-1 --reason "Use Spark 3.5"'],
  operations: ['setAddonStatus'],
  declare: (command) =>
    writeFlags(
      command
        .addArgument(new Argument('<status>', 'the status').choices(addonStatuses))
        .argument('<addons...>', 'identifiers of the addons'),
    ),
  async run(session, options, [status, addons]) {
    const client = await session.client()
    const answer = await client.setAddonStatus({ query: writeQuery(options), body: { addons, status } })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () => addonTable(answer.addons, session.paint),
      names: () => answer.addons.map(({ identifier }) => identifier),
    })
    return exitStatus.yes
  },
})
