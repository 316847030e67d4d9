import type { RuntimeField, RuntimeIdentity } from '@ingot/contract'
import { plain } from './plain.ts'
import { table } from './table.ts'
import { clipped } from './words.ts'

/** Longer values are cut; JSON has all of them. */
const longestValue = 200

/** The fields of a runtime, a line each: whether a field is its own or of its base, and its value. */
export async function fieldTable(fields: readonly RuntimeField[]): Promise<string[]> {
  if (fields.length === 0) return []
  const rows = fields.map((field) => [plain(field.field), field.origin, plain(valueOf(field))])
  const text = await table(['FIELD', 'ORIGIN', 'VALUE'], rows, '')
  return text.trimEnd().split('\n')
}

/** The label; where the environment says otherwise, that too, for then the two must be made the same. */
function valueOf({ label, env }: RuntimeField): string {
  if (label === undefined) return `(no label; environment: ${clipped(env ?? '', longestValue)})`
  const shown = clipped(label, longestValue)
  if (env === undefined) return `${shown} (not in the environment)`
  return env === label ? shown : `${shown} (environment: ${clipped(env, longestValue)})`
}

/** What must be unique among runtimes; `?` is what is not known. Nothing where none of it is known. */
export function identityText(identity: RuntimeIdentity): string | undefined {
  const { editor, kernel, edition, shortVersion, maintenanceVersion } = identity
  const sides = [editor, kernel, edition, shortVersion, maintenanceVersion]
  if (sides.every((side) => side === undefined)) return undefined
  return plain(sides.map((side) => side ?? '?').join(' / '))
}
