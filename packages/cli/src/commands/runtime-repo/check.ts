import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { diagnosticReport, hasErrors } from '../../output/diagnostics.ts'
import { emit } from '../../output/emit.ts'
import { hasRefused, repoSyncLines } from '../../output/runtime-repo.ts'

interface Options extends ReadOptions {
  verifyLabels?: boolean
  all?: boolean
}

export const runtimeRepoCheck = defineCommand<Options, [string]>({
  name: 'runtime-repo check',
  summary:
    'Say everything that is wrong with a Runtime Repo file, and what a sync would do; nothing is stored',
  notes: ['Faults name the entry by a JSON pointer. With -o name it prints the codes of the faults.'],
  examples: [
    'ingot runtime-repo check repo-assembly.json',
    'ingot runtime-repo check repo.json --verify-labels',
  ],
  operations: ['checkRepoFile'],
  declare: (command) =>
    readFlags(command.argument('<file>', 'the file; - is standard input'))
      .option('--verify-labels', 'compare every entry with the labels of its image')
      .option('--all', 'list every entry, not the first of them'),
  async run(session, options, [path]) {
    const { file, text } = await session.readText(path)
    const client = await session.client()
    const answer = await client.checkRepoFile({
      query: readQuery(options),
      body: { file, content: text, verifyLabels: options.verifyLabels },
    })
    await emit(session, answer, {
      table: () => {
        const lines = repoSyncLines(answer, options.all === true, session.paint)
        return `${lines.join('\n')}\n${diagnosticReport(session, answer.faults)}`
      },
      names: () => answer.faults.map(({ code }) => code),
    })
    return hasErrors(answer.faults) || hasRefused(answer) ? exitStatus.no : exitStatus.yes
  },
})
