import type { Handler } from '../../context.ts'
import { plannedMirror } from '../../runtimes/planned-mirror.ts'
import { readView } from '../../view.ts'

/** Lists what has to be copied for a site that is closed, with the digests that the copies must have. */
export const planMirror: Handler<'planMirror'> = async ({ query = {}, body }, context) => {
  const view = await readView(context, query)
  const { items, unpinned } = plannedMirror(view, body)
  return { ...view.stamp, items: [...items], unpinned: [...unpinned] }
}
