import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { collectList, readFlags, type ReadOptions, readQuery, strictFlag } from '../../flags.ts'
import { coverageMatrix, uncovered } from '../../output/coverage.ts'
import { hasErrors, noteDiagnostics } from '../../output/diagnostics.ts'
import { emit } from '../../output/emit.ts'
import { templateFlags, type TemplateOptions, readTemplate } from '../../template-input.ts'

interface Options extends ReadOptions, TemplateOptions {
  regions: string[]
  provider?: string
  account?: string
  strict?: boolean
}

export const templateCoverage = defineCommand<Options, [string]>({
  name: 'template coverage',
  summary: 'Show which nodes of a template have an image in which regions; exit status 1 where one has none',
  examples: ['ingot template coverage cluster.txt --provider azure --regions eastus,westeurope'],
  operations: ['templateCoverage'],
  declare: (command) => {
    readFlags(command.argument('<file>', 'a template; - is standard input'))
      .requiredOption('--regions <list>', 'these regions, with commas', collectList)
      .option('--provider <name>', 'cloud: azure, aws, gcp, …')
      .option('--account <name>', 'account of the cloud')
    strictFlag(templateFlags(command))
  },
  async run(session, options, [file]) {
    const { provider, account, regions, strict } = options
    const client = await session.client()
    const input = await readTemplate(session, file, options)
    const answer = await client.templateCoverage({
      query: readQuery(options),
      body: { ...input, provider, account, regions, strict },
    })
    await noteDiagnostics(session, answer.diagnostics)
    await emit(session, answer, {
      table: () => coverageMatrix(answer, session.paint),
      names: () => uncovered(answer),
    })
    return answer.gaps > 0 || hasErrors(answer.diagnostics) ? exitStatus.no : exitStatus.yes
  },
})
