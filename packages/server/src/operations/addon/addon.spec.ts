import { operations } from '@ingot/contract'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRegistrySite, type RegistrySite } from '../../testing/registry-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

let site: RegistrySite

beforeEach(async () => {
  site = await openRegistrySite({ operations: ['addAddons', 'listAddons', 'setAddonStatus'] })
})

afterEach(() => site.close())

const spark = { identifier: 'spark-354', component: 'Spark', displayName: 'Spark 3.5.4' }
const hadoop = { identifier: 'hadoop-cli-7.3.1', component: 'HadoopCLI', displayName: 'Hadoop CLI 7.3.1' }

type Given = Parameters<RegistrySite['client']['addAddons']>[0]['body']['addons']
type Status = Parameters<RegistrySite['client']['setAddonStatus']>[0]['body']['status']

const add = (addons: Given, query = {}) => site.client.addAddons({ query, body: { addons } })
const set = (addons: string[], status: Status, query = {}) =>
  site.client.setAddonStatus({ query, body: { addons, status } })
const list = async (query = {}) =>
  (await site.client.listAddons({ query })).addons.map(({ identifier }) => identifier)

describe('addAddons', () => {
  it('adds several in one commit, each with a number of its own', async () => {
    const answer = await add([
      spark,
      { ...hadoop, status: 'DISABLED', image: 'registry.example.com/addon:1' },
    ])

    expect(answer).toMatchObject({
      revision: 1,
      dryRun: false,
      faults: [],
      addons: [
        { ...spark, id: 1, status: 'AVAILABLE', created: '2026-03-01T12:00:00.000Z', revision: 1 },
        { ...hadoop, id: 2, status: 'DISABLED', image: 'registry.example.com/addon:1', revision: 1 },
      ],
    })
    expect(Value.Check(operations.addAddons.response, answer)).toBe(true)
  })

  it('lets those be that are there already, whatever their status is', async () => {
    await add([spark])
    await set(['spark-354'], 'DEPRECATED')

    const again = await add([spark, hadoop])

    expect(again.addons).toMatchObject([
      { id: 1, status: 'DEPRECATED', revision: 2 },
      { id: 2, revision: 3 },
    ])
    expect((await add([spark, hadoop])).revision).toBe(3)
  })

  it.each<[string, Given, string[]]>([
    ['another display name', [{ ...spark, displayName: 'Other' }], ['/addons/0/identifier']],
    ['another component', [{ ...spark, component: 'Ozone' }], ['/addons/0/component']],
    ['another image', [{ ...spark, image: 'other/image:1' }], ['/addons/0/image']],
    ['a display name that is taken', [{ ...hadoop, displayName: 'Spark 3.5.4' }], ['/addons/0/displayName']],
    ['an identifier twice', [hadoop, hadoop], ['/addons/1/identifier']],
    [
      'a display name twice, and another fault',
      [
        { ...hadoop, displayName: 'Same' },
        { ...hadoop, identifier: 'x', displayName: 'Same' },
        { ...spark, paths: ['/x'] },
      ],
      ['/addons/1/displayName', '/addons/2/paths'],
    ],
  ])('refuses all with %s, and tells every fault', async (_, addons, paths) => {
    await add([spark])

    const refusal = await refusalOf(add(addons))

    expect(refusal.code).toBe('ADDON_EXISTS')
    expect(refusal.faults.map(({ path }) => path)).toEqual(paths)
    expect(await list()).toEqual(['spark-354'])
  })

  it('plans on a dry run', async () => {
    expect(await add([spark], { dryRun: true })).toMatchObject({
      dryRun: true,
      revision: 0,
      addons: [{ id: 1, revision: 1 }],
    })
    expect(await list()).toEqual([])
  })
})

describe('listAddons', () => {
  it('lists by component and display name, of one component or status, as of a moment', async () => {
    await add([{ ...spark, identifier: 'a', displayName: 'Spark 4' }, spark, hadoop])
    await set(['spark-354'], 'DISABLED')

    expect(await list()).toEqual(['hadoop-cli-7.3.1', 'spark-354', 'a'])
    expect(await list({ component: 'Spark' })).toEqual(['spark-354', 'a'])
    expect(await list({ status: 'DISABLED' })).toEqual(['spark-354'])
    expect(await list({ status: 'DISABLED', at: '1' })).toEqual([])
    expect(await list({ component: 'spark' })).toEqual([])
  })
})

describe('setAddonStatus', () => {
  it('changes several in one commit, by identifier or number, with the reason', async () => {
    await add([spark, hadoop])

    const answer = await set(['2', 'spark-354', '1'], 'DEPRECATED', { reason: 'Old' })

    expect(answer).toMatchObject({
      revision: 2,
      addons: [
        { identifier: 'hadoop-cli-7.3.1', status: 'DEPRECATED', reason: 'Old', revision: 2 },
        { identifier: 'spark-354', status: 'DEPRECATED', reason: 'Old', revision: 2 },
      ],
    })
    expect((await set(['1'], 'AVAILABLE')).addons[0]).not.toHaveProperty('reason')
  })

  it('commits nothing where nothing changes', async () => {
    await add([spark])

    expect(await set(['1'], 'AVAILABLE')).toMatchObject({ revision: 1, addons: [{ revision: 1 }] })
  })

  it('changes none where one is not there, and names the nearest', async () => {
    await add([spark])

    expect(await refusalOf(set(['spark-354', 'spark-345'], 'DISABLED'))).toMatchObject({
      code: 'ADDON_NOT_FOUND',
      message: expect.stringContaining('did you mean "spark-354"?') as string,
    })
    expect(await list({ status: 'AVAILABLE' })).toEqual(['spark-354'])
  })

  it('means an addon by its identifier before it means one by its number', async () => {
    await add([spark, { ...hadoop, identifier: '1' }])

    expect((await set(['1'], 'DISABLED')).addons).toMatchObject([{ displayName: 'Hadoop CLI 7.3.1' }])
  })

  it('plans on a dry run', async () => {
    await add([spark])

    expect(await set(['1'], 'FAILED', { dryRun: true })).toMatchObject({
      dryRun: true,
      addons: [{ status: 'FAILED', revision: 2 }],
    })
    expect(await list({ status: 'FAILED' })).toEqual([])
  })
})
