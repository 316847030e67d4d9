import { IngotError, type Addon } from '@ingot/contract'
import { nearestName } from '@ingot/core'
import type { Document, Snapshot } from '@ingot/ledger'
import type { Handler } from '../../context.ts'
import { transact } from '../../transact.ts'

/** Sets the status of addons in one commit; an addon is named by its identifier or its number. */
export const setAddonStatus: Handler<'setAddonStatus'> = async ({ query = {}, body }, context) => {
  const { answer, view, dryRun } = await transact(context, 'addon.status', query, ({ snapshot }) => {
    const found = body.addons.map((text) => findAddon(snapshot, text))
    const addons = [...new Map(found.map((addon) => [addon.id, addon])).values()].map((addon) =>
      staged(addon, body.status, query.reason, snapshot),
    )
    const changes = addons
      .filter(({ isChanged }) => isChanged)
      .map(({ addon: { revision: _, ...addon } }) => ({ kind: 'addon', id: addon.identifier, body: addon }))
    return { changes, answer: addons.map(({ addon }) => addon) }
  })
  return { ...view.stamp, dryRun, addons: answer }
}

function staged(
  { body, revision }: Document<Addon>,
  status: Addon['status'],
  reason: string | undefined,
  snapshot: Snapshot,
) {
  if (body.status === status && body.reason === reason)
    return { isChanged: false, addon: { ...body, revision } }
  const { reason: _, ...rest } = body
  const addon = { ...rest, status, ...(reason === undefined ? {} : { reason }) }
  return { isChanged: true, addon: { ...addon, revision: snapshot.revision + 1 } }
}

function findAddon(snapshot: Snapshot, text: string): Document<Addon> {
  const byIdentifier = snapshot.get<Addon>('addon', text)
  if (byIdentifier !== undefined) return byIdentifier
  const addons = [...snapshot.all<Addon>('addon')]
  const byNumber = /^\d{1,15}$/.test(text) ? addons.find(({ body }) => body.id === Number(text)) : undefined
  if (byNumber !== undefined) return byNumber
  const near = nearestName(
    text,
    addons.map(({ id }) => id),
  )
  const hint = near === undefined ? `there are ${addons.length}` : `did you mean "${near}"?`
  throw new IngotError('ADDON_NOT_FOUND', `No addon has the identifier "${text}"; ${hint}`)
}
