import { IngotError, type Addon, type Fault } from '@ingot/contract'
import { isSameJson } from '@ingot/core'
import { addonFaults } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { transact } from '../../transact.ts'
import type { View } from '../../view.ts'

type Given = Parameters<Handler<'addAddons'>>[0]['body']['addons'][number]

/**
 * Adds addons in one commit. Those that are there already just as they are given stay, whatever their status is by now;
 * another of the same identifier or display name refuses all (`ADDON_EXISTS`).
 */
export const addAddons: Handler<'addAddons'> = async ({ query = {}, body }, context) => {
  const faults = body.addons.flatMap((addon, index) => addonFaults(addon, `/addons/${index}`))
  const first = faults.find(({ severity }) => severity === 'error')
  if (first !== undefined) throw new IngotError('INVALID_INPUT', first.message, { faults })
  const { answer, view, dryRun } = await transact(context, 'addon.add', query, (before) => {
    refuseConflicts(before, body.addons)
    const present = new Map([...before.snapshot.all<Addon>('addon')].map((addon) => [addon.id, addon]))
    let number = Math.max(0, ...[...present.values()].map((addon) => addon.body.id))
    const added: Addon[] = []
    const addons = body.addons.map((given) => {
      const known = present.get(given.identifier)
      if (known !== undefined) return { ...known.body, revision: known.revision }
      const addon: Addon = {
        ...given,
        id: (number += 1),
        status: given.status ?? 'AVAILABLE',
        created: before.at.toISOString(),
      }
      added.push(addon)
      return { ...addon, revision: before.snapshot.revision + 1 }
    })
    const changes = added.map((addon) => ({ kind: 'addon', id: addon.identifier, body: addon }))
    return { changes, answer: addons }
  })
  return { ...view.stamp, dryRun, addons: answer, faults }
}

/** What an addon keeps beside its names. */
const kept = ['component', 'image', 'paths', 'digest'] as const

function refuseConflicts({ snapshot }: View, given: readonly Given[]): void {
  const byName = new Map<string, string>()
  for (const { body } of snapshot.all<Addon>('addon')) byName.set(body.displayName, body.identifier)
  const seen = new Set<string>()
  const faults: Fault[] = []
  for (const [index, addon] of given.entries()) {
    const fault = (path: string, message: string) =>
      faults.push({ severity: 'error', code: 'ADDON_EXISTS', path: `/addons/${index}/${path}`, message })
    const present = snapshot.get<Addon>('addon', addon.identifier)?.body
    if (present !== undefined && present.displayName !== addon.displayName) {
      const message = `The addon "${addon.identifier}" exists already and is called "${present.displayName}"`
      fault('identifier', message)
    }
    for (const member of kept) {
      if (present === undefined || addon[member] === undefined || isSameJson(addon[member], present[member]))
        continue
      fault(member, `The addon "${addon.identifier}" exists already with another "${member}"`)
    }
    const named = byName.get(addon.displayName)
    if (named !== undefined && named !== addon.identifier) {
      fault(
        'displayName',
        `"${addon.displayName}" is the addon "${named}" already; projects name addons by this`,
      )
    }
    if (seen.has(addon.identifier)) fault('identifier', `"${addon.identifier}" is given twice`)
    seen.add(addon.identifier)
    byName.set(addon.displayName, addon.identifier)
  }
  const [first] = faults
  if (first !== undefined) throw new IngotError('ADDON_EXISTS', first.message, { faults })
}
