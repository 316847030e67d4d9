import type { NodeAnswer } from '@ingot/contract'
import { answerCells, answerHead } from './answer.ts'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { table } from './table.ts'
import { answerTree } from './trace.ts'

/** A line per node of a template: what it gets, and why in a few words. */
export async function nodeTable(nodes: readonly NodeAnswer[], paint: Paint): Promise<string> {
  const rows = nodes.map((node) => [plain(node.node), ...answerCells(node, paint)])
  return await table(['NODE', ...answerHead], rows, 'The template has no nodes that start')
}

/** A tree per node of a template, with the whole trace of its answer. */
export function nodeTrees(nodes: readonly NodeAnswer[], paint: Paint): string {
  const title = ({ node, kind, cluster }: NodeAnswer): string =>
    `${paint.strong(plain(node))} (${kind} of ${plain(cluster)})`
  return nodes.map((node) => answerTree(title(node), node, paint)).join('\n')
}
