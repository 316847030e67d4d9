import { operations } from '@ingot/contract'
import { buildImage, buildIndex } from '@ingot/testkit'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing/refusal-of.ts'
import { openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { buildRuntime, ubuntu, vendorValues } from '../../testing/sample-runtime.ts'

let site: RuntimeSite

beforeEach(async () => {
  site = await openRuntimeSite({ bare: true })
})

afterEach(() => site.close())

type Generation = 'non-pbj' | 'pbj' | 'os'

const add = (reference: string, generation: Generation = 'os', more = {}, query = {}) =>
  site.client.addBase({ query, body: { reference, generation, ...more } })
const refresh = (body = {}, query = {}) => site.client.refreshBases({ query, body })
const bases = async (query = {}) => (await site.client.listBases({ query })).bases

describe('addBase', () => {
  it('keeps what the image is now on every platform, and of its labels what is compared', async () => {
    const index = buildIndex({
      manifests: [
        buildRuntime(vendorValues, { labels: { maintainer: 'somebody' }, env: { SECRET: 'x' } }),
        buildRuntime(vendorValues, { architecture: 'arm64' }),
      ],
    })
    const reference = site.push('release', index)

    const answer = await add(reference, 'pbj')

    expect(answer).toMatchObject({
      dryRun: false,
      base: {
        id: reference,
        reference,
        generation: 'pbj',
        vendor: true,
        created: site.now.toISOString(),
        snapshots: [
          { platform: 'linux/amd64', digest: index.digest, seen: site.now.toISOString() },
          { platform: 'linux/arm64', digest: index.digest },
        ],
      },
    })
    expect(Value.Check(operations.addBase.response, answer)).toBe(true)
    const text = JSON.stringify(answer)
    expect(text).toContain('com.cloudera.ml.runtime.kernel')
    expect(text).not.toContain('maintainer')
    expect(text).not.toContain('SECRET')
    expect(await bases()).toEqual([answer.base])
  })

  it('takes an operating system for one of others unless it is said to be of the vendor', async () => {
    const said = site.push('said', ubuntu)

    expect((await add(site.ubuntu)).base.vendor).toBe(false)
    expect((await add(said, 'os', { vendor: true })).base.vendor).toBe(true)
  })

  it('writes the reference in full, and takes it once however it is written', async () => {
    const { base } = await add(site.ubuntu)

    expect(await refusalOf(add(site.ubuntu, 'pbj'))).toMatchObject({ code: 'BASE_EXISTS' })
    expect(base.id).toBe(site.ubuntu)
  })

  it('lets one of two win that are added at once', async () => {
    const outcomes = await Promise.allSettled([add(site.ubuntu), add(site.ubuntu)])

    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await bases()).toHaveLength(1)
  })

  it('refuses one without layers, for every image would stand on it', async () => {
    const empty = site.push('scratch', buildImage({ layers: [] }))

    expect(await refusalOf(add(empty))).toMatchObject({ code: 'INVALID_INPUT' })
  })

  it.each([
    ['is not there', () => `${site.registry.host}/none:1`, 'REGISTRY_UNREACHABLE', 'imageNotFound'],
    ['may not be read', () => '10.0.0.1/none:1', 'REGISTRY_REFUSED', 'imageRefused'],
  ])('refuses one that %s, with the reason', async (_, reference, code, fault) => {
    expect(await refusalOf(add(reference()))).toMatchObject({ code, faults: [{ code: fault }] })
  })

  it('refuses a reference that is none', async () => {
    expect(await refusalOf(add('a b'))).toMatchObject({
      code: 'INVALID_REQUEST',
      faults: [{ path: '/body/reference' }],
    })
  })

  it('stores nothing on a dry run', async () => {
    expect(await add(site.ubuntu, 'os', {}, { dryRun: true })).toMatchObject({
      dryRun: true,
      base: { id: site.ubuntu },
    })
    expect(await bases()).toEqual([])
  })
})

