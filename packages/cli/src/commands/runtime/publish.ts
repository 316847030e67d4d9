import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'

const path = '/runtimes/repo-assembly.json'

interface Options extends WriteOptions {
  off?: boolean
}

export const runtimePublish = defineCommand<Options, []>({
  name: 'runtime publish',
  summary: `Let ${path} of the server answer without a key, or with --off no longer`,
  examples: ['ingot runtime publish --reason "The workbenches read it"', 'ingot runtime publish --off'],
  operations: ['publishRepoFile'],
  declare: (command) => writeFlags(command).option('--off', 'ask for a key again'),
  async run(session, options) {
    const client = await session.client()
    const body = { published: options.off !== true }
    const answer = await client.publishRepoFile({ query: writeQuery(options), body })
    await noteDryRun(session, answer.dryRun)
    const how = answer.published ? 'answers without a key' : 'asks for a key'
    await emit(session, answer, { table: () => `${path} ${how}\n`, names: () => [path] })
    return exitStatus.yes
  },
})
