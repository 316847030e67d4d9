import type { RuntimeDrift } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { table } from './table.ts'
import { counted } from './words.ts'

/** Whether the tag of a runtime does not lead to what was approved, as far as can be seen. */
export function hasDrifted({ status }: RuntimeDrift): boolean {
  return status === 'moved' || status === 'gone' || status === 'unreachable'
}

/** Runtimes that have drifted, a row each; `all` shows the others too. */
export async function driftTable(
  runtimes: readonly RuntimeDrift[],
  all: boolean,
  paint: Paint,
): Promise<string> {
  const rows = runtimes
    .filter((runtime) => all || hasDrifted(runtime))
    .map(({ status, identifier, message }) => [paintDrift(status, paint), plain(identifier), plain(message)])
  const unread = runtimes.filter(({ status }) => status === 'never-read').length
  const rest = unread === 0 ? '' : `; ${counted(unread, 'was', 'were')} never read`
  const none = `${counted(runtimes.length, 'runtime')}, none has drifted${rest}`
  return await table(['STATUS', 'IDENTIFIER', 'WHAT WAS FOUND'], rows, none)
}

function paintDrift(status: RuntimeDrift['status'], paint: Paint): string {
  if (status === 'same') return paint.good(status)
  return status === 'never-read' ? paint.doubtful(status) : paint.bad(status)
}
