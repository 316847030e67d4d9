import type { Credential, CredentialView } from '@ingot/contract'
import { startFakeRegistry, type FakeRegistry } from '@ingot/testkit'
import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCredential } from '../../registries/credential-secret.ts'
import { findCredential } from '../../registries/stored-credentials.ts'
import { openRegistrySite, type RegistrySite } from '../../testing/registry-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

let site: RegistrySite

beforeEach(async () => {
  site = await openRegistrySite()
})

afterEach(() => site.close())

type Body = Parameters<RegistrySite['client']['addCredential']>[0]['body']

const server = 'registry.example.com:5000'
const given: Body = { name: 'ci', server, username: 'ada', password: 'hunter2' }

async function add(more: Partial<Body> = {}): Promise<CredentialView> {
  return (await site.client.addCredential({ body: { ...given, ...more } })).credential
}

/** What is stored under a name or an id now. */
const stored = (name: string): Credential => findCredential(site.ledger.snapshot(), name).body

const opened = async (name: string) => openCredential(site.secrets, { body: stored(name) })

describe('addCredential', () => {
  it('seals user and password, and shows neither', async () => {
    const answer = await site.client.addCredential({ query: { reason: 'for builds' }, body: given })

    expect(answer).toEqual({
      revision: 1,
      at: '2026-03-01T12:00:00.000Z',
      dryRun: false,
      credential: {
        id: expect.any(String),
        name: 'ci',
        server,
        kind: 'basic',
        isDefault: false,
        state: 'valid',
        owner: 'admin',
        created: '2026-03-01T12:00:00.000Z',
        revision: 1,
      },
    })
    expect(JSON.stringify(stored('ci'))).not.toMatch(/"ada"|hunter2/)
    expect(await opened('ci')).toEqual({ username: 'ada', password: 'hunter2' })
    expect(await site.stored()).toEqual([1, 1])
  })

  it('takes a URL as a server, and says what it understood', async () => {
    const { credential, notes } = await site.client.addCredential({
      body: { ...given, server: 'https://index.docker.io/v1/' },
    })

    expect(credential).toMatchObject({ server: 'docker.io', kind: 'docker-hub' })
    expect(notes).toEqual([expect.stringContaining('"docker.io" is taken as the server')])
  })

  it.each([
    ['123456789012.dkr.ecr.eu-central-1.amazonaws.com', 'AWS', undefined, '2026-03-02T00:00:00.000Z'],
    ['site.azurecr.io', '00000000-0000-0000-0000-000000000000', undefined, '2026-03-01T15:00:00.000Z'],
    ['europe-docker.pkg.dev', 'oauth2accesstoken', undefined, '2026-03-01T13:00:00.000Z'],
    ['europe-docker.pkg.dev', 'oauth2accesstoken', '2026-03-01T12:30:00Z', '2026-03-01T12:30:00.000Z'],
    [server, 'ada', '2027-01-01T00:00:00+01:00', '2026-12-31T23:00:00.000Z'],
    [server, 'ada', undefined, undefined],
  ])('ends one of %s with the user %s, said to end %s, at %s', async (at, username, expires, ends) => {
    const credential = await add({ server: at, username, ...(expires === undefined ? {} : { expires }) })

    expect(credential.expires).toBe(ends)
  })

  it('says by the clock whether it ends', async () => {
    await add({ server: 'site.azurecr.io', username: '00000000-0000-0000-0000-000000000000' })
    const stateAt = async (at?: string) =>
      (await site.client.listCredentials({ query: { at } })).credentials[0]?.state

    expect(await stateAt()).toBe('valid')
    expect(await stateAt('2026-03-01T14:24:00Z')).toBe('expires-soon')
    expect(await stateAt('2026-03-01T15:00:00Z')).toBe('expired')
    site.now = new Date('2026-03-01T16:00:00.000Z')
    expect(await stateAt()).toBe('expired')
  })

  it('has one default for a server and a path, and takes it from the one before', async () => {
    await add({ isDefault: true })
    await add({ name: 'team', isDefault: true, path: 'team' })
    await add({ name: 'elsewhere', isDefault: true, server: 'docker.io' })

    await add({ name: 'new', isDefault: true })

    const { credentials } = await site.client.listCredentials({})
    expect(credentials.filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual([
      'elsewhere',
      'new',
      'team',
    ])
    expect((await site.client.showCommit({ params: { revision: 4 } })).changes).toHaveLength(2)
  })

  it('refuses a name that is taken, and seals nothing for it', async () => {
    await add()

    const refusal = await refusalOf(add({ server: 'docker.io' }))

    expect(refusal).toMatchObject({ code: 'CREDENTIAL_EXISTS' })
    expect(refusal.message).toBe(`A credential named "ci" exists already, for "${server}"`)
    expect(await site.stored()).toEqual([1, 1])
  })

  it('refuses what cannot be read, every fault at once, and repeats no password', async () => {
    const refusal = await refusalOf(add({ server: 'a b', path: 'UPPER', password: 'hunter2' }))

    expect(refusal).toMatchObject({
      code: 'INVALID_REQUEST',
      faults: [{ path: '/body/server' }, { path: '/body/path' }],
    })
    expect(JSON.stringify(refusal.toProblem())).not.toContain('hunter2')
    expect(await site.stored()).toEqual([0, 0])
  })

  it('seals and makes nothing on a dry run', async () => {
    const { dryRun, credential } = await site.client.addCredential({ query: { dryRun: true }, body: given })

    expect(dryRun).toBe(true)
    expect(credential).toMatchObject({ name: 'ci', revision: 1 })
    expect(await site.stored()).toEqual([0, 0])
    expect(existsSync(`${site.place}.master-key`)).toBe(false)
  })

  it('leaves no key behind where the commit is refused', async () => {
    const refusal = await refusalOf(site.client.addCredential({ query: { expect: 7 }, body: given }))

    expect(refusal.code).toBe('REVISION_CONFLICT')
    expect(await site.stored()).toEqual([0, 0])
  })

  it('adds several at once, each with a key of its own', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `c${index}`)

    await Promise.all(names.map((name) => add({ name, password: `password of ${name}` })))

    expect(await site.stored()).toEqual([8, 8])
    for (const name of names) expect((await opened(name)).password).toBe(`password of ${name}`)
  })
})

