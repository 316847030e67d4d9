import type { RoleName } from '@ingot/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCdp, type CdpServer } from './testing/cdp-server.ts'
import { freeipaImages, runtimeImages } from './testing/sample-catalogs.ts'
import { createEnvironments, createLake } from './testing/sample-clusters.ts'

/** Who asks: a role of the server, and the role on the catalog and on every consumer, if any. */
const people = {
  stranger: ['editor', undefined],
  user: ['editor', 'SharedResourceUser'],
  owner: ['editor', 'Owner'],
  readingOwner: ['reader', 'Owner'],
} as const satisfies Record<string, readonly [RoleName, 'Owner' | 'SharedResourceUser' | undefined]>

type Person = keyof typeof people

let server: CdpServer
const keys = new Map<Person, string>()
const crns = new Map<string, string>()

beforeAll(async () => {
  server = await startCdp()
  await createEnvironments(server)
  await server.post('imagecatalog/createCustomCatalog', { catalogName: 'shared' })
  const set = { catalogName: 'shared', sourceImageId: runtimeImages.aws17, vmImages: [] }
  const { body } = await server.post('imagecatalog/setRuntimeImage', set)
  crns.set('image', String(body['imageId']))
  const image = { id: runtimeImages.aws17 }
  await createLake(server, { datalakeName: 'the-lake', image })
  await server.post('datahub/createAWSCluster', { clusterName: 'the-hub', environment: 'aws', image })
  await server.post('opdb/createDatabase', { environmentName: 'aws', databaseName: 'the-base', image })
  for (const person of Object.keys(people) as Person[]) await introduce(person)
})

afterAll(() => server.close())

async function introduce(person: Person): Promise<void> {
  const [role, granted] = people[person]
  keys.set(person, await server.keyOf(person, role))
  if (granted === undefined) return
  await server.invoke('grantRole', { body: { user: person, role: granted, catalog: 'shared' } })
  const { consumers } = await server.invoke('listConsumers', {})
  for (const { id, name, type } of consumers) {
    if (name !== 'aws' && !name.startsWith('the-')) continue
    await server.invoke('grantRole', { body: { user: person, role: granted, consumer: id } })
    const [service, resource] =
      type === 'environment' ? ['environments', type] : type === 'datahub' ? [type, 'cluster'] : [type, type]
    crns.set(name, `crn:cdp:${service}:us-west-1:ingot:${resource}:${id}`)
  }
}

/** Operations with the statuses for the stranger, the user, the owner and the reading owner. */
const walks: readonly [path: string, request: object, statuses: readonly number[]][] = [
  ['imagecatalog/describeCustomCatalog', { catalogName: 'shared' }, [403, 200, 200, 200]],
  ['imagecatalog/describeCustomImage', { catalogName: 'shared', imageId: 'image' }, [403, 200, 200, 200]],
  [
    'imagecatalog/setRuntimeImage',
    { catalogName: 'shared', sourceImageId: runtimeImages.aws18, vmImages: [] },
    [403, 403, 200, 403],
  ],
  [
    'imagecatalog/setFreeipaImage',
    { catalogName: 'shared', sourceImageId: freeipaImages.aws, vmImages: [] },
    [403, 403, 200, 403],
  ],
  ['imagecatalog/deleteRuntimeImage', { catalogName: 'shared', imageId: 'nothing' }, [403, 404, 404, 403]],
  ['imagecatalog/findDefaultImage', { provider: 'AWS', imageType: 'FREEIPA' }, [200, 200, 200, 200]],
  ['imagecatalog/describeDefaultImage', { imageId: runtimeImages.aws17 }, [200, 200, 200, 200]],
  ['environments2/describeEnvironment', { environmentName: 'aws' }, [404, 200, 200, 200]],
  ['environments2/getFreeipaUpgradeOptions', { environment: 'aws' }, [404, 200, 200, 200]],
  ['environments2/getOperation', { environmentName: 'aws' }, [404, 200, 200, 200]],
  ['environments2/setCatalog', { environment: 'aws', catalog: 'freeipa-default' }, [404, 403, 200, 403]],
  ['environments2/deleteEnvironment', { environmentName: 'aws' }, [404, 403, 409, 403]],
  ['datalake/describeDatalake', { datalakeName: 'the-lake' }, [404, 200, 200, 200]],
  ['datalake/setCatalog', { datalake: 'the-lake', catalogName: 'shared' }, [404, 403, 200, 403]],
  ['datalake/setCatalog', { datalake: 'the-lake', catalogName: 'cdp-default' }, [404, 403, 200, 403]],
  ['datalake/upgradeDatalake', { datalakeName: 'the-lake', showAvailableImages: true }, [404, 200, 200, 200]],
  ['datalake/upgradeDatalake', { datalakeName: 'the-lake', imageId: 'nothing' }, [404, 403, 400, 403]],
  ['datalake/prepareDatalakeUpgrade', { datalake: 'the-lake', imageId: 'nothing' }, [404, 403, 400, 403]],
  ['datalake/getOperation', { datalakeName: 'the-lake' }, [404, 200, 200, 200]],
  ['datalake/deleteDatalake', { datalakeName: 'the-lake' }, [404, 403, 409, 403]],
  ['datahub/describeCluster', { clusterName: 'the-hub' }, [404, 200, 200, 200]],
  ['datahub/setCatalog', { cluster: 'the-hub', catalogName: 'shared' }, [404, 403, 200, 403]],
  ['datahub/setCatalog', { cluster: 'the-hub', catalogName: 'cdp-default' }, [404, 403, 200, 403]],
  ['datahub/upgradeCluster', { clusterName: 'the-hub', dryRun: true }, [404, 200, 200, 200]],
  ['datahub/upgradeCluster', { clusterName: 'the-hub', imageId: 'nothing' }, [404, 403, 400, 403]],
  ['datahub/prepareClusterUpgrade', { cluster: 'the-hub', imageId: 'nothing' }, [404, 403, 400, 403]],
  ['datahub/getOperation', { clusterName: 'the-hub' }, [404, 200, 200, 200]],
  ['opdb/describeDatabase', { environmentName: 'aws', databaseName: 'the-base' }, [404, 200, 200, 200]],
  [
    'opdb/updateDatabase',
    { environmentName: 'aws', databaseName: 'the-base', catalog: 'cdp-default' },
    [404, 403, 200, 403],
  ],
]

