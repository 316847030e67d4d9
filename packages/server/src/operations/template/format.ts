import { formatTemplate } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { refuseLong } from '../../template-request.ts'

/** Lays a template out evenly. One with errors comes back as it is, with its faults. */
export const formatTemplateText: Handler<'formatTemplate'> = ({ body }) => {
  refuseLong(body.template)
  const { file, text } = body.template
  const { text: formatted, changed, faults } = formatTemplate(text)
  return { text: formatted, changed, diagnostics: faults.map((fault) => ({ ...fault, file })) }
}
