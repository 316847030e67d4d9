import { describeWithPrograms, startDockerRegistry, startFakeRegistry, tinyBase } from '@ingot/testkit'
import { rootCertificates } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRegistrySite, type RegistrySite } from '../../testing/registry-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

let site: RegistrySite
const closing: (() => Promise<void>)[] = []

beforeEach(async () => {
  site = await openRegistrySite()
})

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await site.close()
})

type Body = Parameters<RegistrySite['client']['addRegistry']>[0]['body']

const [certificate = ''] = rootCertificates
const server = 'registry.corp.example:5000'

const add = async (body: Body, registry = 'site', query = {}) =>
  site.client.addRegistry({ params: { registry }, query, body })

const test = async (body: object = {}, registry = 'site') =>
  (await site.client.testRegistry({ params: { registry }, body })).check

async function fake(options: Parameters<typeof startFakeRegistry>[0] = {}) {
  const registry = await startFakeRegistry(options)
  closing.push(() => registry.close())
  return registry
}

describe('addRegistry', () => {
  it('adds one, and says anew how it is spoken to', async () => {
    expect(await add({ server, certificates: certificate })).toEqual({
      revision: 1,
      at: '2026-03-01T12:00:00.000Z',
      dryRun: false,
      registry: {
        name: 'site',
        server,
        certificates: certificate,
        owner: 'admin',
        created: '2026-03-01T12:00:00.000Z',
        revision: 1,
      },
    })
    site.now = new Date('2026-03-02T12:00:00.000Z')

    const { registry } = await site
      .as('ada', 'administrator')
      .addRegistry({ params: { registry: 'site' }, body: { server, plainHttp: true } })

    expect(registry).toEqual({
      name: 'site',
      server,
      plainHttp: true,
      owner: 'admin',
      created: '2026-03-01T12:00:00.000Z',
      revision: 2,
    })
    expect((await site.client.listRegistries({})).registries).toEqual([registry])
  })

  it('commits nothing where nothing changes, and nothing on a dry run', async () => {
    await add({ server })

    expect(await add({ server, plainHttp: false })).toMatchObject({ revision: 1 })
    expect(await add({ server, plainHttp: true }, 'site', { dryRun: true })).toMatchObject({
      dryRun: true,
      revision: 1,
      registry: { plainHttp: true, revision: 2 },
    })
    expect((await site.client.listRegistries({})).registries[0]?.plainHttp).toBeUndefined()
  })

  it('takes a URL for its server, and says so', async () => {
    const { registry, notes } = await add({ server: 'https://Registry.corp.example:5000/v2/' })

    expect(registry.server).toBe(server)
    expect(notes).toEqual([`"${server}" is taken as the server, with all repositories on it`])
  })

  it('refuses a second name for one server', async () => {
    await add({ server })

    expect(await refusalOf(add({ server }, 'other'))).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(`The server "${server}" was added as the registry "site" already`),
    })
  })

  it.each<[string, string, Body, string]>([
    ['a name with a slash', 'a/b', { server }, '/params/registry'],
    ['no server', 'site', { server: 'registry' }, '/body/server'],
    ['certificates that are none', 'site', { server, certificates: 'x' }, '/body/certificates'],
    [
      'certificates without TLS',
      'site',
      { server, plainHttp: true, certificates: certificate },
      '/body/certificates',
    ],
  ])('refuses %s', async (_, name, body, path) => {
    expect(await refusalOf(add(body, name))).toMatchObject({ code: 'INVALID_REQUEST', faults: [{ path }] })
    expect(site.ledger.snapshot().revision).toBe(0)
  })
})

describe('deleteRegistry', () => {
  const remove = async (query: { force?: boolean; reason?: string; dryRun?: boolean } = {}) =>
    site.client.deleteRegistry({ params: { registry: 'site' }, query })

  it('forgets one', async () => {
    await add({ server })

    expect((await remove({ dryRun: true })).registry.name).toBe('site')
    expect((await remove()).registry.name).toBe('site')

    expect(await refusalOf(remove())).toMatchObject({
      code: 'REGISTRY_NOT_FOUND',
      message: 'No registry has the name "site"; there is none',
    })
  })

  it('of one that runtimes are on needs force and a reason', async () => {
    await add({ server })
    await site.addRuntime(`${server}/team/app:1`)
    await site.addRuntime('docker.io/team/app:1')

    expect(await refusalOf(remove())).toMatchObject({
      code: 'REGISTRY_IN_USE',
      faults: [{ message: `The runtime "${server}/team/app:1" needs it` }],
    })
    expect(await refusalOf(remove({ force: true, reason: ' ' }))).toMatchObject({ code: 'REASON_REQUIRED' })

    await remove({ force: true, reason: 'It moved' })

    expect((await site.client.listRegistries({})).registries).toEqual([])
  })
})

