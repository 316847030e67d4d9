import { IngotError, type RuntimeMetadata } from '@ingot/contract'
import type { Document } from '@ingot/ledger'
import type { Handler } from '../../context.ts'
import { orderedRuntimes } from '../../runtimes/runtime-index.ts'
import { runtimeView, statusAt } from '../../runtimes/runtime-view.ts'
import type { RuntimeImage } from '../../runtimes/stored-runtimes.ts'
import { readView } from '../../view.ts'

const standardLimit = 1000

/** Lists runtimes by editor, kernel, edition and version, the newest version first. */
export const listRuntimes: Handler<'listRuntimes'> = async ({ query = {} }, context) => {
  const view = await readView(context, query)
  const fitting = orderedRuntimes(view.snapshot, view.at).filter(
    ({ body }) =>
      isWanted(body.runtime.metadata, query) &&
      (query.status === undefined || statusAt(body, view.at) === query.status) &&
      (query.default === undefined || (body.runtime.isDefault === true) === query.default),
  )
  const start = query.after === undefined ? 0 : placeAfter(fitting, query.after)
  const page = fitting.slice(start, start + (query.limit ?? standardLimit))
  const last = page.at(-1)
  const isWhole = start + page.length >= fitting.length
  return {
    ...view.stamp,
    runtimes: page.map((runtime) => runtimeView(view.snapshot, runtime, view.at)),
    total: fitting.length,
    ...(last === undefined || isWhole ? {} : { next: last.body.id }),
  }
}

type Wanted = Partial<Pick<RuntimeMetadata, 'editor' | 'kernel' | 'edition'>>

function isWanted(metadata: RuntimeMetadata, wanted: Wanted): boolean {
  return (['editor', 'kernel', 'edition'] as const).every(
    (side) => wanted[side] === undefined || wanted[side] === metadata[side],
  )
}

function placeAfter(runtimes: readonly Document<RuntimeImage>[], after: string): number {
  const place = runtimes.findIndex(({ body }) => body.id === after)
  if (place >= 0) return place + 1
  throw new IngotError('INVALID_REQUEST', `No runtime of this list has the id "${after}"; start anew`)
}