describe('without the master key', () => {
  it('nothing is sealed or opened, and what needs no secret works', async () => {
    await add()
    const { ledger, place } = site
    const other = await openRegistrySite({ masterKey: { file: `${place}.nowhere` } })
    const refused = { code: 'MASTER_KEY_UNAVAILABLE', status: 503 }

    expect(await refusalOf(other.client.addCredential({ body: given }))).toMatchObject(refused)
    expect(
      await refusalOf(other.client.addCredential({ query: { dryRun: true }, body: given })),
    ).toMatchObject(refused)
    expect((await other.client.listCredentials({})).credentials).toEqual([])
    expect(await other.stored()).toEqual([0, 0])
    expect(ledger.snapshot().revision).toBe(1)
    await other.close()
  })
})

describe('updateCredential', () => {
  const update = async (body: object, query = {}, credential = 'ci') =>
    site.client.updateCredential({ params: { credential }, query, body })

  it('changes what is given, and nothing that is sealed', async () => {
    await add({ path: 'team' })
    const before = stored('ci')

    const { credential } = await update({ name: 'build', isDefault: true, expires: '2027-01-01T00:00:00Z' })

    expect(credential).toMatchObject({
      id: before.id,
      name: 'build',
      path: 'team',
      isDefault: true,
      expires: '2027-01-01T00:00:00.000Z',
    })
    expect(stored('build').sealed).toEqual(before.sealed)
    expect(await opened('build')).toEqual({ username: 'ada', password: 'hunter2' })
  })

  it('moves it to another server, and knows by its user what it is there', async () => {
    await add({ username: 'oauth2accesstoken', path: 'team' })

    const { credential, notes } = await update({ server: 'https://eu.gcr.io/' })

    expect(credential).toMatchObject({ server: 'eu.gcr.io', path: 'team', kind: 'google-token' })
    expect(notes).toHaveLength(1)
  })

  it('takes the limit of a path away with an empty one', async () => {
    await add({ path: 'team' })

    const { credential } = await update({ path: '' })

    expect(credential.path).toBeUndefined()
    expect((await update({ server: `${server}/group/app` })).credential.path).toBe('group/app')
  })

  it('refuses the name of another, and one that is not there', async () => {
    await add()
    await add({ name: 'other' })

    expect(await refusalOf(update({ name: 'other' }))).toMatchObject({ code: 'CREDENTIAL_EXISTS' })
    expect(await refusalOf(update({ name: 'x' }, {}, 'nobody'))).toMatchObject({
      code: 'CREDENTIAL_NOT_FOUND',
      message: 'No credential has the id or name "nobody"; there are ci, other',
    })
    expect((await update({ name: 'ci' })).revision).toBe(2)
  })

  it('changes nothing on a dry run', async () => {
    await add()

    const { credential } = await update({ name: 'build' }, { dryRun: true })

    expect(credential.name).toBe('build')
    expect(stored('ci').name).toBe('ci')
  })
})

