import type { Client, Lock, TemplateInput, TextFile } from '@ingot/contract'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { namedForLock, parseLock, readNamedByLock, readParametersOfLock } from '../../lock-file.ts'
import { emit } from '../../output/emit.ts'
import { plain } from '../../output/plain.ts'
import { table } from '../../output/table.ts'
import { locationText } from '../../output/words.ts'
import type { Session } from '../../session.ts'
import { parameterFlags, type ParameterOptions, readParameters } from '../../template-input.ts'

interface Options extends ReadOptions, ParameterOptions {
  template?: string
}
type Finding = Awaited<ReturnType<Client['verifyLock']>>['findings'][number]

export const templateVerify = defineCommand<Options, [string]>({
  name: 'template verify',
  summary: 'Tell how a lock differs from what would be resolved now; exit status 1 where it does',
  examples: [
    'ingot template verify cluster.txt.lock',
    'ingot template verify cluster.txt.lock --template new.txt',
  ],
  operations: ['verifyLock'],
  declare: (command) =>
    parameterFlags(
      readFlags(command.argument('<lock>', 'a lock')).option(
        '--template <file>',
        'the template (default: the file that the lock names, relative to the lock)',
      ),
    ),
  async run(session, options, [file]) {
    const text = await session.readText(file)
    const lock = parseLock(text)
    const template = await readLockedTemplate(session, file, lock, options)
    const parameters = await readLockedParameters(session, file, lock, options)
    const client = await session.client()
    const answer = await client.verifyLock({
      query: readQuery(options),
      body: { lock: text, template, ...parameters },
    })
    await emit(session, answer, {
      table: () => findingTable(session, answer.findings),
      names: () => answer.findings.map(({ kind }) => kind),
    })
    return answer.findings.length === 0 ? exitStatus.yes : exitStatus.no
  },
})

async function readLockedTemplate(
  session: Session,
  file: string,
  lock: Lock,
  { template }: Options,
): Promise<TextFile> {
  if (template !== undefined) return await session.readText(template)
  return await readNamedByLock(session, file, lock.template.file)
}

/** The parameters of the lock are known to the API; its files are read here, unless others are given. */
async function readLockedParameters(
  session: Session,
  file: string,
  lock: Lock,
  options: Options,
): Promise<Pick<TemplateInput, 'parameters' | 'parameterFiles'>> {
  const { parameters, parameterFiles } = await readParameters(session, options)
  if (parameterFiles === undefined) {
    return { parameters, parameterFiles: await readParametersOfLock(session, file, lock) }
  }
  return { parameters, parameterFiles: parameterFiles.map((one) => namedForLock(session, file, one)) }
}

async function findingTable({ paint }: Session, findings: readonly Finding[]): Promise<string> {
  const rows = findings.map(({ kind, node, location, message }) => [
    kind === 'newer' || kind === 'deprecated' ? paint.doubtful(kind) : paint.bad(kind),
    plain(node ?? ''),
    location === undefined ? '' : locationText(location),
    plain(message),
  ])
  return await table(['DRIFT', 'NODE', 'LOCATION', 'WHAT'], rows, 'The lock holds')
}
