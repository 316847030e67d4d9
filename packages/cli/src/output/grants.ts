import type { Grant } from '@ingot/contract'
import { plain } from './plain.ts'
import { table } from './table.ts'
import { shortMoment } from './words.ts'

/** Who has which role on what, since when and by whom. */
export async function grantTable(grants: readonly Grant[]): Promise<string> {
  const rows = grants.map(({ user, role, resource, by, at }) => {
    return [plain(user), role, plain(resource), plain(by), shortMoment(at)]
  })
  return await table(['USER', 'ROLE', 'ON', 'GRANTED BY', 'AT'], rows, 'No roles')
}
