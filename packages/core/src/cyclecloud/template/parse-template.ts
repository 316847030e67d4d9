import { buildTree } from './build-tree.ts'
import { checkCharacters } from './character.ts'
import { createFaultList } from './fault-list.ts'
import { findJinja, reportJinja } from './jinja.ts'
import { readLines } from './read-lines.ts'
import { createSource } from './source.ts'
import type { Template } from './template.ts'

/**
 * Reads a cluster template (CycleCloud docs, Cluster template file format). Any text gives a template: what cannot be
 * understood becomes faults with line and column, and the rest is still there. `file` names the source in faults.
 * Faults of expressions are found when the template is evaluated or checked.
 */
export function parseTemplate(file: string, text: string): Template {
  const faults = createFaultList(file)
  const lines = readLines(createSource(text, faults))
  const jinja = findJinja(lines)
  if (jinja !== undefined) {
    const alone = createFaultList(file)
    reportJinja(jinja, alone)
    return { file, lines, sections: [], faults: alone.list(), jinja: true }
  }
  checkCharacters(text, faults)
  const sections = buildTree(lines, faults)
  if (!sections.some((section) => section.header.kind === 'cluster')) {
    faults.error(
      'NO_CLUSTER',
      'The template defines no cluster; begin it with a section such as [cluster NAME]',
      {
        line: 1,
        column: 1,
      },
    )
  }
  return { file, lines, sections, faults: faults.list(), jinja: false }
}
