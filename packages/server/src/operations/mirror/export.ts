import { printCloudbreak } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { contentOf } from '../../image-source.ts'
import { requireCatalog } from '../../require-catalog.ts'
import { readView, type View } from '../../view.ts'

/** A catalog as Cloudbreak JSON, derived images merged with their sources. */
export const exportCatalog: Handler<'exportCatalog'> = async ({ params, query }, context) => {
  const view = await readView(context, query)
  return cloudbreakJson(view, params.catalog)
}

/** What a Cloudbreak catalog has to say of a catalog: all that the source lists, or what was put into it. */
export function cloudbreakJson(view: View, name: string): Record<string, unknown> {
  const { images, layout } = contentOf(view.snapshot, requireCatalog(view, name).body)
  return printCloudbreak(
    images.map(({ body }) => body),
    layout,
  )
}
