import {
  attestationOf,
  buildImage,
  buildIndex,
  cloudSuite,
  describeWithPrograms,
  startDockerRegistry,
  startFakeRegistry,
  tinyBase,
  type BuiltImage,
  type CloudFault,
  type CloudSite,
  type FakeRegistry,
  type RegistryFault,
} from '@ingot/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clientFor } from '../../registry/testing/client-for.ts'
import type { CloudAccount } from '../cloud-account.ts'
import type { CloudImage } from '../cloud-image.ts'
import { registryProvider } from './registry-provider.ts'

const user = { user: 'ada', password: 'hunter2' }
const missing = `team/app@sha256:${'0'.repeat(64)}`

function imageOf(layer: string, architecture = 'amd64'): BuiltImage {
  return buildImage({
    base: tinyBase(),
    architecture,
    layers: [[{ path: 'etc/app', content: layer }]],
    changeConfig: (config) => ({ ...config, created: '2026-01-02T03:04:05Z' }),
  })
}

interface Registry {
  readonly host: string
  push(repository: string, tag: string, image: BuiltImage): unknown
}

async function siteOf(registry: Registry, close: () => Promise<void>): Promise<CloudSite> {
  const client = clientFor([registry])
  for (const tag of ['1.0', '1.1', '1.2']) await registry.push('team/app', tag, imageOf(tag))
  const settings = { provider: 'registry' as const, server: registry.host, repositories: ['team/app'] }
  const open: CloudSite['open'] = ({ wrongCredentials = false, regions } = {}) =>
    registryProvider(client, async () => ({
      username: 'ada',
      password: wrongCredentials ? 'wrong' : 'hunter2',
    })).open({ name: 'site', settings, ...(regions === undefined ? {} : { regions }) })
  return {
    open,
    region: 'global',
    image: {
      reference: `${registry.host}/team/app@${imageOf('1.0').digest}`,
      name: `${registry.host}/team/app:1.0`,
    },
    count: 3,
    isNameless: true,
    missing,
    hasCredentials: true,
    close: async () => {
      client.close()
      await close()
    },
  }
}

/** What each fault of a cloud is on a registry; one has no clock that it holds ours against. */
const faults: Readonly<Record<Exclude<CloudFault, 'skewed'>, RegistryFault>> = {
  'throttle-once': { kind: 'refuse', status: 429 },
  throttle: { kind: 'refuse', status: 429 },
  cut: { kind: 'cut', after: 10 },
  hang: { kind: 'stall' },
  forbidden: { kind: 'refuse', status: 403 },
  'half-page': { kind: 'other-bytes', bytes: Buffer.from('{"tags": [') },
  expired: { kind: 'refuse', status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } },
}

cloudSuite('a container registry as an account', async () => {
  const registry = await startFakeRegistry({ auth: { kind: 'basic', ...user }, pageSize: 2 })
  return {
    ...(await siteOf(registry, () => registry.close())),
    faults: Object.keys(faults) as CloudFault[],
    fail: (fault) => {
      if (fault === 'skewed') return
      registry.faults.add(faults[fault], fault === 'throttle-once' ? { times: 1 } : {})
    },
  }
})

describeWithPrograms('on a real registry', ['docker-registry', 'htpasswd'], () => {
  cloudSuite('a real container registry as an account', async () => {
    const registry = await startDockerRegistry({ htpasswd: user })
    return siteOf(registry, () => registry.stop())
  })
})

