import type { Architecture, OperatingSystem } from '@ingot/contract'
import { type Command, Option } from 'commander'
import { defineCommand } from '../command.ts'
import { exitStatus } from '../exit-status.ts'
import {
  explainFlag,
  placeFlags,
  type PlaceOptions,
  readFlags,
  type ReadOptions,
  readQuery,
  strictFlag,
} from '../flags.ts'
import { answerCells, answerHead } from '../output/answer.ts'
import { emitResolution } from '../output/emit-resolution.ts'
import { table } from '../output/table.ts'
import { UsageError } from '../usage-error.ts'
import { architectures, operatingSystems } from './image/choices.ts'

interface Options extends ReadOptions, PlaceOptions {
  name?: string
  label?: string
  id?: string
  version?: string
  architecture?: Architecture
  os?: OperatingSystem
  machineType?: string
  strict?: boolean
  explain?: boolean
}

const resolve = defineCommand<Options, []>({
  name: 'resolve',
  summary: 'Say which image and artifact a node starts from, and why',
  notes: [
    'Exactly one of --name, --label and --id says what is wanted.',
    'With -o name it prints the reference that the provider boots.',
  ],
  examples: [
    'ingot resolve --name cycle.image.ubuntu22 --provider azure --region eastus',
    'ingot resolve --name our.base --version 1.x --provider aws --region us-east-1 --explain',
  ],
  operations: ['resolve'],
  declare: declareFlags,
  async run(session, options) {
    refuseAmbiguousWish(options)
    const { name, label, id, version, provider, account, region, architecture, os, machineType, strict } =
      options
    const client = await session.client()
    const answer = await client.resolve({
      query: readQuery(options),
      body: { name, label, id, version, provider, account, region, architecture, os, machineType, strict },
    })
    await emitResolution(session, answer, {
      explain: options.explain,
      line: () => table(answerHead, [answerCells(answer, session.paint)], ''),
      name: answer.artifact?.reference,
    })
    return answer.status === 'unresolved' ? exitStatus.no : exitStatus.yes
  },
})

function declareFlags(command: Command): Command {
  readFlags(command)
    .option('--name <name>', 'name of the image')
    .option('--label <label>', 'label of the image')
    .option('--id <id>', "id of the image, or a provider's own reference")
    .option('--version <version>', 'version: 1.2, 1.x or latest (default: latest)')
    .addOption(new Option('--architecture <name>', 'only this architecture').choices(architectures))
    .addOption(new Option('--os <system>', 'only this system').choices(operatingSystems))
    .option('--machine-type <name>', 'warn where a machine of this type cannot start from it')
  return explainFlag(strictFlag(placeFlags(command)))
}

function refuseAmbiguousWish({ name, label, id }: Options): void {
  const given = [name, label, id].filter((value) => value !== undefined).length
  if (given === 1) return
  const message = `Expected exactly one of --name, --label and --id, got ${given === 0 ? 'none' : given}`
  throw new UsageError('USAGE', message, 'Say what is wanted with one of them.')
}

export const commands = [resolve]
