import type { Addon } from '@ingot/contract'
import type { Handler } from '../../context.ts'
import { readView } from '../../view.ts'

/** Lists runtime addons by component and display name. */
export const listAddons: Handler<'listAddons'> = async ({ query = {} }, context) => {
  const view = await readView(context, query)
  const addons = [...view.snapshot.all<Addon>('addon')]
    .map(({ body, revision }) => ({ ...body, revision }))
    .filter(({ component }) => query.component === undefined || component === query.component)
    .filter(({ status }) => query.status === undefined || status === query.status)
    .toSorted((a, b) => compare(a.component, b.component) || compare(a.displayName, b.displayName))
  return { ...view.stamp, addons }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
