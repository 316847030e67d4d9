import type { Answer, LockEntry, NodeAnswer } from '@ingot/contract'
import {
  entryKey,
  lockEntry,
  parseLock,
  resolve,
  resolveDirect,
  resolveTemplate,
  verifyLock,
  type ImageSource,
} from '@ingot/core'
import type { Handler } from '../../context.ts'
import { readTemplate } from '../../template-request.ts'
import { readView, type View } from '../../view.ts'

type Body = Parameters<Handler<'verifyLock'>>[0]['body']

/**
 * Tells how a lock differs from what would be resolved now. With the template at hand it is resolved anew; without,
 * each entry's own question is asked again.
 */
export const verifyTemplateLock: Handler<'verifyLock'> = async ({ body, query }, context) => {
  const view = await readView(context, query)
  const lock = parseLock(body.lock)
  const fresh = body.template === undefined ? undefined : answersNow(view, body, lock)
  const findings = verifyLock({
    lock,
    source: view.source,
    at: view.at,
    template: body.template?.text,
    parameterFiles: new Map(body.parameterFiles?.map(({ file, text }) => [file, text])),
    answerOf: (entry) =>
      fresh === undefined ? askAgain(view.source, entry, view.at) : fresh.get(entryKey(entry)),
    current: fresh === undefined ? [] : entriesOf(fresh.values(), view.stamp.revision),
  })
  return { ...view.stamp, findings }
}

function answersNow(view: View, body: Body, lock: ReturnType<typeof parseLock>): Map<string, NodeAnswer> {
  const { template, parameterFiles } = body
  const parameters = body.parameters ?? lock.parameters
  const answers = new Map<string, NodeAnswer>()
  if (template === undefined) return answers
  const read = readTemplate({ template, parameters, parameterFiles, trace: false })
  for (const location of lock.locations) {
    const { nodes } = resolveTemplate(view.source, read.template, { ...read.request, ...location }, view.at)
    for (const answer of nodes) answers.set(entryKey(answer), answer)
  }
  return answers
}

function entriesOf(answers: Iterable<NodeAnswer>, revision: number): LockEntry[] {
  return [...answers].flatMap((answer) => lockEntry(answer, answer.location, revision) ?? [])
}

/** The question that the entry's node asked, as far as the entry tells it. */
function askAgain(source: ImageSource, { select, location }: LockEntry, at: Date): Answer {
  const { attribute, value, by, version } = select
  const request = { ...location, version, trace: false }
  if (by === 'name') return resolve(source, { ...request, name: value }, at)
  if (by === 'label') return resolve(source, { ...request, label: value }, at)
  if (by === 'id') return resolve(source, { ...request, id: value }, at)
  return resolveDirect(source, { ...location, attribute, reference: value, by, trace: false }, at)
}
