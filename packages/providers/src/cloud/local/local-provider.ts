import type { LocalSettings } from '@ingot/contract'
import { rm } from 'node:fs/promises'
import type { AccountConfig, CloudAccount, CloudProvider } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'
import { copyDisk } from './copy-disk.ts'
import { diskError, type DiskFile } from './disk-file.ts'
import { filePieces } from './file-digest.ts'
import { describeDisks, findDisks, listDisks, type DiskPlace } from './find-disks.ts'
import { diskFiles } from './folder-files.ts'

/** Disk images in a folder of this machine: no cloud is needed. */
export const localProvider: CloudProvider<LocalSettings> = {
  concurrency: 4,
  open: async (config) => localAccount(config),
}

/**
 * An account over a folder. Its region is the account's name unless it is limited to others. The reference of an image is
 * its path in the folder, so that the folder may be mounted elsewhere.
 */
function localAccount({ name, settings, regions = [name] }: AccountConfig<LocalSettings>): CloudAccount {
  const { dir } = settings
  const placeOf = (region: string, signal?: AbortSignal): DiskPlace => ({ dir, region, signal })
  return {
    name,
    provider: 'local',
    can: { copy: true, share: false, deprecate: false, delete: true },
    identity: async (signal) => {
      const { length } = await diskFiles(dir, signal)
      return `The folder "${dir}" has ${length} disk ${length === 1 ? 'image' : 'images'}`
    },
    regions: async () => regions,
    find: (region, texts, signal) => findDisks(placeOf(region, signal), texts),
    knows: () => true,
    describe: (region, references, signal) => describeDisks(placeOf(region, signal), references),
    list: (region, signal) => listDisks(placeOf(region, signal)),
    copy: (request, signal) => copyDisk(dir, request, signal),
    read: (_, reference, signal) => readBytes(dir, reference, signal),
    delete: (_, reference, signal) => deleteDisk(dir, reference, signal),
    close: () => undefined,
  }
}

async function* readBytes(dir: string, reference: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const file = await fileOf(dir, reference, signal)
  const pieces = file === undefined ? undefined : await filePieces(file.path, signal)
  if (pieces === undefined) throw missing(dir, reference)
  yield* pieces
}

/** Deletes an image; one that is gone already is no error. */
async function deleteDisk(dir: string, reference: string, signal?: AbortSignal): Promise<void> {
  const file = await fileOf(dir, reference, signal)
  if (file === undefined) return
  await rm(file.path, { force: true }).catch((error: unknown) => {
    throw diskError('delete', file.path, error)
  })
}

/** Only what the folder lists can be meant: a reference never leads out of it. */
async function fileOf(dir: string, reference: string, signal?: AbortSignal): Promise<DiskFile | undefined> {
  return (await diskFiles(dir, signal)).find((one) => one.reference === reference)
}

function missing(dir: string, reference: string): CloudError {
  return new CloudError('failed', `There is no image "${reference}" in the folder "${dir}"`)
}
