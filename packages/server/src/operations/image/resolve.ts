import { resolve } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { readView } from '../../view.ts'

/** Answers which image and artifact a node starts from. A refusal is an answer too: status `unresolved`. */
export const resolveImage: Handler<'resolve'> = async ({ body, query }, { ledger, now }) => {
  const view = await readView(ledger, now, query)
  return { ...view.stamp, ...resolve(view.source, body, view.at) }
}
