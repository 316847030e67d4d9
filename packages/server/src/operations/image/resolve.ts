import type { Handler } from '../../context.ts'
import { JsonText } from '../../json-text.ts'
import { answerJson } from '../../remembered-answer.ts'
import { readView } from '../../view.ts'

/** Answers which image and artifact a node starts from. A refusal is an answer too: status `unresolved`. */
export const resolveImage: Handler<'resolve'> = async ({ body, query }, context) => {
  const { source, at, stamp } = await readView(context, query)
  // The stamp differs with every answer, the rest hardly ever does.
  return new JsonText(
    `{"revision":${stamp.revision},"at":"${stamp.at}",${answerJson(source, body, at).slice(1)}`,
  )
}
