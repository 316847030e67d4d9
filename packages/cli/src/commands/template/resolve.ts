import type { Client } from '@ingot/contract'
import { defineCommand } from '../../command.ts'
import { exitStatus, type ExitStatus } from '../../exit-status.ts'
import {
  explainFlag,
  placeFlags,
  type PlaceOptions,
  readFlags,
  type ReadOptions,
  readQuery,
  strictFlag,
} from '../../flags.ts'
import { hasErrors, noteDiagnostics } from '../../output/diagnostics.ts'
import { emit } from '../../output/emit.ts'
import { nodeTable, nodeTrees } from '../../output/nodes.ts'
import { noteRefusals } from '../../output/refusals.ts'
import { templateFlags, type TemplateOptions, readTemplate } from '../../template-input.ts'

interface Options extends ReadOptions, PlaceOptions, TemplateOptions {
  strict?: boolean
  explain?: boolean
}
type Resolved = Awaited<ReturnType<Client['resolveTemplate']>>

export const templateResolve = defineCommand<Options, [string]>({
  name: 'template resolve',
  summary: 'Say which image every node of a template starts from, and why; exit status 1 where one has none',
  notes: ['With -o name it prints the references that the provider boots.'],
  examples: [
    'ingot template resolve cluster.txt --provider azure --region eastus',
    'ingot template resolve cluster.txt --region eastus --params site.json --param MaxCores=100 --explain',
  ],
  operations: ['resolveTemplate'],
  declare: (command) => {
    readFlags(command.argument('<file>', 'a template; - is standard input'))
    explainFlag(strictFlag(templateFlags(placeFlags(command))))
  },
  async run(session, options, [file]) {
    const { provider, account, region, strict } = options
    const client = await session.client()
    const input = await readTemplate(session, file, options)
    const answer = await client.resolveTemplate({
      query: readQuery(options),
      body: { ...input, provider, account, region, strict },
    })
    await noteDiagnostics(session, answer.diagnostics)
    await emit(session, answer, {
      table: () => (options.explain ? nodeTrees : nodeTable)(answer.nodes, session.paint),
      names: () => answer.nodes.flatMap(({ artifact }) => artifact?.reference ?? []),
    })
    if (!options.explain) await noteRefusals(session, answer.nodes)
    return statusOf(answer)
  },
})

function statusOf({ nodes, diagnostics }: Resolved): ExitStatus {
  const unresolved = nodes.some(({ status }) => status === 'unresolved')
  return unresolved || hasErrors(diagnostics) ? exitStatus.no : exitStatus.yes
}
