import { checkTemplate as check, evaluateTemplate, imageState, nodeBootWarnings } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { readTemplate } from '../../template-request.ts'
import { readView } from '../../view.ts'

/** Every fault and every doubtful spot of a template, in the order of the file. */
export const checkTemplate: Handler<'checkTemplate'> = async ({ body, query }, context) => {
  const view = await readView(context, query)
  const { template, request } = readTemplate(body)
  const { parameters, clusterName } = request
  const evaluated = evaluateTemplate(template, {
    parameters,
    ...(clusterName === undefined ? {} : { clusterName }),
  })
  return {
    diagnostics: check(template, evaluated, {
      lookupImage: (name) => imageState(view.source, name, view.at),
      bootFaults: (node) => nodeBootWarnings(view.source, node, view.at),
    }),
  }
}
