import { resolveTemplate } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { readTemplate } from '../../template-request.ts'
import { readView } from '../../view.ts'

/** The image of every node of a template. Faults do not stop it: they stand beside what could be understood. */
export const resolveTemplateImages: Handler<'resolveTemplate'> = async ({ body, query }, context) => {
  const view = await readView(context, query)
  const { template, request } = readTemplate(body)
  const { nodes, faults } = resolveTemplate(view.source, template, request, view.at)
  return { ...view.stamp, nodes, diagnostics: faults }
}
