import type { Addon, PickedAddon, Warning } from '@ingot/contract'
import { suggest } from '../../resolve/suggest.ts'
import { quoted } from '../rules/quoted.ts'
import { compareTexts } from './kernel.ts'

/** Of several addons of one display name the most usable is meant. */
const statusOrder: readonly Addon['status'][] = [
  'AVAILABLE',
  'DEPRECATED',
  'UNKNOWN',
  'DISABLED',
  'FAILED',
  'DELETED',
]

/** Which addons the display names of a request mean, in its order; a name that is given again counts once. */
export function pickAddons(names: readonly string[], addons: readonly Addon[]): PickedAddon[] {
  if (names.length === 0) return []
  const byName = new Map<string, Addon>()
  for (const addon of addons.toSorted(compareAddons)) {
    if (!byName.has(addon.displayName)) byName.set(addon.displayName, addon)
  }
  return [...new Set(names)].map((name) => {
    const addon = byName.get(name)
    return addon === undefined ? unknownAddon(name, byName, addons) : knownAddon(addon)
  })
}

/** A warning for each addon that will not be there, and for each that is on its way out. */
export function addonWarnings(picked: readonly PickedAddon[]): Warning[] {
  return picked.flatMap(({ ok, status, message }): Warning[] => {
    if (ok) return status === 'DEPRECATED' ? [{ code: 'ADDON_DEPRECATED', message }] : []
    return [{ code: status === undefined ? 'ADDON_UNKNOWN' : 'ADDON_UNAVAILABLE', message }]
  })
}

function knownAddon({ displayName, identifier, status, reason }: Addon): PickedAddon {
  const why = reason === undefined ? '' : `: ${reason}`
  const found = { displayName, identifier, status }
  const subject = `The addon ${quoted(displayName)} (${identifier})`
  if (status === 'AVAILABLE') return { ...found, ok: true, message: `${subject} is available` }
  if (status === 'DEPRECATED') return { ...found, ok: true, message: `${subject} is deprecated${why}` }
  const state = status === 'UNKNOWN' ? 'is in a state that nobody knows' : verbs[status]
  return { ...found, ok: false, message: `${subject} ${state}${why}; the runtime would start without it` }
}

const verbs = { DISABLED: 'is disabled', DELETED: 'was deleted', FAILED: 'could not be loaded' } as const

function unknownAddon(
  displayName: string,
  byName: ReadonlyMap<string, Addon>,
  addons: readonly Addon[],
): PickedAddon {
  const meant = addons.find(({ identifier }) => identifier === displayName)
  const near = meant === undefined ? suggest(displayName, byName.keys())[0] : meant.displayName
  const identified = meant === undefined ? '' : ': that is an identifier'
  const hint = near === undefined ? '' : `${identified}; did you mean ${quoted(near)}?`
  const message = `No addon has the display name ${quoted(displayName)}${hint}`
  return { displayName, ok: false, message }
}

function compareAddons(a: Addon, b: Addon): number {
  return (
    statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status) || compareTexts(a.identifier, b.identifier)
  )
}
