import { buildImage, startFakeRegistry, type FakeRegistry, type RegistryAuth } from '@ingot/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RegistryClient } from './registry-client.ts'
import { clientFor, errorOf, referenceTo } from './testing/client-for.ts'

const image = buildImage({ env: { A: '1' } })
const ann = { username: 'ann', password: 'correct horse' }
const token: RegistryAuth = { kind: 'token', user: 'ann', password: 'correct horse' }
const basic: RegistryAuth = { kind: 'basic', user: 'ann', password: 'correct horse' }
let registry: FakeRegistry
let client: RegistryClient

beforeEach(async () => {
  registry = await startFakeRegistry()
  client = clientFor([registry])
  for (const name of ['team/app', 'team/other']) registry.push(name, 'v1', image)
})

afterEach(async () => {
  client.close()
  await registry.close()
})

const read = (name = 'team/app:v1', credential: typeof ann | 'none' = ann) =>
  client.manifest(referenceTo(registry, name), credential === 'none' ? {} : { credential })

const asked = () =>
  registry.requests.map(({ path, status, authorization }) =>
    [path.replace(/\?.*/, ''), status, authorization?.scheme, authorization?.right]
      .filter((part) => part !== undefined)
      .join(' '),
  )

describe('a registry that gives tokens', () => {
  beforeEach(() => {
    registry.auth = token
  })

  it('is asked first without, then with a token, and only with it from then on', async () => {
    await read()
    await read()

    expect(asked()).toEqual([
      '/v2/team/app/manifests/v1 401',
      '/token 200 Basic true',
      '/v2/team/app/manifests/v1 200 Bearer true',
      '/v2/team/app/manifests/v1 200 Bearer true',
    ])
  })

  it('is asked for reading alone, with its service', async () => {
    await read()
    const query = new URL(registry.requests[1]?.path ?? '', registry.url).searchParams

    expect(query.get('service')).toBe(registry.host)
    expect(query.getAll('scope')).toEqual(['repository:team/app:pull'])
  })

  it('gives one token to many who ask at the same time', async () => {
    await Promise.all(Array.from({ length: 30 }, () => read()))

    expect(asked().filter((line) => line.startsWith('/token'))).toHaveLength(1)
  })

  it('gives another token for another repository, another credential, and none', async () => {
    registry.auth = { ...token, open: ['team/app'] }
    await read()
    await read('team/other:v1')
    await read('team/app:v1', 'none')
    await errorOf(read('team/app:v1', { ...ann, password: 'wrong' }))

    expect(asked().filter((line) => line.startsWith('/token'))).toEqual([
      '/token 200 Basic true',
      '/token 200 Basic true',
      '/token 200',
      '/token 401 Basic false',
    ])
  })

  it('is asked for a new token when one ends', async () => {
    let now = 0
    client.close()
    client = clientFor([registry], { clock: { now: () => now, wait: async () => undefined } })
    await read()
    now = 53_000
    await read()
    now = 54_000
    await read()

    expect(asked().filter((line) => line.startsWith('/token'))).toHaveLength(2)
  })

  it('that takes a token no more is asked for another one once', async () => {
    await read()
    registry.faults.add(
      {
        kind: 'refuse',
        status: 401,
        headers: { 'www-authenticate': `Bearer realm="${registry.url}/token",service="${registry.host}"` },
      },
      { path: '/manifests/', times: 1 },
    )
    await read()

    expect(asked().slice(3)).toEqual([
      '/v2/team/app/manifests/v1 401 Bearer true',
      '/token 200 Basic true',
      '/v2/team/app/manifests/v1 200 Bearer true',
    ])
  })

  it('that takes no token at all is given up', async () => {
    registry.auth = { ...token, withheld: ['team/app'] }
    const error = await errorOf(read())

    expect(error).toMatchObject({ kind: 'denied', status: 401, code: 'UNAUTHORIZED' })
    expect(error.message).toMatch(
      /denies the manifest "v1" to this credential.*; give its account the right to pull, and check the name/,
    )
    expect(asked()).toHaveLength(3)
    await errorOf(read())
    expect(asked()).toHaveLength(6)
  })

  it('that gives its tokens elsewhere by now is asked where, after one failure', async () => {
    registry.auth = { ...token, realm: `${registry.url}/token?old` }
    await read()
    registry.faults.add({ kind: 'refuse', status: 404 }, { path: '/token?old' })
    registry.auth = { ...token, password: 'new' }
    const credential = { ...ann, password: 'new' }

    expect(await errorOf(read('team/app:v1', credential))).toMatchObject({ kind: 'not-found' })
    await expect(read('team/app:v1', credential)).resolves.toMatchObject({ digest: image.digest })
  })

  it('that does not take the credential is given up, in a sentence', async () => {
    const error = await errorOf(read('team/app:v1', { ...ann, password: 'wrong' }))

    expect(error).toMatchObject({ kind: 'unauthorized', status: 401 })
    expect(error.message).toMatch(/"team\/app" on the registry ".*" does not take the credential/)
    expect(asked()).toEqual(['/v2/team/app/manifests/v1 401', '/token 401 Basic false'])
  })

  it('that wants a credential where there is none says so', async () => {
    const error = await errorOf(read('team/app:v1', 'none'))

    expect(error.kind).toBe('unauthorized')
    expect(error.message).toMatch(/wants a credential.*"ingot credential add"/)
  })

  it('gives tokens to everybody, if it does', async () => {
    registry.auth = { kind: 'token' }

    await expect(read('team/app:v1', 'none')).resolves.toMatchObject({ digest: image.digest })
  })

  it.each([
    ['token', undefined],
    ['access_token', 'access_token'],
  ] as const)('may give it as %s', async (_, field) => {
    registry.auth = { ...token, ...(field === undefined ? {} : { field }) }

    await expect(read()).resolves.toMatchObject({ digest: image.digest })
  })

  it.each([
    ['no token', { kind: 'other-bytes', bytes: Buffer.from('{}') }, 'malformed'],
    ['no JSON', { kind: 'other-bytes', bytes: Buffer.from('<html>') }, 'malformed'],
    ['an answer without end', { kind: 'huge', size: 10_000_000 }, 'too-large'],
    [
      'a token of another line',
      { kind: 'other-bytes', bytes: Buffer.from('{"token":"a\\r\\nX: y"}') },
      'malformed',
    ],
    ['an answer that stalls', { kind: 'stall', after: 3 }, 'timeout'],
    ['no answer', { kind: 'stall' }, 'timeout'],
    ['status 500', { kind: 'refuse', status: 500 }, 'unreachable'],
    ['status 403', { kind: 'refuse', status: 403 }, 'denied'],
    ['a redirect to another origin', { kind: 'redirect', to: 'https://tokens.example/' }, 'refused'],
  ] as const)('fails with %s, and is asked once', async (_, fault, kind) => {
    client.close()
    client = clientFor([registry], { limits: { answerTime: 200, idleTime: 200 } })
    registry.faults.add(fault, { path: '/token' })

    expect(await errorOf(read())).toMatchObject({ kind })
    expect(asked()).toHaveLength(2)
    registry.faults.clear()
    await expect(read()).resolves.toMatchObject({ digest: image.digest })
  })

  it('that sends on for its token within its origin is followed', async () => {
    registry.faults.add({ kind: 'redirect', to: (path) => path }, { path: '/token', times: 1 })

    await expect(read()).resolves.toMatchObject({ digest: image.digest })
    expect(asked().slice(1, 3)).toEqual(['/token 307 Basic true', '/token 200 Basic true'])
  })

  it('that is ill for a moment is asked again, but not over and over from the start', async () => {
    registry.faults.add({ kind: 'refuse', status: 503 }, { path: '/token', times: 2 })
    await expect(read()).resolves.toMatchObject({ digest: image.digest })

    registry.requests.length = 0
    registry.faults.add({ kind: 'refuse', status: 503 }, { path: '/token' })
    expect(await errorOf(read('team/other:v1'))).toMatchObject({ kind: 'unreachable', status: 503 })
    expect(asked()).toHaveLength(5)
  })

  it('does not keep others waiting when the first who asked goes away', async () => {
    registry.faults.add({ kind: 'slow', delay: 200 }, { path: '/token' })
    const controller = new AbortController()
    const first = client.manifest(referenceTo(registry, 'team/app:v1'), {
      credential: ann,
      signal: controller.signal,
    })
    const second = read()
    setTimeout(() => controller.abort(new Error('gone away')), 100)

    await expect(first).rejects.toThrow('gone away')
    await expect(second).resolves.toMatchObject({ digest: image.digest })
  })

  it.each([
    ['the first of several', (realm: string) => `Negotiate, Basic realm="x", Bearer realm="${realm}"`],
    [
      'one that asks for more than reading',
      (realm: string) =>
        `Bearer realm="${realm}",scope="repository:team/app:pull,push registry:catalog:* repository:team/other:delete"`,
    ],
  ])('is understood by its challenge: %s', async (_, challenge) => {
    const header = challenge(`${registry.url}/token`)
    registry.faults.add(
      { kind: 'refuse', status: 401, headers: { 'www-authenticate': header } },
      { path: '/manifests/', times: 1 },
    )
    await read()
    const query = new URL(registry.requests[1]?.path ?? '', registry.url).searchParams

    expect(query.getAll('scope').every((scope) => /^repository:team\/(?:app|other):pull$/.test(scope))).toBe(
      true,
    )
    expect(asked().at(-1)).toBe('/v2/team/app/manifests/v1 200 Bearer true')
  })
})

