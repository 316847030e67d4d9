import { contentRules, dockerfileRules, runtimeRules, type RuleDescription } from '@ingot/core'
import { registryRules } from '../../packages/server/src/runtimes/registry-fault.ts'
import { cell, code, markdownTable, page } from './markdown.ts'

const intro = [
  'What `ingot runtime validate`, `add` and `lint` hold an image to, or a Dockerfile. Every finding has one of these codes, a',
  'sentence, what was looked at, and where the rule stands. A code that ends in `:<field>` comes with the name of the field,',
  'as in `labelMissing:kernel`. An image with an error cannot be a runtime.',
]

/** docs/reference/runtime-rules.md: every code of a finding. */
export function runtimeRulesPage(): string {
  return page('Rules for runtimes', 'the tables of rules', [
    intro,
    ...section('Registries', ['What keeps an image from being read.'], Object.values(registryRules)),
    ...section(
      'Metadata and base',
      ['What is told from labels, environment and layers by digest.'],
      runtimeRules,
    ),
    ...section('Content of the layers', ['What only `--deep` looks at.'], contentRules),
    ...section('Dockerfiles', ['What `ingot runtime lint` says before anything is built.'], dockerfileRules),
  ])
}

function section(
  title: string,
  about: readonly string[],
  rules: readonly RuleDescription[],
): (readonly string[])[] {
  const rows = rules.map(({ code: name, severity, summary, source }) => [
    code(name),
    severity,
    cell(summary),
    cell(source),
  ])
  return [[`## ${title}`], about, markdownTable(['code', 'severity', 'what is the case', 'source'], rows)]
}
