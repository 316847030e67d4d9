import { operations } from '@ingot/contract'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing/refusal-of.ts'
import { openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { buildRuntime } from '../../testing/sample-runtime.ts'

let site: RuntimeSite
/** Ids by edition; Alpha and Beta are defaults, and Off is one that is disabled. */
const ids = { alpha: '', beta: '', gamma: '', off: '' }

beforeAll(async () => {
  site = await openRuntimeSite()
  ids.beta = await added('Beta', { enable: true, isDefault: true })
  ids.alpha = await added('Alpha', { enable: true, isDefault: true })
  ids.gamma = await added('Gamma', { enable: true })
  ids.off = await added('Off', { isDefault: true })
})

afterAll(() => site.close())

async function added(edition: string, more: object): Promise<string> {
  const reference = site.push(edition.toLowerCase(), buildRuntime({ edition }))
  return (await site.add(reference, more)).runtime.id
}

type Created = Parameters<RuntimeSite['client']['createProject']>[0]['body']
type Allowed = Parameters<RuntimeSite['client']['allowRuntimes']>[0]['body']

const create = (body: Created, query = {}) => site.client.createProject({ query, body })
const allow = (project: string, body: Allowed, query = {}) =>
  site.client.allowRuntimes({ params: { project }, query, body })
const runtimesOf = ({ consumer }: Awaited<ReturnType<typeof create>>) =>
  consumer.runtimes?.map(({ id }) => id)

describe('createProject', () => {
  it('may start from the defaults that are not disabled, in the order of the catalog', async () => {
    const answer = await create({ name: 'standard' })

    const { runtime } = await site.client.showRuntime({ params: { runtime: ids.alpha } })
    expect(runtimesOf(answer)).toEqual([ids.alpha, ids.beta])
    expect(answer.consumer).toMatchObject({
      type: 'project',
      name: 'standard',
      provider: 'oci',
      region: site.registry.host,
      architecture: 'x86_64',
      owner: 'admin',
      image: {
        catalog: 'runtimes',
        id: ids.alpha,
        reference: `${site.registry.host}/team/alpha@${runtime.digest}`,
      },
      revision: answer.revision,
    })
    expect(Value.Check(operations.createProject.response, answer)).toBe(true)
    const params = { consumer: 'project/standard' }
    expect((await site.client.showConsumer({ params })).consumer.id).toBe(answer.consumer.id)
  })

  it('may start from what is named, each once, and wants addons', async () => {
    const identifier = `${site.registry.host}/team/gamma:1.0`

    const answer = await create({
      name: 'own',
      runtimes: [identifier, ids.alpha, ids.gamma],
      addons: ['Spark 3.5.1'],
    })

    expect(runtimesOf(answer)).toEqual([ids.gamma, ids.alpha])
    expect(answer.consumer.addons).toEqual(['Spark 3.5.1'])
  })

  it('is refused where the name is taken by another project, not by another consumer', async () => {
    await create({ name: 'once' })

    expect(await refusalOf(create({ name: 'once' }))).toMatchObject({ code: 'CONSUMER_EXISTS' })
  })

  it.each<[string, Created, string]>([
    ['no runtime', { name: 'none', runtimes: [] }, 'INVALID_INPUT'],
    ['a runtime that is not there', { name: 'none', runtimes: ['none'] }, 'RUNTIME_NOT_FOUND'],
    ['no name', { name: '' }, 'INVALID_REQUEST'],
  ])('is refused with %s', async (_, body, code) => {
    const before = site.revision()

    expect(await refusalOf(create(body))).toMatchObject({ code })
    expect(site.revision()).toBe(before)
  })

  it('needs a default where none is named', async () => {
    const fresh = await openRuntimeSite()
    const refusal = await refusalOf(fresh.client.createProject({ body: { name: 'first' } }))
    await fresh.close()

    expect(refusal).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('ingot runtime default') as string,
    })
  })

  it('is planned on a dry run', async () => {
    const before = site.revision()

    const planned = await create({ name: 'planned' }, { dryRun: true })

    expect(planned).toMatchObject({ dryRun: true, consumer: { name: 'planned', revision: before + 1 } })
    expect(site.revision()).toBe(before)
  })

  it('is no machine, which the operation for those says', async () => {
    const body = { type: 'project', name: 'x', provider: 'oci', region: 'x' } as never

    expect(await refusalOf(site.client.createConsumer({ body }))).toMatchObject({ code: 'INVALID_REQUEST' })
  })
})

