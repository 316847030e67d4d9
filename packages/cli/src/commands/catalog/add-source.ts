import type { ImageType } from '@ingot/contract'
import { InvalidArgumentError, Option } from 'commander'
import { sourceOf, sourceText } from '../../catalog-source.ts'
import { defineCommand } from '../../command.ts'
import { durationInSeconds } from '../../duration.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { imageTypes } from '../image/choices.ts'
import { emitSync } from './emit-sync.ts'

interface Options extends WriteOptions {
  type: ImageType
  from: string
  every?: number
  allowHost?: string
  description?: string
  all?: boolean
}

export const catalogAddSource = defineCommand<Options, [string]>({
  name: 'catalog add-source',
  summary:
    'Create a default catalog that mirrors a Cloudbreak catalog, and sync it; or give it another source',
  notes: [
    'A URL is fetched by Ingot, which refuses private addresses; a file is read by this command, now and at each sync.',
  ],
  examples: [
    'ingot catalog add-source cdp-default --type runtime --from https://catalogs.example.com/v3.json --every 15m',
    'ingot catalog add-source freeipa-default --type freeipa --from freeipa.json --dry-run',
    'ingot catalog add-source internal --type runtime --from https://mirror.corp/v3.json --allow-host mirror.corp',
  ],
  operations: ['addSource'],
  declare: (command) =>
    writeFlags(command.argument('<catalog>', 'name of the catalog'))
      .addOption(
        new Option('--type <type>', 'what its images are for').choices(imageTypes).makeOptionMandatory(),
      )
      .requiredOption('--from <url|file>', 'where the catalog is: a URL, or a file')
      .option(
        '--every <time>',
        'how often a server syncs it: 15m, 6h, 1d, at least 1m (default: never)',
        interval,
      )
      .option('--allow-host <host[:port]>', 'a private host that this source may be on (administrators)')
      .option('--description <text>', 'what it is for')
      .option('--all', 'list every image that came or changed, not the first of them'),
  async run(session, options, [catalog]) {
    const { type, every, allowHost, description } = options
    const from = sourceOf(session, options.from)
    const content = await sourceText(session, from)
    const client = await session.client()
    const answer = await client.addSource({
      params: { catalog },
      query: writeQuery(options),
      body: { type, from, every, allowHost, description, content },
    })
    await emitSync(session, answer, options)
    return exitStatus.yes
  },
})

/** Reads `--every`: seconds, of which a server takes no less than a minute's. */
function interval(text: string): number {
  const seconds = durationInSeconds(text)
  if (seconds >= 60) return seconds
  throw new InvalidArgumentError(`Expected at least 1m, got "${text}".`)
}
