import { parseMoment } from '../../moment.ts'
import type { Handler } from '../../context.ts'

/** Lists commits, newest first, a page at a time. */
export const listLog: Handler<'listLog'> = async ({ query = {} }, { ledger, now }) => {
  const { kind, id, before, limit = 50 } = query
  const newest = query.at === undefined ? ledger.snapshot() : await ledger.asOf(parseMoment(query.at).point)
  const found = await ledger.log({ kind, id, before, upTo: newest.revision, limit: limit + 1 })
  const entries = found.slice(0, limit)
  const last = entries.at(-1)
  return {
    revision: newest.revision,
    at: query.at === undefined ? now.toISOString() : newest.at,
    entries,
    ...(found.length > limit && last !== undefined ? { next: last.revision } : {}),
  }
}