describe('rights', () => {
  it.each(walks)(
    '%s of %j: strangers, users, owners and owners who only read',
    async (path, request, statuses) => {
      const given: number[] = []
      for (const key of keys.values()) given.push((await server.post(path, byId(request, false), key)).status)

      expect(given).toEqual(statuses)
    },
  )

  it.each(walks)('%s of %j, by resource names: the same', async (path, request, statuses) => {
    const given: number[] = []
    for (const key of keys.values()) given.push((await server.post(path, byId(request, true), key)).status)

    expect(given).toEqual(statuses)
  })

  it.each([
    ['imagecatalog/listCustomCatalogs', 'imageCatalogs', [1, 2, 2, 2]],
    ['environments2/listEnvironments', 'environments', [0, 1, 1, 1]],
    ['datalake/listDatalakes', 'datalakes', [0, 1, 1, 1]],
    ['datahub/listClusters', 'clusters', [0, 1, 1, 1]],
    ['opdb/listDatabases', 'databases', [0, 1, 1, 1]],
  ])('%s shows what the caller may see', async (path, member, counts) => {
    const given: number[] = []
    for (const key of keys.values())
      given.push(((await server.post(path, {}, key)).body[member] as []).length)

    expect(given).toEqual(counts)
  })

  it('let the owner delete, last of all', async () => {
    const remove = (person: Person, path: string, request: object) =>
      server.post(path, request, keys.get(person))
    const all = { environmentName: 'aws', cascading: true }

    expect((await remove('user', 'environments2/deleteEnvironment', all)).status).toBe(403)
    expect((await remove('owner', 'environments2/deleteEnvironment', all)).status).toBe(200)
    expect((await remove('user', 'imagecatalog/deleteCustomCatalog', { catalogName: 'shared' })).status).toBe(
      403,
    )
    expect(
      (await remove('owner', 'imagecatalog/deleteCustomCatalog', { catalogName: 'shared' })).status,
    ).toBe(200)
  })
})

/** A request with names replaced: `image` by the id of the image, and with `named` all others by resource names. */
function byId(request: object, named: boolean): object {
  const replaced = Object.entries(request).map(([member, value]: [string, unknown]) => {
    if (typeof value !== 'string' || member === 'databaseName') return [member, value]
    if (value === 'image') return [member, crns.get('image')]
    if (named && value === 'shared') return [member, 'crn:cdp:datahub:us-west-1:ingot:imageCatalog:shared']
    return [member, named ? (crns.get(value) ?? value) : value]
  })
  return Object.fromEntries(replaced) as object
}
