import type { BaseGeneration } from '@ingot/contract'
import { Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { baseTable } from '../../output/base.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'

const generations: readonly BaseGeneration[] = ['non-pbj', 'pbj', 'os']

interface Options extends WriteOptions {
  generation: BaseGeneration
  vendor?: boolean
  credential?: string
}

export const baseAdd = defineCommand<Options, [string]>({
  name: 'base add',
  summary: 'Allow an image that runtimes may be built on, as it is now on every platform',
  examples: [
    'ingot base add ubuntu:22.04 --generation os',
    'ingot base add container.repository.cloudera.com/cloudera/cdsw/ml-runtime-jupyterlab-python3.11-standard:2026.08.1-b5 --generation non-pbj',
  ],
  operations: ['addBase'],
  declare: (command) =>
    writeFlags(command.argument('<reference>', 'the image: host/repository:tag'))
      .addOption(
        new Option('--generation <name>', 'a released runtime of either generation, or an operating system')
          .choices(generations)
          .makeOptionMandatory(),
      )
      .option('--vendor', 'it is one of the vendor, who may use the reserved editions (default of a runtime)')
      .option('--no-vendor', 'it is not one of the vendor (default of an operating system)')
      .option('--credential <name>', 'credential to read it with (default: the one that fits best)'),
  async run(session, options, [reference]) {
    const client = await session.client()
    const { generation, vendor, credential } = options
    const answer = await client.addBase({
      query: writeQuery(options),
      body: { reference, generation, vendor, credential },
    })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, { table: () => baseTable([answer.base]), names: () => [answer.base.id] })
    return exitStatus.yes
  },
})
