import { AddonStatus, IngotError } from '@ingot/contract'
import Value from 'typebox/value'
import { fieldsOf } from '../fields.ts'
import type { WireRoute } from '../route.ts'

/** `POST /runtimeaddons:updatestatus` (cml §11.4). */
export const setAddonStatus: WireRoute = {
  method: 'POST',
  path: '/runtimeaddons::updatestatus',
  summary: 'Set the status of runtime addons',
  permission: 'runtime:write',
  async answer({ body, invoke }) {
    const fields = fieldsOf(body)
    const status = fields.required('status')
    const numbers = (body['ids'] ?? []) as unknown
    const ids = Array.isArray(numbers) ? numbers.map(String) : []
    const identifiers = fields.texts('identifiers')
    fields.done()
    if (!Value.Check(AddonStatus, status)) {
      const message = `Expected "status" as one of ${AddonStatus.enum.join(', ')}, got "${status}"`
      throw new IngotError('INVALID_REQUEST', message)
    }
    const named = new Set([...ids, ...identifiers])
    const { addons } = await invoke('listAddons', {})
    const meant = addons.filter(({ id, identifier }) => named.has(String(id)) || named.has(identifier))
    if (meant.length > 0) {
      await invoke('setAddonStatus', { body: { addons: meant.map(({ identifier }) => identifier), status } })
    }
    return { rows_affected: meant.length }
  },
}
