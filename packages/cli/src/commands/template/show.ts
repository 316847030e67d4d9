import type { Client } from '@ingot/contract'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { hasErrors, noteDiagnostics } from '../../output/diagnostics.ts'
import { emit } from '../../output/emit.ts'
import type { Paint } from '../../output/paint.ts'
import { plain } from '../../output/plain.ts'
import { templateFlags, type TemplateOptions, readTemplate } from '../../template-input.ts'

type Options = ReadOptions & TemplateOptions
type Shown = Awaited<ReturnType<Client['showTemplate']>>

export const templateShow = defineCommand<Options, [string]>({
  name: 'template show',
  summary: 'Show a template as evaluated: clusters, parameters, nodes with inherited attributes',
  examples: ['ingot template show cluster.txt --param Region=eastus'],
  operations: ['showTemplate'],
  declare: (command) =>
    templateFlags(readFlags(command.argument('<file>', 'a template; - is standard input'))),
  async run(session, options, [file]) {
    const client = await session.client()
    const body = await readTemplate(session, file, options)
    const answer = await client.showTemplate({ query: readQuery(options), body })
    await noteDiagnostics(session, answer.diagnostics)
    await emit(session, answer, {
      table: () => sheet(answer, session.paint),
      names: () => answer.nodes.map(({ node }) => node),
    })
    return hasErrors(answer.diagnostics) ? exitStatus.no : exitStatus.yes
  },
})

function sheet({ clusters, parameters, nodes }: Shown, paint: Paint): string {
  const lines = [
    ...clusters.map((cluster) => `cluster ${paint.strong(plain(cluster))}`),
    ...parameters.map(
      ({ name, value, given }) =>
        `parameter ${plain(`${name} = ${value}`)}${given ? '' : paint.quiet(' (default)')}`,
    ),
    ...nodes.flatMap((node) => ['', nodeHead(node, paint), ...attributeLines(node)]),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function nodeHead(node: Shown['nodes'][number], paint: Paint): string {
  const parents = node.extends.length === 0 ? '' : ` extends ${node.extends.map(plain).join(', ')}`
  return `${node.kind} ${paint.strong(plain(node.node))}${parents}${node.abstract ? ' (abstract)' : ''}`
}

function attributeLines({ attributes }: Shown['nodes'][number]): string[] {
  return Object.entries(attributes).map(([name, value]) => `  ${plain(`${name} = ${value}`)}`)
}
