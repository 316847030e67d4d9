import { IngotError } from '@ingot/contract'
import { parseCustomAddon } from '@ingot/core'
import type { WireRoute } from '../route.ts'
import { wireAddon } from './list-addons.ts'
import { readUpload } from './upload.ts'

const metadataLimit = 256 * 1024

/** The largest archive that is taken, in bytes. It is hashed as it comes, and not kept. */
const archiveLimit = 4 * 1024 * 1024 * 1024

/**
 * `POST /runtimeaddons/custom` (cml §11.4): the parts `metadata` and `tarball`. Ingot keeps the record and the digest of
 * the archive; the archive itself is for the platform to keep.
 */
export const uploadCustomAddon: WireRoute = {
  method: 'POST',
  path: '/runtimeaddons/custom',
  summary: 'Upload a custom addon',
  permission: 'runtime:write',
  isUpload: true,
  async answer({ request, invoke }) {
    const limits = { texts: { metadata: metadataLimit }, files: { tarball: archiveLimit } }
    const { texts, files } = await readUpload(request, limits)
    const [metadata, tarball] = [texts.get('metadata'), files.get('tarball')]
    const missing = [
      ...(metadata === undefined ? ['"metadata"'] : []),
      ...(tarball === undefined ? ['"tarball"'] : []),
    ]
    if (metadata === undefined || tarball === undefined) {
      throw new IngotError('INVALID_REQUEST', `The upload lacks ${missing.join(' and ')}`)
    }
    const { addon, faults } = parseCustomAddon(metadata, 'metadata')
    const first = faults.find(({ severity }) => severity === 'error')
    if (addon === undefined) {
      throw new IngotError('INVALID_INPUT', first?.message ?? 'The metadata cannot be read', { faults })
    }
    if (tarball.head[0] !== 0x1f || tarball.head[1] !== 0x8b) {
      throw new IngotError('INVALID_INPUT', 'Expected "tarball" as a tar archive compressed with gzip')
    }
    const { name, paths } = addon
    const given = {
      identifier: name,
      component: 'Custom',
      displayName: name,
      paths: [...paths],
      digest: tarball.digest,
    }
    const { addons } = await invoke('listAddons', {})
    const present = addons.find(({ identifier }) => identifier === name)
    if (present !== undefined && present.digest !== given.digest) {
      throw new IngotError('ADDON_EXISTS', `An addon named "${name}" exists already, with another archive`)
    }
    const added = await invoke('addAddons', { body: { addons: [given] } })
    const [stored] = added.addons
    if (stored === undefined) throw new Error('Expected the addon that was added')
    return { ...wireAddon(stored), digest: tarball.digest, size: tarball.size, faults }
  },
}
