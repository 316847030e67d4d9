import type { Addon, AddonStatus } from '@ingot/contract'
import type { Colour, Paint } from './paint.ts'
import { plain } from './plain.ts'
import { table } from './table.ts'

const head = ['COMPONENT', 'NAME', 'IDENTIFIER', 'STATUS', 'REASON']

/** Addons, a row each. */
export function addonTable(addons: readonly Addon[], paint: Paint): Promise<string> {
  const rows = addons.map(({ component, displayName, identifier, status, reason = '' }) => [
    plain(component),
    plain(displayName),
    plain(identifier),
    colourOf(status, paint)(status),
    plain(reason),
  ])
  return table(head, rows, 'No addon fits')
}

function colourOf(status: AddonStatus, paint: Paint): Colour {
  if (status === 'AVAILABLE') return paint.good
  return status === 'DEPRECATED' || status === 'UNKNOWN' ? paint.doubtful : paint.bad
}
