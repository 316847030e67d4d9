import { IngotError, type Fault, type Lock, type LockEntry, type NodeAnswer } from '@ingot/contract'
import {
  describeList,
  entryKey,
  isMeant,
  isUnedited,
  lockEntry,
  makeLock,
  pinnedFindings,
  printLock,
  publicParameters,
  resolveTemplate,
  updateEntries,
  type Update,
} from '@ingot/core'
import type { Handler } from '../../context.ts'
import { readTemplate } from '../../template-request.ts'
import { readView, type View } from '../../view.ts'

/** Pins what a template resolves to, all of it or nothing: a node that is not resolved is an error. */
export const lockTemplate: Handler<'lockTemplate'> = async ({ body, query }, context) => {
  const view = await readView(context, query)
  const { lock: before, update = false } = body
  if (before !== undefined) refuseLock(before, update)
  const { template, request } = readTemplate({ ...body, trace: false })
  // A node that names its own region has one answer, whichever location is asked for.
  const current = new Map<string, LockEntry>()
  const diagnostics: Fault[] = []
  for (const location of body.locations) {
    const { nodes, faults } = resolveTemplate(view.source, template, { ...request, ...location }, view.at)
    if (diagnostics.length === 0) diagnostics.push(...faults)
    for (const answer of nodes) {
      const entry = lockEntry(answer, answer.location, view.stamp.revision)
      if (entry === undefined) diagnostics.push(unresolved(answer, body.template.file))
      else current.set(entryKey(entry), entry)
    }
  }
  const { entries, moved } = updateEntries(before?.entries ?? [], [...current.values()], update)
  for (const entry of entries) diagnostics.push(...stale(entry, view, body.template.file))
  const lock = makeLock({
    template: body.template,
    parameters: publicParameters(template, body.parameters ?? {}),
    parameterFiles: body.parameterFiles ?? [],
    locations: body.locations,
    entries,
  })
  return { ...view.stamp, lock, text: printLock(lock), moved, diagnostics }
}

/** What a lock pins is taken over unseen, so it must be as it was written; a name to be moved must be in it. */
function refuseLock(lock: Lock, update: Update): void {
  if (update === true) return
  if (!isUnedited(lock)) {
    throw new IngotError(
      'INVALID_INPUT',
      'The entries of the lock were edited by hand: restore the lock, or pin everything anew with --update',
    )
  }
  if (typeof update === 'string' && !lock.entries.some((entry) => isMeant(entry, update))) {
    throw new IngotError('INVALID_INPUT', `The lock pins no node or image named "${update}"; ${pinned(lock)}`)
  }
}

function pinned({ entries }: Lock): string {
  const nodes = new Set(entries.map(({ node }) => `"${node}"`))
  const images = new Set(entries.flatMap(({ image }) => (image === undefined ? [] : [`"${image.name}"`])))
  return `it pins ${listed('node', nodes)} and ${listed('image', images)}`
}

function listed(noun: string, names: ReadonlySet<string>): string {
  if (names.size === 0) return `no ${noun}`
  return `the ${noun}${names.size === 1 ? '' : 's'} ${describeList([...names], 'and')}`
}

/** A pin that is kept although its image should not be started from any more. */
function stale(entry: LockEntry, view: View, file: string): Fault[] {
  return pinnedFindings(entry, view).map(({ kind, message }) => ({
    severity: 'warning',
    code: `PINNED_${kind.toUpperCase()}`,
    message: `${entry.cluster}/${entry.node}: ${message}; --update ${entry.node} moves it to what resolves now`,
    file,
  }))
}

function unresolved({ cluster, node, refusal }: NodeAnswer, file: string): Fault {
  const message = `${cluster}/${node} cannot be locked: ${refusal?.message ?? 'it is not resolved'}`
  return { severity: 'error', code: refusal?.code ?? 'UNRESOLVED', message, file }
}
