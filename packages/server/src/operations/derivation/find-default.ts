import { findDefaultImage as find, normalizeProvider } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { contentOf } from '../../image-source.ts'
import { requireCatalog } from '../../require-catalog.ts'
import { readView } from '../../view.ts'

/** Finds the default image of a provider and a runtime. A refusal is an answer too: status `unresolved`. */
export const findDefaultImage: Handler<'findDefaultImage'> = async ({ query }, context) => {
  const view = await readView(context, query)
  const { provider = '', type = 'runtime', runtime, architecture } = query ?? {}
  const catalog = requireCatalog(view, type === 'freeipa' ? 'freeipa-default' : 'cdp-default')
  const request = { provider: normalizeProvider(provider), type, runtime, architecture, at: view.at }
  return { ...view.stamp, ...find(contentOf(view.snapshot, catalog.body), request) }
}
