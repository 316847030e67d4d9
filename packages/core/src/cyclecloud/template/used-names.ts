import { type Expression, walkExpression } from '../expression/expression.ts'
import { compileName, compileValue, type Content, expressionsOf } from './compile-value.ts'
import type { Place } from './fault-list.ts'
import type { Section } from './section-tree.ts'
import { isTextAttribute } from './text-attribute.ts'

/** A name in an expression: where it stands, and what it is the value of. */
interface Use extends Place {
  readonly name: string
  readonly what: string
}

/** Every name that the values and names of these sections refer to, as often as they do. */
export function* usedNames(sections: Iterable<Section>): Generator<Use> {
  for (const { header, attributes } of sections) {
    if (header.name.includes('$')) {
      const { line, column, kind } = header
      for (const name of namesIn(compileName(header.name).content)) yield { name, what: kind, line, column }
    }
    for (const line of attributes) {
      if (line.form === 'quoted' || line.form === 'block' || line.form === 'empty') continue
      if (line.form === 'text' && !line.value.includes('$')) continue
      const { content } = compileValue(line, isTextAttribute(header.kind, line.name))
      for (const name of namesIn(content)) {
        yield { name, what: line.key, line: line.line, column: line.valueColumn }
      }
    }
  }
}

function namesIn(content: Content): string[] {
  return expressionsOf(content).flatMap(freeNames)
}

/** Names in an expression, without those that a record in it defines. */
function freeNames(expression: Expression): string[] {
  const free = new Set<string>()
  const entries = new Set<string>()
  for (const node of walkExpression(expression)) {
    if (node.kind === 'name') free.add(node.name)
    if (node.kind === 'record') for (const entry of node.entries) entries.add(entry.name.toLowerCase())
  }
  return [...free].filter((name) => !entries.has(name.toLowerCase()))
}
