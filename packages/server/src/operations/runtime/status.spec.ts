import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing/refusal-of.ts'
import { openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { buildRuntime } from '../../testing/sample-runtime.ts'

let site: RuntimeSite
/** Ids of two runtimes, anew for each test. */
let one: string
let two: string
let count = 0

beforeAll(async () => {
  site = await openRuntimeSite()
})

beforeEach(async () => {
  site.now = new Date(site.now.getTime() + 60_000)
  one = await added()
  two = await added()
})

afterAll(() => site.close())

async function added(): Promise<string> {
  const edition = `Edition ${(count += 1)}`
  return (await site.add(site.push(`runtime-${count}`, buildRuntime({ edition })))).runtime.id
}

type Body = Parameters<RuntimeSite['client']['setRuntimeStatus']>[0]['body']

const set = (body: Partial<Body>, query = {}) =>
  site.client.setRuntimeStatus({ query, body: { runtimes: [one], status: 'ENABLED', ...body } })

const shown = async (runtime: string, query = {}) =>
  (await site.client.showRuntime({ params: { runtime }, query })).runtime

describe('setRuntimeStatus', () => {
  it('changes several in one commit, with the reason', async () => {
    const before = site.revision()

    const { revision, runtimes } = await set({ runtimes: [one, two] }, { reason: 'Tested' })

    expect(revision).toBe(before + 1)
    expect(runtimes).toMatchObject(
      [one, two].map((id) => ({
        id,
        status: 'ENABLED',
        reason: 'Tested',
        since: site.now.toISOString(),
        revision,
      })),
    )
    expect((await shown(two)).status).toBe('ENABLED')
  })

  it('names runtimes by id, by identifier, or by another way to write that, each once', async () => {
    const { identifier } = await shown(one)

    const { runtimes } = await set({ runtimes: [identifier, one, one.toUpperCase()] })

    expect(runtimes.map(({ id }) => id)).toEqual([one])
  })

  it('changes none where one of them is not there', async () => {
    const before = site.revision()

    expect(await refusalOf(set({ runtimes: [one, 'none'] }))).toMatchObject({ code: 'RUNTIME_NOT_FOUND' })
    expect(site.revision()).toBe(before)
    expect((await shown(one)).status).toBe('DISABLED')
  })

  it('deprecates in favour of another, until it is enabled again', async () => {
    const { name, version } = await shown(two)

    const deprecated = await set({ status: 'DEPRECATED', replacement: two }, { reason: 'Old' })
    const enabled = await set({})

    expect(deprecated.runtimes).toMatchObject([
      { status: 'DEPRECATED', reason: 'Old', replacement: `${name}@${version}` },
    ])
    expect(enabled.runtimes[0]).toMatchObject({ status: 'ENABLED' })
    expect(enabled.runtimes[0]).not.toHaveProperty('replacement')
    expect(enabled.runtimes[0]).not.toHaveProperty('reason')
  })

  it.each<[string, () => Partial<Body>, object, string]>([
    ['a replacement of what is enabled', () => ({ replacement: two }), {}, 'INVALID_REQUEST'],
    [
      'a replacement that is not there',
      () => ({ status: 'DEPRECATED', replacement: 'none' }),
      {},
      'RUNTIME_NOT_FOUND',
    ],
    ['force without a reason', () => ({ status: 'DISABLED', force: true }), {}, 'REASON_REQUIRED'],
    ['no runtime', () => ({ runtimes: [] }), {}, 'INVALID_REQUEST'],
    ['another status', () => ({ status: 'GONE' as 'ENABLED' }), {}, 'INVALID_REQUEST'],
    ['an older revision', () => ({}), { expect: 1 }, 'REVISION_CONFLICT'],
  ])('refuses %s', async (_, body, query, code) => {
    const before = site.revision()

    expect(await refusalOf(set(body(), query))).toMatchObject({ code })
    expect(site.revision()).toBe(before)
  })

  it('commits nothing where nothing changes', async () => {
    const before = await set({}, { reason: 'Same' })
    site.now = new Date(site.now.getTime() + 1000)

    const again = await set({}, { reason: 'Same' })

    expect(again.revision).toBe(before.revision)
    expect(again.runtimes).toEqual(before.runtimes)
  })

  it('keeps the last of several changes of one millisecond', async () => {
    await set({ status: 'ENABLED' })
    await set({ status: 'DEPRECATED' })

    expect((await shown(one)).status).toBe('DEPRECATED')
    await set({ status: 'DISABLED' })
    expect((await shown(one)).status).toBe('DISABLED')
  })

  it('plans on a dry run, and stores nothing', async () => {
    const before = site.revision()

    const planned = await set({ runtimes: [one, two] }, { dryRun: true })

    expect(planned).toMatchObject({ dryRun: true, runtimes: [{ status: 'ENABLED' }, { status: 'ENABLED' }] })
    expect(site.revision()).toBe(before)
    expect((await shown(one)).status).toBe('DISABLED')
  })

  it('is written down: what a runtime was, and when', async () => {
    const start = site.now.toISOString()
    site.now = new Date(site.now.getTime() + 60_000)
    const enabled = await set({})
    site.now = new Date(site.now.getTime() + 60_000)
    await set({ status: 'DISABLED' })

    expect((await shown(one, { at: String(enabled.revision - 1) })).status).toBe('DISABLED')
    expect((await shown(one, { at: String(enabled.revision) })).status).toBe('ENABLED')
    expect((await shown(one)).status).toBe('DISABLED')
    const { image } = await site.client.showImage({ params: { image: one } })
    expect(image.stages.map(({ state }) => state)).toEqual(['disabled', 'active', 'disabled'])
    expect(image.stages[0]?.from).toBe(start)
  })
})

describe('a runtime that projects start from', () => {
  const project = (name: string, runtimes: string[]) =>
    site.client.createProject({ body: { name, runtimes } })

  it('is disabled only by force and with a reason, and whoever starts from it is named', async () => {
    await set({ runtimes: [one, two] })
    await project(`a${count}`, [one, two])
    await project(`b${count}`, [two])
    const before = site.revision()

    const refusal = await refusalOf(set({ runtimes: [one, two], status: 'DISABLED' }))

    expect(refusal).toMatchObject({
      code: 'RUNTIME_IN_USE',
      message: '3 uses of what would be disabled; nothing was changed',
    })
    expect(refusal.faults.map(({ message }) => message.replace(/ starts from .*/, ''))).toEqual([
      `The project "a${count}"`,
      `The project "a${count}"`,
      `The project "b${count}"`,
    ])
    expect(site.revision()).toBe(before)
    const forced = await set({ runtimes: [one, two], status: 'DISABLED', force: true }, { reason: 'CVE' })
    expect(forced.runtimes).toMatchObject([
      { status: 'DISABLED', reason: 'CVE' },
      { status: 'DISABLED', reason: 'CVE' },
    ])
  })

  it('is deprecated without force', async () => {
    await set({})
    await project(`c${count}`, [one])

    expect((await set({ status: 'DEPRECATED' })).runtimes).toMatchObject([{ status: 'DEPRECATED' }])
  })

  it('may be disabled again where it is disabled already', async () => {
    await project(`d${count}`, [one])

    expect((await set({ status: 'DISABLED' }, { reason: 'Still' })).runtimes).toMatchObject([
      { status: 'DISABLED', reason: 'Still' },
    ])
  })
})

describe('setRuntimeDefault', () => {
  const setDefault = (isDefault: boolean, query = {}) =>
    site.client.setRuntimeDefault({ query, body: { runtimes: [one, two], isDefault } })

  it('says of several whether new projects may start from them', async () => {
    const on = await setDefault(true, { reason: 'For all' })
    const again = await setDefault(true)
    const off = await setDefault(false)

    expect(on.runtimes).toMatchObject([{ isDefault: true }, { isDefault: true }])
    expect(again.revision).toBe(on.revision)
    expect(off.revision).toBe(on.revision + 1)
    expect(off.runtimes.every((runtime) => !('isDefault' in runtime))).toBe(true)
    expect((await site.client.listRuntimes({ query: { default: true } })).runtimes).toEqual([])
  })

  it('changes neither the status nor its reason', async () => {
    await set({ runtimes: [one] }, { reason: 'Because' })

    await setDefault(true, { reason: 'Other' })

    expect(await shown(one)).toMatchObject({ status: 'ENABLED', reason: 'Because', isDefault: true })
    await setDefault(false)
  })
})

describe('setRuntimeCredential', () => {
  const setCredential = (credential?: string) =>
    site.client.setRuntimeCredential({
      params: { runtime: one },
      body: credential === undefined ? {} : { credential },
    })
  const credential = async (name: string, server: string) => {
    const body = { name, server, username: 'u', password: 'p' }
    return (await site.client.addCredential({ body })).credential.id
  }

  it('says which one a runtime is read with, and takes it back', async () => {
    const id = await credential(`right-${count}`, site.registry.host)

    const named = await setCredential(`right-${count}`)
    const none = await setCredential()

    expect(named.runtime).toMatchObject({ id: one, credential: id })
    expect(none.runtime).not.toHaveProperty('credential')
    expect(none.revision).toBe(named.revision + 1)
  })

  it('refuses one for another server, and one that is not there', async () => {
    await credential(`wrong-${count}`, 'registry.example.com')

    expect(await refusalOf(setCredential(`wrong-${count}`))).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await refusalOf(setCredential('none'))).toMatchObject({ code: 'CREDENTIAL_NOT_FOUND' })
  })
})