describe('refreshBases', () => {
  const next = buildImage({ base: ubuntu, layers: [[{ path: 'etc/patch', content: '1' }]] })

  it('keeps what a tag leads to now beside what it led to, in one commit', async () => {
    await add(site.ubuntu)
    const other = site.push('other', ubuntu)
    await add(other)
    site.registry.push('library/ubuntu', '22.04', next)
    site.now = new Date('2026-03-05T00:00:00.000Z')
    const before = site.revision()

    const { bases: told, revision } = await refresh()

    expect(revision).toBe(before + 1)
    expect(told).toMatchObject([
      { id: site.ubuntu, status: 'moved', digest: next.digest },
      { id: other, status: 'same', digest: ubuntu.digest },
    ])
    const moved = (await bases()).find(({ id }) => id === site.ubuntu)
    expect(moved?.snapshots.map(({ digest, seen }) => [digest, seen])).toEqual([
      [ubuntu.digest, '2026-03-01T12:00:00.000Z'],
      [next.digest, '2026-03-05T00:00:00.000Z'],
    ])
    expect((await bases({ at: String(before) }))[0]?.snapshots).toHaveLength(1)
  })

  it('commits nothing where nothing moved', async () => {
    await add(site.ubuntu)
    const before = site.revision()

    expect((await refresh()).revision).toBe(before)
  })

  it('tells of one that cannot be read, and stores the others', async () => {
    await add(site.ubuntu)
    const gone = site.push('gone', ubuntu)
    await add(gone)
    site.registry.deleteTag('team/gone', '1.0')
    site.registry.push('library/ubuntu', '22.04', next)

    const { bases: told } = await refresh()

    expect(told).toMatchObject([
      { id: site.ubuntu, status: 'moved' },
      { id: gone, status: 'failed', message: expect.stringContaining('does not have') as string },
    ])
    expect((await bases()).map(({ snapshots }) => snapshots.length)).toEqual([2, 1])
  })

  it('looks at those alone that are named, on a dry run without storing anything', async () => {
    await add(site.ubuntu)
    const other = site.push('other', ubuntu)
    await add(other)
    site.registry.push('library/ubuntu', '22.04', next)
    site.asked()

    expect((await refresh({ bases: [other] })).bases).toHaveLength(1)
    expect(site.asked().some((one) => one.includes('library/ubuntu'))).toBe(false)
    expect((await refresh({}, { dryRun: true })).bases).toMatchObject([
      { status: 'moved' },
      { status: 'same' },
    ])
    expect((await bases()).every(({ snapshots }) => snapshots.length === 1)).toBe(true)
    expect(await refusalOf(refresh({ bases: ['none/none:1'] }))).toMatchObject({ code: 'BASE_NOT_FOUND' })
  })

  it('keeps a digest once that two look at at the same time', async () => {
    await add(site.ubuntu)
    site.registry.push('library/ubuntu', '22.04', next)

    await Promise.all([refresh(), refresh()])

    expect((await bases())[0]?.snapshots).toHaveLength(2)
  })

  it('tells of bases that the credential is not for, and refuses one that is not there', async () => {
    await add(site.ubuntu)
    const body = { name: 'elsewhere', server: 'registry.example.com', username: 'u', password: 'p' }
    await site.client.addCredential({ body })

    expect((await refresh({ credential: 'elsewhere' })).bases).toMatchObject([
      { status: 'failed', message: expect.stringContaining('is for "registry.example.com"') as string },
    ])
    expect(await refusalOf(refresh({ credential: 'none' }))).toMatchObject({ code: 'CREDENTIAL_NOT_FOUND' })
  })
})

describe('deleteBase', () => {
  const remove = (base: string, query = {}) => site.client.deleteBase({ params: { base }, query })

  it('allows it no longer; what was added on it keeps its proof', async () => {
    await add(site.ubuntu)
    const { runtime } = await site.add(site.push('on', buildRuntime()))

    expect((await remove(site.ubuntu, { dryRun: true })).base.id).toBe(site.ubuntu)
    expect((await remove(site.ubuntu)).base.snapshots).toHaveLength(1)

    expect(await bases()).toEqual([])
    const shown = await site.client.showRuntime({ params: { runtime: runtime.id } })
    expect(shown.runtime.base?.verdict).toBe('PROVEN')
    expect(await refusalOf(remove(site.ubuntu))).toMatchObject({ code: 'BASE_NOT_FOUND' })
  })
})
