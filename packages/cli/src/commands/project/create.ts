import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { collectValue, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emitProject } from './emit-project.ts'

interface Options extends WriteOptions {
  runtime?: string[]
  addon?: string[]
}

export const projectCreate = defineCommand<Options, [string]>({
  name: 'project create',
  summary: 'Create a project, with the runtimes that its sessions may start from',
  notes: [
    'Without --runtime it gets those that are the default of new projects ("ingot runtime default").',
    'With -o name it prints the id of the project.',
  ],
  examples: [
    'ingot project create forecast',
    'ingot project create forecast --runtime registry.example.com/team/runtime:1.0 --addon "Spark 3.5.1 - CDE 1.24.1"',
  ],
  operations: ['createProject'],
  declare: (command) =>
    writeFlags(command.argument('<name>', 'its name'))
      .option('--runtime <runtime>', 'id or identifier of a runtime; may be given again', collectValue)
      .option('--addon <name>', 'display name of an addon; may be given again', collectValue),
  async run(session, options, [name]) {
    const client = await session.client()
    const body = { name, runtimes: options.runtime, addons: options.addon }
    await emitProject(session, await client.createProject({ query: writeQuery(options), body }))
    return exitStatus.yes
  },
})
