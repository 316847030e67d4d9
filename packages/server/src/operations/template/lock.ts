import type { Fault, LockEntry, NodeAnswer } from '@ingot/contract'
import { lockEntry, makeLock, printLock, publicParameters, resolveTemplate, updateEntries } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { readTemplate } from '../../template-request.ts'
import { readView } from '../../view.ts'

/** Pins what a template resolves to, all of it or nothing: a node that is not resolved is an error. */
export const lockTemplate: Handler<'lockTemplate'> = async ({ body, query }, { ledger, now }) => {
  const view = await readView(ledger, now, query)
  const { template, request } = readTemplate({ ...body, trace: false })
  const current: LockEntry[] = []
  const diagnostics: Fault[] = []
  for (const location of body.locations) {
    const { nodes, faults } = resolveTemplate(view.source, template, { ...request, ...location }, view.at)
    if (diagnostics.length === 0) diagnostics.push(...faults)
    for (const answer of nodes) {
      const entry = lockEntry(answer, answer.location, view.stamp.revision)
      if (entry === undefined) diagnostics.push(unresolved(answer, body.template.file))
      else current.push(entry)
    }
  }
  const { entries, moved } = updateEntries(body.lock?.entries ?? [], current, body.update ?? false)
  const lock = makeLock({
    template: body.template,
    parameters: publicParameters(template, body.parameters ?? {}),
    parameterFiles: body.parameterFiles ?? [],
    locations: body.locations,
    entries,
  })
  return { ...view.stamp, lock, text: printLock(lock), moved, diagnostics }
}

function unresolved({ cluster, node, refusal }: NodeAnswer, file: string): Fault {
  const message = `${cluster}/${node} cannot be locked: ${refusal?.message ?? 'it is not resolved'}`
  return { severity: 'error', code: refusal?.code ?? 'UNRESOLVED', message, file }
}
