import type { OpenStackSettings } from '@ingot/contract'
import type { AccountConfig, CloudAccount, CloudProvider } from '../cloud-account.ts'
import type { CloudImage, FoundImage } from '../cloud-image.ts'
import { removeImage, shareImage } from './change-image.ts'
import { copyImage, glanceClients } from './copy-image.ts'
import { glanceClient, type GlanceClient, type GlanceRecord } from './glance-client.ts'
import { glanceImage, isGone } from './glance-image.ts'
import { isImageId } from './glance-query.ts'
import { imagesById, imagesByName, listImages, withHidden, type GlancePlace } from './query-images.ts'
import { readImage } from './read-image.ts'

/** OpenStack: the Glance of each region (Image API v2), with tokens of Keystone (Identity API v3) or without. */
export const openstackProvider: CloudProvider<OpenStackSettings> = {
  concurrency: 16,
  open: async (config) => openAccount(config),
}

function openAccount(config: AccountConfig<OpenStackSettings>): CloudAccount {
  const client = glanceClient(config)
  const placeOf = (region: string, signal?: AbortSignal): GlancePlace => ({ client, region, signal })
  const account: CloudAccount = {
    name: config.name,
    provider: 'openstack',
    // Glance knows no date from which on an image is deprecated.
    can: { copy: true, share: true, deprecate: false, delete: true },
    identity: (signal) => identityOf(client, signal),
    regions: async (signal) => (await client.session.pass(signal)).regions,
    ...(client.session.hasCatalog
      ? { allRegions: async (signal) => (await client.session.pass(signal)).allRegions ?? [] }
      : {}),
    find: (region, texts, signal) => findImages(placeOf(region, signal), texts),
    knows: isImageId,
    describe: (region, references, signal) => describeImages(placeOf(region, signal), references),
    list: (region, signal) => ownImages(placeOf(region, signal)),
    copy: (request, signal) => copyImage(placeOf(request.region, signal), request),
    read: (region, reference, signal) => readImage(placeOf(region, signal), reference),
    share: (region, reference, projects, signal) => shareImage(placeOf(region, signal), reference, projects),
    delete: (region, reference, signal) => removeImage(placeOf(region, signal), reference),
    close: () => undefined,
  }
  glanceClients.set(account, client)
  return account
}

/** Without Keystone there is nobody to be: then it is asked whether Glance answers at all. */
async function identityOf(client: GlanceClient, signal: AbortSignal | undefined): Promise<string> {
  const pass = await client.session.pass(signal)
  if (pass.keystone !== undefined) {
    const { user, project } = pass.keystone
    return `User "${user}" of project "${project.name}" (${project.id})`
  }
  const [region = ''] = pass.regions
  await client.ask({ region, path: '/v2/images?limit=1', what: 'list images', signal })
  return `Glance at ${pass.endpoint(region).host}, without Keystone`
}

/** What has the form of an id is looked for as one, anything else as a name. */
async function findImages(place: GlancePlace, texts: readonly string[]): Promise<FoundImage[]> {
  const ids = texts.filter(isImageId)
  const names = texts.filter((text) => text !== '' && !isImageId(text))
  const { keystone } = await place.client.session.pass(place.signal)
  const [byId, byName] = await Promise.all([
    imagesById(place, ids),
    names.length === 0 ? [] : imagesByName(place, names, keystone?.project.id),
  ])
  const seen = await viewer(place)
  return [
    ...[...new Set(ids)].flatMap((text) =>
      seen(byId.filter(({ id }) => id === text.toLowerCase())).map((image) => found(image, text, 'id')),
    ),
    // A database may compare names without case; here they have to be the same.
    ...[...new Set(names)].flatMap((text) =>
      seen(byName.filter(({ name }) => name === text)).map((image) => found(image, text, 'name')),
    ),
  ]
}

function found(image: CloudImage, text: string, matchedBy: FoundImage['matchedBy']): FoundImage {
  return { ...image, text, matchedBy }
}

async function describeImages(place: GlancePlace, references: readonly string[]): Promise<CloudImage[]> {
  const records = await imagesById(place, references.filter(isImageId))
  return (await viewer(place))(records)
}

/** The images of our project; all where there is no Keystone. */
async function* ownImages(place: GlancePlace): AsyncGenerator<CloudImage> {
  const { keystone } = await place.client.session.pass(place.signal)
  const owner: Record<string, string> = keystone === undefined ? {} : { owner: keystone.project.id }
  const seen = await viewer(place)
  for (const query of withHidden({ visibility: 'all', ...owner }))
    for await (const record of listImages(place, query)) yield* seen([record])
}

/** How we see images: which of them are ours. */
async function viewer({
  client,
  region,
  signal,
}: GlancePlace): Promise<(records: GlanceRecord[]) => CloudImage[]> {
  const { keystone } = await client.session.pass(signal)
  const project = keystone?.project.id
  return (records) =>
    records.filter((record) => !isGone(record)).map((record) => glanceImage(record, { region, project }))
}
