import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { runtimeReport } from '../../output/runtime-report.ts'
import { watchedValidation } from '../../output/validation-progress.ts'
import { targetBody, targetFlags, type TargetOptions } from './target.ts'

type Options = SharedOptions & TargetOptions

export const runtimeValidate = defineCommand<Options, [string]>({
  name: 'runtime validate',
  summary: 'Say everything that is wrong with a container image as a runtime, and what it is built on',
  notes: [
    'Without --deep only manifest and configuration are read. Exit status 1 where a finding is an error.',
    'With -o name it prints the codes of the findings.',
  ],
  examples: [
    'ingot runtime validate registry.example.com/team/runtime:1.0',
    'ingot runtime validate registry.example.com/team/runtime:1.0 --deep --credential team -o json',
  ],
  operations: ['validateRuntime', 'watchValidation'],
  declare: (command) => targetFlags(sharedFlags(command)),
  async run(session, options, [reference]) {
    const client = await session.client()
    const body = targetBody(reference, options)
    const answer = options.deep
      ? await watchedValidation(await client.watchValidation({ body }), session.io.stderr)
      : await client.validateRuntime({ body })
    await emit(session, answer, {
      table: () => runtimeReport(answer, session.paint),
      names: () => answer.findings.map(({ code }) => code),
    })
    return answer.valid ? exitStatus.yes : exitStatus.no
  },
})
