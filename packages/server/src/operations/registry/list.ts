import type { Registry } from '@ingot/contract'
import type { Handler } from '../../context.ts'
import { registryView } from '../../registries/registry-view.ts'
import { readView } from '../../view.ts'

/** Lists the registries that were added, by name. */
export const listRegistries: Handler<'listRegistries'> = async ({ query = {} }, context) => {
  const { snapshot, stamp } = await readView(context, query)
  const stored = [...snapshot.all<Registry>('registry')]
  const registries = await Promise.all(stored.map((one) => registryView(context.ledger, one)))
  return { ...stamp, registries }
}
