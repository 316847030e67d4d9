import type { Client, Location, Lock, TemplateInput } from '@ingot/contract'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { fileExists, writeTextFile } from '../../files.ts'
import { collectList, readFlags, type ReadOptions, readQuery, strictFlag } from '../../flags.ts'
import { namedForLock, parseLock, readParametersOfLock } from '../../lock-file.ts'
import { hasErrors, noteDiagnostics } from '../../output/diagnostics.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'
import { counted } from '../../output/words.ts'
import type { Session } from '../../session.ts'
import { readParameters, templateFlags, type TemplateOptions } from '../../template-input.ts'
import { UsageError } from '../../usage-error.ts'

interface Options extends ReadOptions, TemplateOptions {
  file?: string
  region?: string[]
  provider?: string
  account?: string
  strict?: boolean
  update?: true | string
  dryRun?: boolean
}
type Answer = Awaited<ReturnType<Client['lockTemplate']>>

export const templateLock = defineCommand<Options, [string]>({
  name: 'template lock',
  summary: 'Pin what a template resolves to, per node and location, in a file that reviews well',
  notes: [
    'An existing lock keeps what it pins; --update moves all of it, or what it names, to what resolves now.',
    'Without --region the locations and parameters of the existing lock are used again.',
  ],
  examples: [
    'ingot template lock cluster.txt --provider azure --region eastus,westeurope',
    'ingot template lock cluster.txt --update our.base',
  ],
  operations: ['lockTemplate'],
  declare: (command) => {
    readFlags(command.argument('<file>', 'a template; - is standard input, and needs -f'))
      .option('-f, --file <lock>', 'the lock (default: the name of the template with .lock)')
      .option('--region <names>', 'lock for this region; may be given again, or with commas', collectList)
      .option('--provider <name>', 'cloud: azure, aws, gcp, …')
      .option('--account <name>', 'account of the cloud')
      .option('--update [name]', 'move the pins of this node or image (default: all)')
      .option('--dry-run', 'say what would move; write nothing')
    strictFlag(templateFlags(command))
  },
  async run(session, options, [file]) {
    const target = targetOf(file, options)
    const before = await existingLock(session, target)
    const input = await readInput(session, file, options, before)
    const client = await session.client()
    const answer = await client.lockTemplate({
      query: readQuery(options),
      body: {
        ...input,
        locations: locationsOf(options, before),
        strict: options.strict,
        lock: before,
        update: options.update,
      },
    })
    await noteDiagnostics(session, answer.diagnostics)
    if (hasErrors(answer.diagnostics)) return exitStatus.no
    await noteDryRun(session, options.dryRun === true)
    if (!options.dryRun) await writeTextFile(session.io, target, answer.text)
    await printMoves(session, answer, target)
    return exitStatus.yes
  },
})

function targetOf(file: string, options: Options): string {
  if (options.file !== undefined) return options.file
  if (file !== '-') return `${file}.lock`
  throw new UsageError(
    'USAGE',
    'A template from standard input has no name for its lock',
    'Name the lock with -f.',
  )
}

async function existingLock(session: Session, target: string): Promise<Lock | undefined> {
  if (!(await fileExists(session.io, target))) return undefined
  return parseLock(await session.readText(target))
}

/** A lock that is made again without new parameters keeps those that it was made with. */
async function readInput(
  session: Session,
  file: string,
  options: Options,
  before: Lock | undefined,
): Promise<TemplateInput> {
  const target = targetOf(file, options)
  const named = namedForLock(session, target, await session.readText(file))
  const common = { template: named, clusterName: options.clusterName }
  if (before !== undefined && options.param === undefined && options.params === undefined) {
    const parameterFiles = await readParametersOfLock(session, target, before)
    return { ...common, parameters: before.parameters, parameterFiles }
  }
  const { parameters, parameterFiles } = await readParameters(session, options)
  return {
    ...common,
    parameters,
    parameterFiles: parameterFiles?.map((one) => namedForLock(session, target, one)),
  }
}

function locationsOf({ region, provider, account }: Options, before: Lock | undefined): Location[] {
  const open = region === undefined && provider === undefined && account === undefined
  if (open && before !== undefined) return before.locations
  if (region === undefined) return [{ provider, account }]
  return region.map((name) => ({ provider, account, region: name }))
}

async function printMoves(session: Session, answer: Answer, target: string): Promise<void> {
  const { lock, moved } = answer
  const head = `${plain(target)} pins ${counted(lock.entries.length, 'answer')} at revision ${answer.revision}`
  const lines = [head, ...moved.map((move) => `  ${plain(move)}`)]
  await emit(session, answer, {
    table: () => lines.map((line) => `${line}\n`).join(''),
    names: () => lock.entries.map(({ artifact }) => artifact.reference),
  })
}