describe('allowRuntimes', () => {
  it('adds and takes away in one commit', async () => {
    await create({ name: 'changing' })

    const answer = await allow('changing', { add: [ids.gamma], remove: [ids.alpha], addons: ['Ozone'] })

    expect(runtimesOf(answer)).toEqual([ids.beta, ids.gamma])
    expect(answer.consumer).toMatchObject({
      image: { id: ids.beta },
      addons: ['Ozone'],
      revision: site.revision(),
    })
    expect(runtimesOf(await allow('changing', { addons: [] }))).toEqual([ids.beta, ids.gamma])
  })

  it('commits nothing where nothing changes', async () => {
    await create({ name: 'steady', runtimes: [ids.alpha] })
    const before = site.revision()

    const answer = await allow('steady', { add: [ids.alpha] })

    expect(answer.revision).toBe(before)
    expect(answer.consumer.revision).toBe(before)
  })

  it('keeps the last runtime', async () => {
    await create({ name: 'last', runtimes: [ids.alpha] })

    expect(await refusalOf(allow('last', { remove: [ids.alpha] }))).toMatchObject({
      code: 'INVALID_INPUT',
      message: 'The project "last" would have no runtime left: add one',
    })
    expect(runtimesOf(await allow('last', { remove: [ids.alpha], add: [ids.beta] }))).toEqual([ids.beta])
  })

  it('refuses to take away what is not there', async () => {
    await create({ name: 'without', runtimes: [ids.alpha] })

    expect(await refusalOf(allow('without', { remove: [ids.beta] }))).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await refusalOf(allow('without', { remove: ['none'] }))).toMatchObject({
      code: 'RUNTIME_NOT_FOUND',
    })
    expect(await refusalOf(allow('none', { add: [ids.beta] }))).toMatchObject({ code: 'CONSUMER_NOT_FOUND' })
  })

  it('takes away a runtime that was deleted from under it', async () => {
    const doomed = await added('Doomed', { enable: true })
    await create({ name: 'left', runtimes: [doomed, ids.alpha] })
    const query = { force: true, reason: 'CVE' }
    await site.client.deleteImage({ params: { image: doomed }, query })

    expect(runtimesOf(await allow('left', { remove: [doomed] }))).toEqual([ids.alpha])
  })

  it('is planned on a dry run', async () => {
    await create({ name: 'dry', runtimes: [ids.alpha] })
    const before = site.revision()

    const planned = await allow('dry', { add: [ids.beta] }, { dryRun: true })

    expect(runtimesOf(planned)).toEqual([ids.alpha, ids.beta])
    expect(planned.consumer.revision).toBe(before + 1)
    expect(site.revision()).toBe(before)
  })

  it('is for those who may change the project', async () => {
    await site.as('ada', 'editor').createProject({ body: { name: 'hers' } })
    const body = { add: [ids.gamma] }
    const params = { project: 'hers' }
    const grant = { consumer: 'project/hers', user: 'bob', role: 'SharedResourceUser' } as const

    expect(await refusalOf(site.as('bob', 'editor').allowRuntimes({ params, body }))).toMatchObject({
      code: 'CONSUMER_NOT_FOUND',
    })
    await site.as('ada', 'editor').grantRole({ body: grant })
    expect(await refusalOf(site.as('bob', 'editor').allowRuntimes({ params, body }))).toMatchObject({
      code: 'FORBIDDEN',
    })
    expect(runtimesOf(await site.as('ada', 'editor').allowRuntimes({ params, body }))).toContain(ids.gamma)
  })
})

describe('a project among consumers', () => {
  it('is switched to no catalog, and upgraded to nothing', async () => {
    await create({ name: 'fixed' })
    const params = { consumer: 'project/fixed' }

    for (const act of [
      () => site.client.switchCatalog({ body: { consumers: ['project/fixed'], catalog: 'runtimes' } }),
      () => site.client.listUpgrades({ params }),
      () => site.client.applyUpgrade({ params, body: {} }),
    ]) {
      expect(await refusalOf(act())).toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringContaining('ingot project allow') as string,
      })
    }
  })

  it('is listed and deleted as the others are', async () => {
    await create({ name: 'brief' })
    const { consumers } = await site.client.listConsumers({ query: { type: 'project' } })

    expect(consumers.some(({ name }) => name === 'brief')).toBe(true)
    await site.client.deleteConsumer({ params: { consumer: 'project/brief' } })
    expect(await refusalOf(allow('brief', { add: [ids.alpha] }))).toMatchObject({
      code: 'CONSUMER_NOT_FOUND',
    })
  })
})

describe('the use of a runtime', () => {
  const use = async (of: string, more = {}) =>
    (await site.client.usage({ body: { of, ...more } })).consumers.map(
      ({ consumer, image }) => [consumer.name, image] as const,
    )

  it('is told by its identifier, its id and its name: every project once for each runtime', async () => {
    const one = await added('Used', { enable: true })
    const values = { edition: 'Used', 'maintenance-version': '2', 'full-version': '1.0.2' }
    const reference = site.push('used', buildRuntime(values), '1.0.2')
    const { runtime: two } = await site.add(reference, { enable: true })
    await create({ name: 'user b', runtimes: [one, two.id, ids.alpha] })
    await create({ name: 'user a', runtimes: [two.id] })

    expect(await use(one)).toEqual([['user b', one]])
    expect(await use(one.toUpperCase())).toEqual([['user b', one]])
    expect(await use(`${site.registry.host}/team/used:1.0`)).toEqual([['user b', one]])
    expect(await use(reference)).toEqual([
      ['user a', two.id],
      ['user b', two.id],
    ])
    expect(await use(two.name)).toEqual([
      ['user a', two.id],
      ['user b', one],
      ['user b', two.id],
    ])
    expect((await use('runtimes', { as: 'catalog' })).filter(([name]) => name === 'user b')).toHaveLength(3)
  })

  it('is told of a runtime that was deleted from under its projects', async () => {
    const id = await added('Left', { enable: true })
    await create({ name: 'stays', runtimes: [ids.alpha, id] })
    await site.client.deleteImage({ params: { image: id }, query: { force: true, reason: 'CVE' } })

    expect(await use(id)).toEqual([['stays', id]])
  })

  it('names projects to those who may see them', async () => {
    const id = await added('Private', { enable: true })
    await create({ name: 'secret', runtimes: [id] })

    const { consumers } = await site.as('eve', 'reader').usage({ body: { of: id } })

    expect(consumers).toEqual([])
  })

  it('keeps a runtime from being deleted', async () => {
    const id = await added('Kept', { enable: true })
    await create({ name: 'keeper', runtimes: [ids.alpha, id] })

    const refusal = await refusalOf(site.client.deleteImage({ params: { image: id } }))

    expect(refusal.code).toBe('IMAGE_IN_USE')
    expect(refusal.faults[0]?.message).toContain('project "keeper"')
  })
})
