import { Option } from 'commander'
import { defineCommand } from '../command.ts'
import { exitStatus } from '../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../flags.ts'
import { findLocks } from '../lock-search.ts'
import { emit } from '../output/emit.ts'
import { usageNames, usageSheet } from '../output/usage.ts'

interface Options extends ReadOptions {
  as?: 'catalog' | 'image'
  catalog?: string
  /** False with --no-locks. */
  locks?: string[] | false
}

const usage = defineCommand<Options, [string]>({
  name: 'usage',
  summary: 'Say who uses an image or a catalog, what derives from it, and which locks name it',
  notes: [
    'Without --locks it looks for locks under the current folder, in files named *.lock.',
    'With -o name it prints consumers, ids of derived images, and names of locks.',
  ],
  examples: [
    'ingot usage our-images',
    'ingot usage 4b6a691a-bdb3-4ef2-9be8-5d64a4636e31 --locks clusters cluster.txt.lock',
  ],
  operations: ['usage'],
  declare: (command) =>
    readFlags(command.argument('<image|catalog>', 'a catalog, or the id or the name of an image'))
      .addOption(new Option('--as <kind>', 'where a name is used for both').choices(['catalog', 'image']))
      .option('--catalog <name>', 'catalog of the image')
      .option('--locks <paths...>', 'look at these locks, and those in these folders')
      .option('--no-locks', 'look at no locks'),
  async run(session, options, [of]) {
    const { as, catalog, locks = ['.'] } = options
    const found = await findLocks(session.io, locks === false ? [] : locks)
    if (!found.isComplete) await session.note('There is more than is searched: name the locks with --locks')
    const client = await session.client()
    const answer = await client.usage({
      query: readQuery(options),
      body: { of, as, catalog, locks: found.locks },
    })
    await emit(session, answer, { table: () => usageSheet(answer), names: () => usageNames(answer) })
    return exitStatus.yes
  },
})

export const commands = [usage]
