import { isAbsolute, join, resolve } from 'node:path'
import type { Client, TextFile } from '@ingot/contract'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { parseLock } from '../../lock-file.ts'
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
    const lock = await session.readText(file)
    const template = await readLockedTemplate(session, file, lock, options.template)
    const client = await session.client()
    const answer = await client.verifyLock({
      query: readQuery(options),
      body: { lock, template, ...(await readParameters(session, options)) },
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
  lock: TextFile,
  given: string | undefined,
): Promise<TextFile> {
  if (given !== undefined) return await session.readText(given)
  const named = parseLock(lock).template.file
  const { text } = await session.readText(isAbsolute(named) ? named : beside(session, file, named))
  session.sources.set(named, text)
  return { file: named, text }
}

function beside(session: Session, lock: string, template: string): string {
  return join(resolve(session.io.folder, lock, '..'), template)
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
