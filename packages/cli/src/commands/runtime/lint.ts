import { InvalidArgumentError } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { sharedFlags, type SharedOptions } from '../../flags.ts'
import { hasErrors } from '../../output/diagnostics.ts'
import { emit } from '../../output/emit.ts'
import { lintReport } from '../../output/lint-report.ts'

interface Options extends SharedOptions {
  target?: string
  buildArg?: Record<string, string>
}

export const runtimeLint = defineCommand<Options, [string]>({
  name: 'runtime lint',
  summary: 'Lint the Dockerfile of a runtime before anything is built; exit status 1 on errors',
  notes: [
    'What an allowed base says of itself is known ("ingot base list"), so labels that an image inherits count as its own.',
    'With -o name it prints the codes of what was found.',
  ],
  examples: [
    'ingot runtime lint Dockerfile',
    'ingot runtime lint docker/Dockerfile --target runtime --build-arg VERSION=1.0',
  ],
  operations: ['lintDockerfile'],
  declare: (command) =>
    sharedFlags(command.argument('<dockerfile>', 'the file; - is standard input'))
      .option('--target <stage>', 'stage to build (default: the last)')
      .option('--build-arg <name=value>', 'build argument; may be given again', collectArgument),
  async run(session, options, [path]) {
    const file = await session.readText(path)
    const client = await session.client()
    const body = { file, target: options.target, args: options.buildArg }
    const answer = await client.lintDockerfile({ body })
    const found = [...answer.faults, ...answer.findings]
    await emit(session, answer, {
      table: () => lintReport(answer, session.sources, session.paint),
      names: () => found.map(({ code }) => code),
    })
    return hasErrors(found) ? exitStatus.no : exitStatus.yes
  },
})

function collectArgument(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=')
  if (at > 0) return { ...before, [text.slice(0, at)]: text.slice(at + 1) }
  throw new InvalidArgumentError(`Expected NAME=VALUE, got "${text}".`)
}
