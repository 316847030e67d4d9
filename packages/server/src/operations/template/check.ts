import { evaluateTemplate, imageState, lintTemplate } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { readTemplate } from '../../template-request.ts'
import { readView } from '../../view.ts'

/** Every fault and every doubtful spot of a template, in the order of the file. */
export const checkTemplate: Handler<'checkTemplate'> = async ({ body, query }, { ledger, now }) => {
  const view = await readView(ledger, now, query)
  const { template, request } = readTemplate(body)
  const { parameters, clusterName } = request
  const evaluated = evaluateTemplate(template, {
    parameters,
    ...(clusterName === undefined ? {} : { clusterName }),
  })
  const lints = lintTemplate(template, evaluated, {
    lookupImage: (name) => imageState(view.source, name, view.at),
  })
  const diagnostics = [...template.faults, ...evaluated.faults, ...lints]
  return {
    diagnostics: diagnostics.sort(
      (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
    ),
  }
}
