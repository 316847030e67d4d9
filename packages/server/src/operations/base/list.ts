import type { Handler } from '../../context.ts'
import { allowedBases } from '../../runtimes/allowed-bases.ts'
import { readView } from '../../view.ts'

/** Lists the allowed bases, by reference, with every digest that they ever had. */
export const listBases: Handler<'listBases'> = async ({ query }, context) => {
  const view = await readView(context, query)
  return { ...view.stamp, bases: [...allowedBases(view.snapshot)] }
}
