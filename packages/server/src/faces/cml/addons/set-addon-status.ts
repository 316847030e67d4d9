import { AddonStatus, IngotError } from '@ingot/contract'
import Value from 'typebox/value'
import { fieldsOf } from '../fields.ts'
import type { WireRoute } from '../route.ts'

/** `POST /runtimeaddons:updatestatus` (cml §11.4). An addon that is not there is counted as none, as rows are. */
export const setAddonStatus: WireRoute = {
  method: 'POST',
  path: '/runtimeaddons::updatestatus',
  summary: 'Set the status of runtime addons',
  permission: 'runtime:write',
  async answer({ body, invoke }) {
    const fields = fieldsOf(body)
    const status = fields.required('status')
    const numbers = new Set(fields.numbers('ids'))
    const identifiers = new Set(fields.texts('identifiers'))
    fields.done()
    if (!Value.Check(AddonStatus, status)) {
      const message = `Expected "status" as one of ${AddonStatus.enum.join(', ')}, got "${status.slice(0, 80)}"`
      throw new IngotError('INVALID_REQUEST', message)
    }
    if (numbers.size + identifiers.size === 0) {
      throw new IngotError('INVALID_REQUEST', 'No addon is named: give "identifiers" or "ids"')
    }
    const { addons } = await invoke('listAddons', {})
    const meant = addons.filter(({ id, identifier }) => numbers.has(id) || identifiers.has(identifier))
    if (meant.length > 0) {
      await invoke('setAddonStatus', { body: { addons: meant.map(({ identifier }) => identifier), status } })
    }
    return { rows_affected: meant.length }
  },
}
