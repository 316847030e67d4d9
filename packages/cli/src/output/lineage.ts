import type { LineageEntry } from '@ingot/contract'
import { groupedBy } from '../grouped.ts'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { paintState } from './state.ts'
import { type Branch, tree } from './tree.ts'
import { imageWithId, shortMoment } from './words.ts'

/** A lineage as a tree from its root; `asked` is the id or the name that was asked for. */
export function lineageTree(entries: readonly LineageEntry[], asked: string, paint: Paint): string {
  const children = groupedBy(entries.keys(), (index) => entries[index]!.parent)
  const under = (parent: number | undefined): Branch[] =>
    (children.get(parent) ?? []).map((index) => ({
      text: entryText(entries[index]!, asked, paint),
      under: under(index),
    }))
  return under(undefined)
    .map((root) => tree(root.text, root.under))
    .join('')
}

function entryText(entry: LineageEntry, asked: string, paint: Paint): string {
  const { id, name, catalog, state, withdrawn } = entry
  const text = `${imageWithId(entry)} of ${plain(catalog)}`
  const isAsked = [id, name].some((one) => one.toLowerCase() === asked.toLowerCase())
  const gone = withdrawn === undefined ? '' : `, withdrawn ${shortMoment(withdrawn)}`
  return `${isAsked ? paint.strong(text) : text}, ${paintState(state, paint)}${gone}`
}
