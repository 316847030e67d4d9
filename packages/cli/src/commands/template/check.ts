import type { Fault } from '@ingot/contract'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { diagnosticReport, hasErrors } from '../../output/diagnostics.ts'
import { emit } from '../../output/emit.ts'
import { templateFlags, type TemplateOptions, readTemplate } from '../../template-input.ts'

type Options = ReadOptions & TemplateOptions

export const templateCheck = defineCommand<Options, [string[]]>({
  name: 'template check',
  summary: 'Report every fault and every doubtful spot of templates; exit status 1 on errors only',
  examples: ['ingot template check cluster.txt', 'ingot template check templates/*.txt -o json'],
  operations: ['checkTemplate'],
  declare: (command) =>
    templateFlags(readFlags(command.argument('<files...>', 'templates; - is standard input'))),
  async run(session, options, [files]) {
    const client = await session.client()
    const diagnostics: Fault[] = []
    for (const file of files) {
      const body = await readTemplate(session, file, options)
      diagnostics.push(...(await client.checkTemplate({ query: readQuery(options), body })).diagnostics)
    }
    await emit(
      session,
      { diagnostics },
      {
        table: () => diagnosticReport(session, diagnostics),
        names: () => diagnostics.map(({ file }) => file ?? ''),
      },
    )
    return hasErrors(diagnostics) ? exitStatus.no : exitStatus.yes
  },
})