describe('rotateCredential', () => {
  const rotate = async (body: { password: string; username?: string; expires?: string }, query = {}) =>
    site.client.rotateCredential({ params: { credential: 'ci' }, query, body })

  it('keeps the user, and destroys the key of what it held before', async () => {
    await add({ expires: '2026-04-01T00:00:00Z' })
    const before = stored('ci')
    site.now = new Date('2026-03-02T12:00:00.000Z')

    const { credential } = await rotate({ password: 'correct horse' })

    expect(credential).toMatchObject({ id: before.id, rotated: '2026-03-02T12:00:00.000Z' })
    expect(credential.expires).toBeUndefined()
    expect(await opened('ci')).toEqual({ username: 'ada', password: 'correct horse' })
    expect(stored('ci').sealed.key).not.toBe(before.sealed.key)
    expect(await refusalOf(openCredential(site.secrets, { body: before }))).toMatchObject({
      code: 'LEDGER_DAMAGED',
      message: expect.stringContaining('its key was destroyed'),
    })
    expect(await site.stored()).toEqual([2, 1])
  })

  it('takes another user, whose kind of secret may be another', async () => {
    await add({ server: 'eu.gcr.io', username: '_json_key' })

    const { credential } = await rotate({ username: 'oauth2accesstoken', password: 'ya29' })

    expect(credential).toMatchObject({ kind: 'google-token', expires: '2026-03-01T13:00:00.000Z' })
    expect(await opened('ci')).toEqual({ username: 'oauth2accesstoken', password: 'ya29' })
  })

  it.each([
    ['a dry run', { dryRun: true }],
    ['a stale plan', { expect: 9 }],
  ])('keeps the old secret on %s', async (_, query) => {
    await add()
    const before = stored('ci')

    await rotate({ password: 'other' }, query).catch(() => undefined)

    expect(stored('ci')).toEqual(before)
    expect(await opened('ci')).toEqual({ username: 'ada', password: 'hunter2' })
    expect(await site.stored()).toEqual([1, 1])
  })

  it('may be done by several at once: one of them is last, and one key is left', async () => {
    await add()

    await Promise.all(Array.from({ length: 5 }, (_, index) => rotate({ password: `password ${index}` })))

    expect((await opened('ci')).password).toMatch(/^password \d$/)
    expect(await site.stored()).toEqual([6, 1])
  })

  it('takes away the keys that were left behind by who ended in the middle', async () => {
    await add()
    const left = await site.secrets.seal('left', 'credential/9', new Date('2026-02-27T00:00:00Z'))

    await rotate({ password: 'other' })

    expect(await site.ledger.secretKeys.get(left.key)).toBeUndefined()
  })
})

describe('deleteCredential', () => {
  const remove = async (query: { force?: boolean; reason?: string; dryRun?: boolean } = {}) =>
    site.client.deleteCredential({ params: { credential: 'ci' }, query })

  it('destroys what it held, in all of history', async () => {
    await add()
    const before = stored('ci')

    const { credential } = await remove()

    expect(credential).toMatchObject({ id: before.id, name: 'ci' })
    expect(await refusalOf(openCredential(site.secrets, { body: before }))).toMatchObject({
      code: 'LEDGER_DAMAGED',
    })
    expect(await site.stored()).toEqual([2, 0])
    const past = await site.client.listCredentials({ query: { at: '1' } })
    expect(past.credentials).toMatchObject([{ name: 'ci' }])
    expect(await refusalOf(remove())).toMatchObject({
      code: 'CREDENTIAL_NOT_FOUND',
      message: 'No credential has the id or name "ci"; there is none',
    })
  })

  it('destroys nothing on a dry run', async () => {
    await add()

    expect((await remove({ dryRun: true })).dryRun).toBe(true)

    expect(await opened('ci')).toEqual({ username: 'ada', password: 'hunter2' })
  })

  it('of one that runtimes are read with needs force and a reason', async () => {
    const { id } = await add()
    await site.addRuntime('registry.example.com:5000/team/app:1', id)
    await site.addRuntime('registry.example.com:5000/team/other:1')

    expect(await refusalOf(remove())).toMatchObject({
      code: 'CREDENTIAL_IN_USE',
      message: 'Cannot delete the credential "ci": 1 runtime needs it',
      faults: [{ code: 'USED_BY_RUNTIME', message: expect.stringContaining('team/app:1') }],
    })
    expect(await refusalOf(remove({ force: true }))).toMatchObject({ code: 'REASON_REQUIRED' })
    expect(await site.stored()).toEqual([3, 1])

    await remove({ force: true, reason: 'The account was closed' })

    expect(await site.stored()).toEqual([4, 0])
  })
})

