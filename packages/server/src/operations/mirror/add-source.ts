import {
  IngotError,
  type Catalog,
  type Fault,
  type Input,
  type Mirror,
  type Operations,
} from '@ingot/contract'
import type { Handler } from '../../context.ts'
import { isFileSource, readMirror } from '../../mirror/read-mirror.ts'
import { storeMirror } from '../../mirror/store-mirror.ts'
import { refuseRuntimeCatalog } from '../../runtimes/runtime-catalog.ts'
import { viewOf, type View } from '../../view.ts'

type Given = Input<Operations['addSource']>

/**
 * Makes a catalog a mirror and syncs it for the first time: the catalog and its images in one commit, or neither. A
 * mirror that exists gets the new source.
 */
export const addSource: Handler<'addSource'> = async ({ params, query = {}, body }, context) => {
  refuseFaults([...nameFaults(params.catalog), ...sourceFaults(body)])
  refuseRuntimeCatalog(params.catalog)
  const { type, from, every, allowHost, content, description } = body
  const mirror: Mirror = {
    type,
    from,
    ...(every === undefined ? {} : { every }),
    ...(allowHost === undefined ? {} : { allowHost }),
  }
  const catalogIn = (view: View) => mirroring(view, params.catalog, mirror, description)
  // A name that cannot be used is told before anything is fetched.
  catalogIn(viewOf(await context.ledger.refresh(), context.now, context.actor))
  const source = await readMirror(params.catalog, mirror, content === undefined ? {} : { content })
  return storeMirror(context, { action: 'catalog.add-source', query, source, catalogIn })
}

function mirroring(
  { snapshot, at, access }: View,
  name: string,
  mirror: Mirror,
  description: string | undefined,
): Catalog {
  const before = snapshot.get<Catalog>('catalog', name)?.body
  if (before !== undefined && before.mirror === undefined) {
    const what = before.type === 'custom' ? 'a custom catalog' : 'shipped with Ingot'
    throw new IngotError('CATALOG_EXISTS', `The catalog "${name}" is ${what} and cannot mirror a source`)
  }
  const { owner = access.actor.name, created = at.toISOString() } = before ?? {}
  const described = description === undefined ? {} : { description }
  return { ...before, name, type: 'default', owner, created, ...described, mirror }
}

function nameFaults(name: string): Fault[] {
  if (/^[a-z][-a-z0-9]*[a-z0-9]$/.test(name) && name.length <= 255) return []
  const message =
    'The name of a catalog has 2 to 255 lower-case letters, digits and hyphens, begins with a letter and does not ' +
    `end with a hyphen, but got "${name}"`
  return [fault('/params/catalog', message)]
}

function sourceFaults({ from, every, allowHost, content }: Given['body']): Fault[] {
  if (!isFileSource(from)) {
    const message = '"content" belongs to a source that is a file; Ingot fetches a URL itself'
    return content === undefined ? [] : [fault('/body/content', message)]
  }
  const faults: Fault[] = []
  if (content === undefined) {
    const message = `A server reads no file: send the text of "${from}" as "content"`
    faults.push(fault('/body/content', message))
  }
  if (every !== undefined) {
    faults.push(
      fault('/body/every', 'A source that is a file is synced by who has it, so there is no "every"'),
    )
  }
  if (allowHost !== undefined) {
    faults.push(fault('/body/allowHost', 'A source that is a file has no host that could be allowed'))
  }
  return faults
}

function fault(path: string, message: string): Fault {
  return { severity: 'error', code: 'INVALID_VALUE', path, message }
}

function refuseFaults(faults: readonly Fault[]): void {
  const [first] = faults
  if (first === undefined) return
  const rest = faults.length === 1 ? '' : `, and ${faults.length - 1} more`
  throw new IngotError('INVALID_REQUEST', `Cannot read the request: ${first.message}${rest}`, { faults })
}
