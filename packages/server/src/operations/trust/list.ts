import type { Trust } from '@ingot/contract'
import type { Handler } from '../../context.ts'
import { readView } from '../../view.ts'

/** Lists the keys and identities that are trusted to sign images, by name. */
export const listTrust: Handler<'listTrust'> = async ({ query }, context) => {
  const view = await readView(context, query)
  return { ...view.stamp, trust: [...view.snapshot.all<Trust>('trust')].map(({ body }) => body) }
}
