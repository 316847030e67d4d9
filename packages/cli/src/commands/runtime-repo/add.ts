import { InvalidArgumentError } from 'commander'
import { sourceOf } from '../../catalog-source.ts'
import { defineCommand } from '../../command.ts'
import { durationInSeconds } from '../../duration.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emitRepo } from './emit-repo.ts'

interface Options extends WriteOptions {
  every?: number
  allowHost?: string
  enable?: boolean
}

export const runtimeRepoAdd = defineCommand<Options, [string, string]>({
  name: 'runtime-repo add',
  summary: 'Register a Runtime Repo file; a server reads it every 24 hours, "runtime-repo sync" at once',
  notes: [
    'A URL is fetched by Ingot, which refuses private addresses; a file is read by the command that syncs it.',
  ],
  examples: [
    'ingot runtime-repo add vendor https://archive.cloudera.com/ml-runtimes/latest/artifacts/repo-assembly.json',
    'ingot runtime-repo add own repo-assembly.json --enable',
  ],
  operations: ['addRuntimeRepo'],
  declare: (command) =>
    writeFlags(command.argument('<name>', 'what to call it').argument('<url|file>', 'where the file is'))
      .option('--every <time>', 'how often a server reads it, at least 1m (default: 24h)', interval)
      .option('--allow-host <host[:port]>', 'a private host that it may be on (administrators)')
      .option('--enable', 'enable new runtimes when they arrive'),
  async run(session, options, [name, place]) {
    const { every, allowHost, enable } = options
    const client = await session.client()
    const body = { name, url: sourceOf(session, place), every, allowHost, enable }
    await emitRepo(session, await client.addRuntimeRepo({ query: writeQuery(options), body }))
    return exitStatus.yes
  },
})

/** Reads `--every`: seconds, of which a server takes no less than a minute's. */
export function interval(text: string): number {
  const seconds = durationInSeconds(text)
  if (seconds >= 60) return seconds
  throw new InvalidArgumentError(`Expected at least 1m, got "${text}".`)
}