describe('testCredential', () => {
  let registry: FakeRegistry

  beforeEach(async () => {
    registry = await startFakeRegistry({ auth: { kind: 'basic', user: 'ada', password: 'hunter2' } })
    const body = { server: registry.host, plainHttp: true }
    await site.client.addRegistry({ params: { registry: 'lab' }, body })
  })

  afterEach(() => registry.close())

  const test = async (reference?: string) =>
    (await site.client.testCredential({ params: { credential: 'ci' }, body: { reference } })).check

  it('says whether the registry takes it, and remembers that beside the ledger', async () => {
    await add({ server: registry.host })

    const check = await test()

    expect(check).toMatchObject({ at: '2026-03-01T12:00:00.000Z', ok: true })
    expect(registry.requests.at(-1)?.authorization).toEqual({ scheme: 'Basic', right: true })
    const { credentials, revision } = await site.client.listCredentials({})
    expect(credentials[0]?.lastCheck).toEqual(check)
    expect(revision).toBe(2)
  })

  it('says of a wrong password what to do, until it is rotated', async () => {
    await add({ server: registry.host, password: 'hunter3' })

    expect(await test()).toMatchObject({
      ok: false,
      message: expect.stringContaining('does not take the credential'),
    })
    await site.client.rotateCredential({ params: { credential: 'ci' }, body: { password: 'hunter2' } })

    expect((await site.client.listCredentials({})).credentials[0]?.lastCheck).toBeUndefined()
    expect(await test()).toMatchObject({ ok: true })
  })

  it('says of one that is not taken any more when it was taken last', async () => {
    await add({ server: registry.host })
    await test()
    site.now = new Date('2026-03-02T12:00:00.000Z')
    registry.auth = { kind: 'basic', user: 'ada', password: 'other' }

    for (const _ of [1, 2]) {
      expect(await test()).toMatchObject({
        at: '2026-03-02T12:00:00.000Z',
        ok: false,
        message: expect.stringMatching(
          /rotate the secret\. The last test that went well was at 2026-03-01T12:00:00\.000Z$/,
        ),
      })
    }
  })

  it('reads the manifest of an image, and says that there is none', async () => {
    await add({ server: registry.host })

    expect(await test(`${registry.host}/team/app:1`)).toMatchObject({
      ok: false,
      message: expect.stringContaining('team/app'),
    })
  })

  it.each([
    ['other.example.com/team/app:1', 'INVALID_INPUT', 'which is on "other.example.com"'],
    ['UPPER/app', 'INVALID_REQUEST', 'lower case'],
  ])('refuses to try it with %s', async (reference, code, message) => {
    await add({ server: registry.host })

    const refusal = await refusalOf(test(reference))

    expect(refusal.code).toBe(code)
    expect(refusal.message).toContain(message)
    expect(registry.requests).toEqual([])
  })

  it('refuses to try it with an image that it is not for', async () => {
    await add({ server: registry.host, path: 'team' })

    expect(await refusalOf(test(`${registry.host}/other/app:1`))).toMatchObject({ code: 'INVALID_INPUT' })
    expect(registry.requests).toEqual([])
  })

  it('sends nothing to a private address that nobody added', async () => {
    await site.client.deleteRegistry({ params: { registry: 'lab' } })
    await add({ server: registry.host })

    expect(await test()).toMatchObject({ ok: false })

    expect(registry.connections()).toBe(0)
  })
})

describe('what others see', () => {
  it('is nothing of credentials for readers and editors, neither now nor in the log', async () => {
    await add()
    await site.client.rotateCredential({ params: { credential: 'ci' }, body: { password: 'other' } })
    await site.client.deleteCredential({ params: { credential: 'ci' } })

    for (const role of ['reader', 'editor'] as const) {
      const client = site.as('eve', role)
      expect(await refusalOf(client.listCredentials({}))).toMatchObject({ code: 'FORBIDDEN' })
      for (const revision of [1, 2, 3]) {
        expect((await client.showCommit({ params: { revision } })).changes).toEqual([])
      }
    }
  })

  it('is for administrators everything but what is sealed', async () => {
    await add()
    const { sealed } = stored('ci')
    await site.client.rotateCredential({ params: { credential: 'ci' }, body: { password: 'other' } })

    const [added, rotated] = [
      await site.client.showCommit({ params: { revision: 1 } }),
      await site.client.showCommit({ params: { revision: 2 } }),
    ]

    expect(added.changes[0]?.differences.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/name', '/server', '/secret']),
    )
    expect(rotated.changes[0]?.differences.map(({ path }) => path)).toEqual(['/secret', '/rotated'])
    for (const part of [sealed.nonce, sealed.ciphertext, sealed.tag]) {
      expect(JSON.stringify([added, rotated])).not.toContain(part)
    }
  })
})
