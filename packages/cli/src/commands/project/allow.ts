import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { collectValue, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { UsageError } from '../../usage-error.ts'
import { emitProject } from './emit-project.ts'

interface Options extends WriteOptions {
  add?: string[]
  remove?: string[]
  addon?: string[]
  /** `false` where `--no-addons` is given. */
  addons: boolean
}

export const projectAllow = defineCommand<Options, [string]>({
  name: 'project allow',
  summary: 'Change what the sessions of a project may start from',
  notes: ['A project keeps at least one runtime. With -o name it prints the id of the project.'],
  examples: [
    'ingot project allow forecast --add registry.example.com/team/runtime:1.1',
    'ingot project allow forecast --remove registry.example.com/team/runtime:1.0 --reason "CVE-2026-6475"',
  ],
  operations: ['allowRuntimes'],
  declare: (command) =>
    writeFlags(command.argument('<project>', 'name or id of the project'))
      .option('--add <runtime>', 'runtime that they may start from; may be given again', collectValue)
      .option('--remove <runtime>', 'runtime that they may not start from any more', collectValue)
      .option('--addon <name>', 'addons of the project from now on; may be given again', collectValue)
      .option('--no-addons', 'no addon from now on'),
  async run(session, options, [project]) {
    const { add, remove } = options
    const addons = addonsOf(options)
    if (add === undefined && remove === undefined && addons === undefined) throw nothingToChange()
    const client = await session.client()
    const answer = await client.allowRuntimes({
      params: { project },
      query: writeQuery(options),
      body: { add, remove, addons },
    })
    await emitProject(session, answer)
    return exitStatus.yes
  },
})

function addonsOf({ addon, addons }: Options): string[] | undefined {
  if (addons) return addon
  if (addon === undefined) return []
  throw new UsageError('USAGE', '--addon and --no-addons cannot be given together', 'Give one of both.')
}

function nothingToChange(): UsageError {
  const message = 'Expected --add, --remove, --addon or --no-addons, got none'
  return new UsageError('USAGE', message, 'Say what is to be changed.')
}