describe('listRuntimes', () => {
  it('lists by editor, kernel, edition and version, the newest first, page by page', async () => {
    const own = await openRuntimeSite()
    for (const [kernel, version, maintenance] of [
      ['Python 3.9', '1.10', '1'],
      ['Python 3.10', '1.9', '1'],
      ['Python 3.10', '1.10', '2'],
      ['Python 3.10', '1.10', '10'],
    ] as const) {
      const values = { kernel, 'short-version': version, 'maintenance-version': maintenance }
      const image = buildRuntime({ ...values, 'full-version': `${version}.${maintenance}` })
      await own.add(own.push('listed', image, `${version}.${maintenance}`), { enable: version === '1.9' })
    }
    const list = async (query = {}) => {
      const { runtimes, next, total } = await own.client.listRuntimes({ query })
      return { found: runtimes.map(({ name, version }) => `${name.split(' / ')[1]} ${version}`), next, total }
    }
    const all = await list()
    const first = await list({ limit: 3 })
    const second = await list({ limit: 3, after: first.next })
    const enabled = await list({ status: 'ENABLED' })
    const kernels = await list({ kernel: 'Python 3.9' })
    const refusal = await refusalOf(list({ after: 'none' }))
    await own.close()

    expect(all).toEqual({
      found: ['Python 3.9 1.10.1', 'Python 3.10 1.10.10', 'Python 3.10 1.10.2', 'Python 3.10 1.9.1'],
      next: undefined,
      total: 4,
    })
    expect([...first.found, ...second.found]).toEqual(all.found)
    expect(second).toMatchObject({ next: undefined, total: 4 })
    expect(enabled.found).toEqual(['Python 3.10 1.9.1'])
    expect(kernels.total).toBe(1)
    expect(refusal.code).toBe('INVALID_REQUEST')
  })
})
