import { setMaxListeners } from 'node:events'
import type { AzureSettings } from '@ingot/contract'
import { mapBounded } from '../../registry/map-bounded.ts'
import type { AccountConfig, CloudAccount } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'
import { describedImages, type FoundImage } from '../cloud-image.ts'
import { parseArmId } from './arm-id.ts'
import type { AzureClient } from './azure-client.ts'
import { AzureReader, parallel } from './azure-reader.ts'
import { VersionChanges } from './change-version.ts'
import { type ImageById, imageById, parseImageId } from './image-by-id.ts'
import { imagesByName } from './images-by-name.ts'
import { listImages } from './list-images.ts'
import { fieldOf, objectsOf, regionName, requiredText, textOf } from './shape.ts'

/** Version of the API of subscriptions (REST API of Azure Resource Manager, "Subscriptions"). */
const apiVersion = '2022-12-01'

/** A subscription of Azure, open to be asked. */
export function azureAccount(config: AccountConfig<AzureSettings>, client: AzureClient): CloudAccount {
  const reader = new AzureReader(client)
  const changes = new VersionChanges(reader)
  const closing = new AbortController()
  const heard = (signal = closing.signal) => {
    // As many questions listen to it as are asked at the same time, which Node would warn of.
    setMaxListeners(0, signal)
    return signal
  }
  const subscriptionPath = `/subscriptions/${encodeURIComponent(client.subscription)}`
  const read = (path: string, signal: AbortSignal) =>
    client.read(`${subscriptionPath}${path}?api-version=${apiVersion}`, signal)
  return {
    name: config.name,
    provider: 'azure',
    can: { copy: true, share: false, deprecate: true, delete: true },
    identity: async (signal) => identityText(await read('', heard(signal)), config.settings),
    regions: async (signal) =>
      config.regions?.map(regionName) ?? physicalRegions(await read('/locations', heard(signal))),
    allRegions: async (signal) => physicalRegions(await read('/locations', heard(signal))),
    find: (region, texts, signal) => findImages(reader, regionName(region), texts, heard(signal)),
    knows: (reference) => parseImageId(reference) !== undefined,
    describe: async (region, references, signal) => {
      const found = await imagesById(reader, regionName(region), references, heard(signal))
      return describedImages(found.filter(({ image: { passedOver } }) => passedOver === undefined))
    },
    list: (region, signal) => listImages(reader, regionName(region), heard(signal)),
    copy: (request, signal) => changes.copy(request, heard(signal)),
    deprecate: (_region, reference, from, signal) => changes.deprecate(reference, from, heard(signal)),
    delete: (region, reference, signal) =>
      deleteImage(reader, changes, regionName(region), reference, heard(signal)),
    close: () => closing.abort(new CloudError('failed', `The account "${config.name}" was closed`)),
  }
}

async function findImages(
  reader: AzureReader,
  region: string,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly FoundImage[]> {
  const unique = [...new Set(texts)]
  const [byId, byName] = await Promise.all([
    imagesById(reader, region, unique, signal),
    imagesByName(
      reader,
      unique.filter((text) => parseImageId(text) === undefined),
      region,
      signal,
    ),
  ])
  return [...byId.map(({ image, text }): FoundImage => ({ ...image, text, matchedBy: 'id' })), ...byName]
}

/** The images of a region whose id is one of `texts`; what is no id is passed over. */
async function imagesById(
  reader: AzureReader,
  region: string,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<{ text: string; image: ImageById }[]> {
  const found = await mapBounded([...new Set(texts)], parallel, signal, async (text, inner) => {
    const id = parseImageId(text)
    const image = id && (await imageById(reader, id, region, inner))
    return image && { text, image }
  })
  return found.filter((each) => each !== undefined)
}

async function deleteImage(
  reader: AzureReader,
  changes: VersionChanges,
  region: string,
  reference: string,
  signal: AbortSignal,
): Promise<void> {
  const id = parseArmId(reference)
  if (id?.kind !== 'managed') return await changes.remove(region, reference, signal)
  if (reader.isForeign(id)) {
    throw new CloudError('unsupported', `The image is in subscription ${id.subscription}; delete it there`)
  }
  const { client, answers } = reader
  await client
    .ask(signal, () => client.compute(id.subscription).images.delete(id.group, id.name).submitted())
    .finally(() => answers.clear())
}

function identityText(subscription: unknown, { cloud = 'public' }: AzureSettings): string {
  const id = requiredText(fieldOf(subscription, 'subscriptionId'), 'the id of the subscription')
  const name = textOf(fieldOf(subscription, 'displayName'))
  const tenant = textOf(fieldOf(subscription, 'tenantId'))
  const called = name === undefined ? id : `"${name}" (${id})`
  return `subscription ${called}${tenant === undefined ? '' : ` of tenant ${tenant}`} in the ${cloud} cloud`
}

/** Regions that hold images: those that are not groups of others (`metadata.regionType`). */
function physicalRegions(answer: unknown): string[] {
  const locations = fieldOf(answer, 'value')
  if (!Array.isArray(locations)) {
    throw new CloudError('invalid', 'Expected Azure to tell a list of locations, but it tells none')
  }
  return objectsOf(locations)
    .filter(({ metadata }) => fieldOf(metadata, 'regionType') !== 'Logical')
    .map(({ name }) => regionName(requiredText(name, 'the name of a location')))
}
