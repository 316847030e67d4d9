import { sourceOf } from '../../catalog-source.ts'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { UsageError } from '../../usage-error.ts'
import { interval } from './add.ts'
import { emitRepo } from './emit-repo.ts'

interface Options extends WriteOptions {
  name?: string
  from?: string
  every?: number
  allowHost?: string
  enable?: boolean
}

export const runtimeRepoUpdate = defineCommand<Options, [string]>({
  name: 'runtime-repo update',
  summary: 'Change the name, the URL or the schedule of a Runtime Repo',
  examples: ['ingot runtime-repo update vendor --every 6h', 'ingot runtime-repo update own --no-enable'],
  operations: ['updateRuntimeRepo'],
  declare: (command) =>
    writeFlags(command.argument('<repo>', 'name or id of the Runtime Repo'))
      .option('--name <name>', 'call it this')
      .option('--from <url|file>', 'where the file is')
      .option('--every <time>', 'how often a server reads it, at least 1m', interval)
      .option('--allow-host <host[:port]>', 'a private host that it may be on (administrators)')
      .option('--enable', 'enable new runtimes when they arrive')
      .option('--no-enable', 'let new runtimes wait until somebody enables them'),
  async run(session, options, [repo]) {
    const { name, from, every, allowHost, enable } = options
    if ([name, from, every, allowHost, enable].every((side) => side === undefined)) throw nothingToChange()
    const client = await session.client()
    const url = from === undefined ? undefined : sourceOf(session, from)
    const answer = await client.updateRuntimeRepo({
      params: { repo },
      query: writeQuery(options),
      body: { name, url, every, allowHost, enable },
    })
    await emitRepo(session, answer)
    return exitStatus.yes
  },
})

function nothingToChange(): UsageError {
  const message = 'Expected --name, --from, --every, --allow-host, --enable or --no-enable, got none'
  return new UsageError('USAGE', message, 'Say what is to be changed.')
}