describe('a registry that wants user and password themselves', () => {
  beforeEach(() => {
    registry.auth = basic
  })

  it('gets them when it asks, and at once from then on', async () => {
    await read()
    await read()

    expect(asked()).toEqual([
      '/v2/team/app/manifests/v1 401',
      '/v2/team/app/manifests/v1 200 Basic true',
      '/v2/team/app/manifests/v1 200 Basic true',
    ])
  })

  it('gets them once where it does not take them', async () => {
    const error = await errorOf(read('team/app:v1', { ...ann, password: 'wrong' }))

    expect(error).toMatchObject({ kind: 'unauthorized', status: 401 })
    expect(asked()).toHaveLength(2)
  })

  it('gets nothing where there is no credential', async () => {
    expect(await errorOf(read('team/app:v1', 'none'))).toMatchObject({ kind: 'unauthorized' })
    expect(asked()).toEqual(['/v2/team/app/manifests/v1 401'])
  })

  it('takes characters beyond ASCII in UTF-8', async () => {
    registry.auth = { kind: 'basic', user: 'änn', password: 'pä:ss 密' }

    await expect(read('team/app:v1', { username: 'änn', password: 'pä:ss 密' })).resolves.toBeDefined()
  })

  it('is not sent a user name that would be taken for another', async () => {
    const error = await errorOf(read('team/app:v1', { username: 'a:b', password: 'c' }))

    expect(error.message).toMatch(/user name with a colon/)
    expect(asked()).toHaveLength(1)
  })
})