describe('registryProvider()', () => {
  let registry: FakeRegistry
  let client: ReturnType<typeof clientFor>
  let account: CloudAccount

  beforeEach(async () => {
    registry = await startFakeRegistry()
    client = clientFor([registry])
    const settings = { provider: 'registry' as const, server: registry.host, repositories: ['team/app'] }
    account = await registryProvider(client).open({ name: 'site', settings })
  })
  afterEach(async () => {
    client.close()
    await registry.close()
  })

  async function listed(): Promise<CloudImage[]> {
    const images: CloudImage[] = []
    for await (const image of account.list('global')) images.push(image)
    return images
  }

  it('pins what a tag leads to', async () => {
    const { host } = registry
    registry.push('team/app', '1.1', imageOf('a'))

    const found = await account.find('global', [`${host}/team/app:1.1`, 'team/app:1.1'])

    const image = {
      reference: `${host}/team/app@${imageOf('a').digest}`,
      name: `${host}/team/app:1.1`,
      matchedBy: 'name',
      digest: imageOf('a').digest,
      os: 'linux',
      architecture: 'x86_64',
      created: '2026-01-02T03:04:05.000Z',
    }
    expect(found).toMatchObject([
      { ...image, text: `${host}/team/app:1.1` },
      { ...image, text: 'team/app:1.1' },
    ])
  })

  it.each([
    'team/app',
    'other.example/team/app:1.1',
    'team/app:gone',
    'team/gone:1.1',
    `sha256:${'0'.repeat(64)}`,
    'Canonical:ubuntu:22_04-lts:latest',
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/i',
    '../../etc/passwd:1',
    'team/app:1.1?x=y',
    '',
  ])('finds nothing for "%s"', async (text) => {
    registry.push('team/app', '1.1', imageOf('a'))
    registry.push('team/app', 'latest', imageOf('b'))

    expect(await account.find('global', [text])).toEqual([])
  })

  it('does not ask a registry for what cannot be meant for it', async () => {
    await account.find('global', ['team/app', 'other.example/a:1', `sha256:${'0'.repeat(64)}`, 'ubuntu22'])

    expect(registry.requests).toEqual([])
  })

  it('has one image for all platforms of an index, with what they agree in', async () => {
    const index = buildIndex({ manifests: [imageOf('a'), imageOf('a', 'arm64')], attestations: true })
    registry.push('team/app', 'many', index)

    const [image] = await account.find('global', ['team/app:many'])

    expect(image).toMatchObject({ reference: `${registry.host}/team/app@${index.digest}`, os: 'linux' })
    expect(image?.architecture).toBeUndefined()
  })

  it('lists an image once that has several tags, and no signatures', async () => {
    for (const tag of ['1.0', '1', 'stable']) registry.push('team/app', tag, imageOf('a'))
    const image = imageOf('a')
    registry.push('team/app', `${image.digest.replace(':', '-')}.sig`, attestationOf(image))

    expect(await listed()).toMatchObject([{ digest: image.digest, state: 'available' }])
  })

  it('lists what is no image as failed, and the others all the same', async () => {
    const chart = buildImage({
      changeConfig: () => ({ name: 'chart' }),
      changeManifest: (manifest) => ({
        ...manifest,
        config: { ...(manifest['config'] as object), mediaType: 'application/vnd.cncf.helm.config.v1+json' },
      }),
    })
    registry.push('team/app', 'chart', chart)
    registry.push('team/app', '1.0', imageOf('a'))

    expect(await listed()).toMatchObject([
      { digest: imageOf('a').digest, state: 'available' },
      { digest: chart.digest, state: 'failed', name: `${registry.host}/team/app:chart` },
    ])
    await expect(account.find('global', ['team/app:chart'])).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('application/vnd.cncf.helm.config.v1+json'),
    })
  })

  it('lists many tags, each read but once', async () => {
    for (let number = 0; number < 70; number += 1)
      registry.push('team/app', `1.${number}`, imageOf(String(number)))

    expect(await listed()).toHaveLength(70)
    expect(registry.requests.filter(({ path }) => path.includes('/manifests/'))).toHaveLength(70)
  })

  it('lists no part of a repository with more tags than are read', async () => {
    for (const tag of ['1', '2', '3']) registry.push('team/app', tag, imageOf(tag))
    const narrow = clientFor([registry], { limits: { tags: 2 } })
    const settings = { provider: 'registry' as const, server: registry.host, repositories: ['team/app'] }
    account = await registryProvider(narrow).open({ name: 'site', settings })

    await expect(listed()).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining('team/app'),
    })
    narrow.close()
  })

  it('is not let in where a user is wanted and there is none', async () => {
    registry.auth = { kind: 'basic', ...user }

    await expect(account.identity()).rejects.toMatchObject({ kind: 'credentials' })
  })

  it('tells no secret in its errors', async () => {
    registry.faults.add({ kind: 'refuse', status: 403, body: 'hunter2 is not allowed' })
    const settings = { provider: 'registry' as const, server: registry.host }
    const provider = registryProvider(client, async () => ({ username: 'ada', password: 'hunter2' }))
    account = await provider.open({ name: 'site', settings })

    const error: unknown = await account.find('global', ['team/app:1']).catch((caught: unknown) => caught)

    expect(error).toMatchObject({ kind: 'forbidden' })
    expect((error as Error).message).not.toContain('hunter2')
  })
})
