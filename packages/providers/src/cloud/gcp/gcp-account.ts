import type { GcpSettings } from '@ingot/contract'
import type { AccountConfig, CloudAccount } from '../cloud-account.ts'
import type { CloudImage } from '../cloud-image.ts'
import { changeTarget, deleteImage, deprecateImage } from './change-image.ts'
import type { ComputeClient } from './compute-client.ts'
import { describeImages, findImages, type SearchPlace } from './find-images.ts'
import { textOf } from './fields.ts'
import { isStanding, readWanted } from './image-path.ts'
import { listImages } from './list-images.ts'
import { readImage } from './read-image.ts'
import { shareImage } from './share-image.ts'

/** An account of Google Cloud. Its images are global: whatever region is asked for, they are the same. */
export function gcpAccount(
  config: AccountConfig<GcpSettings>,
  client: ComputeClient,
  email: string | undefined,
): CloudAccount {
  const { project, imageProjects = [] } = config.settings
  const place: SearchPlace = {
    client,
    ownProject: project,
    projects: [...new Set([project, ...imageProjects])],
  }
  const target = (reference: string) => changeTarget(reference, project)
  return {
    name: config.name,
    provider: 'gcp',
    can: { copy: false, share: true, deprecate: true, delete: true },
    identity: (signal) => identity(client, project, email, signal),
    regions: async (signal) => {
      signal?.throwIfAborted()
      return config.regions ?? ['global']
    },
    find: (_, texts, signal) => findImages(place, texts, signal),
    knows: (reference) => {
      const wanted = readWanted(reference, project)
      return wanted !== undefined && isStanding(wanted)
    },
    describe: (_, references, signal) => describeImages(place, references, signal),
    list: (_, signal) => ownImages(client, project, signal),
    share: (_, reference, accounts, signal) => shareImage(client, target(reference), accounts, signal),
    deprecate: (_, reference, from, signal) => deprecateImage(client, target(reference), from, signal),
    delete: (_, reference, signal) => deleteImage(client, target(reference), signal),
    close: () => undefined,
  }
}

async function identity(
  client: ComputeClient,
  project: string,
  email: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string> {
  const answer = await client.ask({ path: `projects/${project}`, query: { fields: 'name,id' } }, signal)
  const who = email === undefined ? 'the application default credentials' : email
  return `${who} in the project ${textOf(answer['name']) ?? project} of Google Cloud`
}

async function* ownImages(
  client: ComputeClient,
  project: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<CloudImage> {
  for await (const image of listImages(client, project, undefined, signal)) {
    yield readImage(image, project, project)
  }
}
