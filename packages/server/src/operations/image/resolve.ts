import { resolve } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { readView } from '../../view.ts'

/** Answers which image and artifact a node starts from. A refusal is an answer too: status `unresolved`. */
export const resolveImage: Handler<'resolve'> = async ({ body, query }, { ledger, now }) => {
  const view = await readView(ledger, now, query)
  const answer = resolve(view.source, body, view.at)
  const { status, select, location, image, artifact, refusal, warnings, trace } = answer
  // Member by member: this is the most frequent answer of all, and spreading objects is what costs most in it.
  const { revision, at } = view.stamp
  return { revision, at, status, select, location, image, artifact, refusal, warnings, trace }
}