describe('ping()', () => {
  const ping = (credential?: typeof ann) =>
    client.ping(registry.host, credential === undefined ? {} : { credential })

  it.each([
    ['none', undefined, undefined, 'absent', /asks for no credential/],
    ['none', undefined, ann, 'not-asked', /nothing is known of this one/],
    ['basic', basic, undefined, 'absent', /lets nobody in without/],
    ['basic', basic, ann, 'taken', /takes the credential/],
    ['basic', basic, { ...ann, password: 'wrong' }, 'refused', /does not take the credential/],
    ['bearer', token, undefined, 'absent', /lets nobody in without/],
    ['bearer', token, ann, 'taken', /takes the credential/],
    ['bearer', token, { ...ann, password: 'wrong' }, 'refused', /does not take the credential/],
  ] as const)('of one that lets in by %s: %#', async (scheme, auth, credential, outcome, sentence) => {
    registry.auth = auth
    const answer = await ping(credential)

    expect(answer).toMatchObject({ scheme, credential: outcome })
    expect(answer.message).toMatch(sentence)
    expect(answer.realm).toBe(scheme === 'bearer' ? registry.host : undefined)
  })

  it('tries the credential anew, whatever tokens there are', async () => {
    registry.auth = token
    expect(await ping(ann)).toMatchObject({ credential: 'taken' })
    registry.auth = { ...token, password: 'another' }

    expect(await ping(ann)).toMatchObject({ credential: 'refused' })
  })

  it.each([
    [
      'a page',
      { kind: 'refuse', status: 404, body: '<html>' },
      'malformed',
      /What answers there is no registry/,
    ],
    ['status 403', { kind: 'refuse', status: 403 }, 'denied', /denies its API/],
    ['status 500', { kind: 'refuse', status: 500 }, 'unreachable', /try again later/],
    ['nothing', { kind: 'stall' }, 'timeout', /no answer within 0.2 seconds/],
  ] as const)('throws for %s', async (_, fault, kind, sentence) => {
    client.close()
    client = clientFor([registry], { limits: { answerTime: 200, attempts: 1 } })
    registry.faults.add(fault)
    const error = await errorOf(ping())

    expect(error.kind).toBe(kind)
    expect(error.message).toMatch(sentence)
  })

  it('tells of a scheme that it cannot follow', async () => {
    registry.faults.add({ kind: 'refuse', status: 401, headers: { 'www-authenticate': 'Negotiate' } })

    expect(await ping(ann)).toMatchObject({
      scheme: 'negotiate',
      credential: 'not-asked',
      message: expect.stringContaining('which Ingot cannot follow'),
    })
  })

  it('tells where nothing listens', async () => {
    await registry.close()
    const error = await errorOf(ping())

    expect(error.kind).toBe('unreachable')
    expect(error.message).toMatch(/nothing listens at "127.0.0.1:\d+"; check host and port/)
  })
})
