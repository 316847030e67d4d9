import type { Client } from '@ingot/contract'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { collectValue, explainFlag, readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { noteDiagnostics } from '../../output/diagnostics.ts'
import { emit } from '../../output/emit.ts'
import { notePick, pickSheet } from '../../output/pick.ts'
import { pickTree } from '../../output/pick-tree.ts'
import type { Session } from '../../session.ts'
import { UsageError } from '../../usage-error.ts'

interface Options extends ReadOptions {
  editor?: string
  kernel?: string
  edition?: string
  version?: string
  addon?: string[]
  amp?: string
  project?: string
  allowSubstitute?: boolean
  explain?: boolean
}

type Answer = Awaited<ReturnType<Client['pickRuntimes']>>

export const runtimePick = defineCommand<Options, []>({
  name: 'runtime pick',
  summary: 'Say which runtime a session starts from, and why; nothing is substituted unless asked',
  notes: [
    'Of a short version the highest maintenance version is taken. An AMP file names alternatives: the first that has a runtime wins.',
    'Exit status 1 where there is none. With -o name it prints the identifier alone.',
  ],
  examples: [
    'ingot runtime pick --editor "PBJ Workbench" --kernel "Python 3.11" --edition Standard --version 2024.02',
    'ingot runtime pick --amp .project-metadata.yaml --project forecast --explain',
  ],
  operations: ['pickRuntimes'],
  declare: (command) =>
    explainFlag(readFlags(command))
      .option('--editor <name>', 'editor: PBJ Workbench')
      .option('--kernel <name>', 'kernel: Python 3.11')
      .option('--edition <name>', 'edition: Standard')
      .option('--version <version>', 'short version, or one with its maintenance version')
      .option('--addon <name>', 'display name of an addon; may be given again', collectValue)
      .option('--amp <file>', 'take what is asked for from the runtimes of an AMP project file')
      .option('--project <name>', 'only what this project may start from')
      .option('--allow-substitute', 'take something near where nothing fits, and say what'),
  async run(session, options) {
    const { amp, requests } = await questionOf(session, options)
    const client = await session.client()
    const { project, allowSubstitute, explain = false } = options
    const answer = await client.pickRuntimes({
      query: readQuery(options),
      body: { requests, amp, project, allowSubstitute, trace: explain },
    })
    await noteDiagnostics(session, answer.faults)
    const taken = amp === undefined ? 0 : answer.chosen
    const identifier = answer.picks[taken ?? -1]?.runtime?.identifier
    if (session.output === 'name') await notePick(session, answer.picks, taken)
    await emit(session, answer, {
      table: () => told(session, answer, taken, explain),
      names: () => (identifier === undefined ? [] : [identifier]),
    })
    return identifier === undefined ? exitStatus.no : exitStatus.yes
  },
})

async function questionOf(session: Session, options: Options) {
  const { editor, kernel, edition, version, addon, amp } = options
  const isAsked = [editor, kernel, edition, version, addon].some((side) => side !== undefined)
  if (isAsked === (amp !== undefined)) {
    const message = isAsked ? 'A file and flags cannot be given together' : 'Nothing is asked for'
    throw new UsageError('USAGE', message, 'Give --editor, --kernel and --edition, or --amp FILE.')
  }
  if (amp !== undefined) return { amp: await session.readText(amp) }
  return { requests: [{ editor, kernel, edition, version, addons: addon }] }
}

/** Every alternative in its order, and which of them is taken. */
function told({ paint }: Session, { picks }: Answer, taken: number | undefined, explain: boolean): string {
  if (picks.length === 0) return 'The file asks for no runtime\n'
  const show = explain ? pickTree : pickSheet
  const titled = picks.map((pick, index) => {
    const title = `${index + 1} of ${picks.length}${index === taken ? ', taken' : ''}`
    return show(pick, picks.length === 1 ? undefined : title, paint)
  })
  return titled.join('\n')
}
