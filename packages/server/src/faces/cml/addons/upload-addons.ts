import { IngotError, type Addon } from '@ingot/contract'
import { parseAddonFile, type ReadAddon } from '@ingot/core'
import type { WireRoute } from '../route.ts'
import { wireAddon } from './list-addons.ts'
import { readUpload } from './upload.ts'

/** The largest addon repository file that is read, in bytes. */
const fileLimit = 4 * 1024 * 1024

/** What became of one addon of the file. */
interface UploadResult {
  readonly identifier: string
  readonly success: boolean
  readonly reason: string
}

/**
 * `POST /runtimeaddons` (cml §11.4): an addon repository file, as the part `file`. Each addon is answered for: one that
 * is faulty, or at odds with one that is there, does not keep back the others.
 */
export const uploadAddons: WireRoute = {
  method: 'POST',
  path: '/runtimeaddons',
  summary: 'Upload an addon repository file',
  permission: 'runtime:write',
  isUpload: true,
  status: 202,
  async answer({ request, invoke }) {
    const { texts } = await readUpload(request, { texts: { file: fileLimit } })
    const text = texts.get('file')
    if (text === undefined) {
      throw new IngotError(
        'INVALID_REQUEST',
        'The upload has no part "file": expected an addon repository file',
      )
    }
    const { addons: read, refused, faults } = parseAddonFile(text, 'file')
    const errors = faults.filter(({ severity }) => severity === 'error')
    const [first] = errors
    if (first !== undefined && read.length + refused.length === 0) {
      throw new IngotError('INVALID_INPUT', first.message, { faults })
    }
    const { addons: present } = await invoke('listAddons', {})
    const judged = read.map((one) => ({ ...one, conflict: conflictOf(one.addon, present) }))
    const fitting = judged.filter(({ conflict }) => conflict === undefined).map(({ addon }) => addon)
    const added =
      fitting.length === 0 ? [] : (await invoke('addAddons', { body: { addons: fitting } })).addons
    const failed = refused.map((path): UploadResult => {
      const own = errors.filter((fault) => fault.path === path || fault.path?.startsWith(`${path}/`) === true)
      return { identifier: path, success: false, reason: own.map(({ message }) => message).join('; ') }
    })
    const results = judged.map(({ addon, conflict }): UploadResult => {
      return { identifier: addon.identifier, success: conflict === undefined, reason: conflict ?? '' }
    })
    return { results: [...results, ...failed], runtime_addons: added.map(wireAddon), faults }
  },
}

function conflictOf(
  { identifier, displayName }: ReadAddon['addon'],
  present: readonly Addon[],
): string | undefined {
  const same = present.find((one) => one.identifier === identifier)
  if (same !== undefined && same.displayName !== displayName) {
    return `The addon exists already and is called "${same.displayName}"`
  }
  const named = present.find((one) => one.displayName === displayName)
  if (named === undefined || named.identifier === identifier) return undefined
  return `"${displayName}" is the addon "${named.identifier}" already`
}