describe('testRegistry', () => {
  it('says whether it is there and what it wants, and remembers that', async () => {
    const registry = await fake({ auth: { kind: 'token', user: 'ada', password: 'hunter2' } })
    await add({ server: registry.host, plainHttp: true })

    const check = await test()

    expect(check).toMatchObject({ ok: true, message: expect.stringContaining('is there') })
    expect((await site.client.listRegistries({})).registries[0]?.lastCheck).toEqual(check)
    expect(site.ledger.snapshot().revision).toBe(1)
  })

  it('forgets what a server said when the name is of another', async () => {
    const registry = await fake()
    await add({ server: registry.host, plainHttp: true })
    await test()

    await add({ server })

    expect((await site.client.listRegistries({})).registries[0]?.lastCheck).toBeUndefined()
  })

  it('says that nobody is there', async () => {
    const registry = await fake()
    await registry.close()
    await add({ server: registry.host, plainHttp: true })

    const check = await test()

    expect(check.ok).toBe(false)
    expect(check.message).toContain(registry.host)
  })

  it('reads an image with the credential that fits best, or with the one that is named', async () => {
    const registry = await fake({ auth: { kind: 'basic', user: 'ada', password: 'hunter2' } })
    registry.push('team/app', '1', tinyBase())
    await add({ server: registry.host, plainHttp: true })
    const reference = `${registry.host}/team/app:1`
    const credential = { server: registry.host, username: 'ada' }
    await site.client.addCredential({ body: { ...credential, name: 'wrong', password: 'x' } })
    await site.client.addCredential({
      body: { ...credential, name: 'right', password: 'hunter2', path: 'team' },
    })

    expect(await test({ reference })).toMatchObject({
      ok: true,
      message: expect.stringMatching(/^"127\.0\.0\.1:\d+\/team\/app:1" can be read: sha256:[0-9a-f]{64}$/),
    })
    expect(await test({ reference, credential: 'wrong' })).toMatchObject({ ok: false })
    expect(await test({ credential: 'wrong' })).toMatchObject({ ok: false })
    expect(await test({ credential: 'right' })).toMatchObject({ ok: true })
  })

  it('sends a credential of another server to nobody', async () => {
    const registry = await fake({ auth: { kind: 'basic', user: 'ada', password: 'hunter2' } })
    await add({ server: registry.host, plainHttp: true })
    await site.client.addCredential({
      body: { name: 'other', server, username: 'ada', password: 'hunter2', isDefault: true },
    })

    for (const reference of [undefined, `${registry.host}/team/app:1`]) {
      expect(await refusalOf(test({ credential: 'other', reference }))).toMatchObject({
        code: 'INVALID_INPUT',
      })
    }
    expect(await test({ reference: `${registry.host}/team/app:1` })).toMatchObject({ ok: false })

    expect(registry.requests.every(({ authorization }) => authorization === undefined)).toBe(true)
  })

  it('follows the ledger: what is changed holds for the next question', async () => {
    const registry = await fake()
    await add({ server: registry.host })
    expect(await test()).toMatchObject({ ok: false })

    await add({ server: registry.host, plainHttp: true })

    expect(await test()).toMatchObject({ ok: true })
  })
})

describeWithPrograms('testRegistry on a real registry', ['docker-registry', 'htpasswd', 'openssl'], () => {
  it('needs the authority of its certificate, and the password', async () => {
    const user = { user: 'ada', password: 'hunter2' }
    const registry = await startDockerRegistry({ htpasswd: user, tls: true })
    closing.push(() => registry.stop())
    await registry.push('team/app', '1', tinyBase())
    const reference = `${registry.host}/team/app:1`
    const { certificates = '' } = registry

    await add({ server: registry.host })
    expect(await test()).toMatchObject({ ok: false, message: expect.stringContaining('certificate') })
    await add({ server: registry.host, certificates })
    expect(await test()).toMatchObject({ ok: true })
    expect(await test({ reference })).toMatchObject({ ok: false })
    const credential = { name: 'ci', server: registry.host, username: 'ada', password: 'hunter2' }
    await site.client.addCredential({ body: credential })

    expect(await test({ reference })).toMatchObject({ ok: true })
    const checked = await site.client.testCredential({ params: { credential: 'ci' }, body: { reference } })
    expect(checked.check).toMatchObject({ ok: true })
  })
})

describe('what others see', () => {
  it('is the list for readers, and nothing more for anybody but administrators', async () => {
    await add({ server })
    const reader = site.as('eve', 'reader')
    const editor = site.as('eve', 'editor')

    expect((await reader.listRegistries({})).registries).toHaveLength(1)
    const params = { registry: 'site' }
    for (const act of [
      () => editor.addRegistry({ params, body: { server } }),
      () => editor.testRegistry({ params, body: {} }),
      () => editor.deleteRegistry({ params }),
    ]) {
      expect(await refusalOf(act())).toMatchObject({ code: 'FORBIDDEN' })
    }
  })
})
