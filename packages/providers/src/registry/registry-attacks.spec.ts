import { buildImage, startFakeRegistry, type FakeRegistry } from '@ingot/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCall } from './call.ts'
import { createRegistryClient, type RegistryClient } from './registry-client.ts'
import { clientFor, errorOf, referenceTo } from './testing/client-for.ts'
import { collectOpened } from './testing/opened.ts'
import type { TestServer } from './testing/start-server.ts'

const image = buildImage({ layers: [[{ path: 'a', content: 'a'.repeat(1000) }]] })
const ann = { username: 'ann', password: 'canary-of-ann' }
const opened = collectOpened()
/** What nobody may reach; an attack that does is counted. */
let victim: TestServer

beforeEach(async () => {
  victim = await opened.server((_request, response) => response.end('{"token":"stolen","secret":true}'))
})

afterEach(() => opened.close())

describe('a registry that was not added', () => {
  const open = (lookup: () => Promise<readonly string[]> = async () => ['127.0.0.1']) =>
    opened.add(
      createRegistryClient({
        accessOf: () => ({ isAdded: false, plainHttp: true }),
        lookup,
        limits: { totalTime: 5000 },
      }),
    )

  it.each([
    ['loopback', '127.0.0.1:PORT'],
    ['loopback elsewhere', '127.8.8.8:PORT'],
    ['this host', '0.0.0.0:PORT'],
    ['a private address', '10.0.0.1'],
    ['metadata', '169.254.169.254'],
    ['the WireServer of Azure', '168.63.129.16'],
    ['carrier-grade NAT', '100.100.100.200'],
    ['IPv6 loopback', '[::1]:PORT'],
    ['v4-mapped loopback', '[::ffff:127.0.0.1]:PORT'],
    ['unique local IPv6', '[fd00:ec2::254]'],
    ['IPv6 link-local', '[fe80::1]'],
  ])('is not connected to at an address that is not public: %s', async (_, host) => {
    let lookups = 0
    const client = open(async () => {
      lookups += 1
      return ['127.0.0.1']
    })
    const registry = host.replace('PORT', victim.host.split(':')[1] ?? '')
    const error = await errorOf(client.manifest({ registry, repository: 'team/app' }, { credential: ann }))

    expect(error.kind).toBe('refused')
    expect(error.message).toMatch(
      /local or private network address; only registries that an administrator added/,
    )
    expect(lookups).toBe(0)
    expect(victim.connections()).toBe(0)
  })

  it.each([
    ['loopback', ['127.0.0.1']],
    ['a private address', ['192.168.0.1']],
    ['metadata', ['169.254.169.254']],
    ['a public address first, loopback second', ['192.0.46.8', '127.0.0.1']],
    ['IPv6 loopback', ['::1']],
    ['what is no address', ['localhost']],
  ])('is not connected to by a name that leads to %s', async (_, addresses) => {
    const registry = `registry.example:${victim.host.split(':')[1]}`
    const error = await errorOf(open(async () => addresses).manifest({ registry, repository: 'team/app' }))

    expect(error.kind).toBe('refused')
    expect(error.message).toMatch(
      /"registry.example" leads to .*, which is a local or private network address/,
    )
    expect(victim.connections()).toBe(0)
  })

  it('would have been reached, were it not for the guard', async () => {
    const access = { isAdded: true, plainHttp: true }
    const client = opened.add(
      createRegistryClient({ accessOf: () => access, lookup: async () => ['127.0.0.1'] }),
    )
    const registry = `registry.example:${victim.host.split(':')[1]}`
    await client.manifest({ registry, repository: 'team/app' })

    expect(victim.connections()).toBe(1)
  })

  it('is never spoken to without TLS, whatever is said of it', () => {
    const { call, close } = openCall(
      { registry: 'registry.example:80' },
      { isAdded: false, plainHttp: true },
      {},
      1000,
    )
    close()

    expect(call.home.href).toBe('https://registry.example:80/')
  })

  it.each(['metadata.google.internal', 'localhost', 'registry'])(
    'gains nothing by its name: %s',
    async (host) => {
      expect(await errorOf(open().ping(`${host}:${victim.host.split(':')[1]}`))).toMatchObject({
        kind: 'refused',
      })
      expect(victim.connections()).toBe(0)
    },
  )

  it.each([
    'a/../b',
    'user@host.example',
    'host.example/x?y',
    'host.example#',
    ' ',
    '',
    'host example',
    'host:port',
  ])('is not asked by what is no host: %j', async (registry) => {
    await expect(open().ping(registry)).rejects.toMatchObject({ kind: 'refused' })
    expect(victim.connections()).toBe(0)
  })
})

describe('a registry that sends on', () => {
  let registry: FakeRegistry
  let client: RegistryClient

  beforeEach(async () => {
    registry = opened.add(await startFakeRegistry())
    registry.push('team/app', 'v1', image)
    registry.auth = { kind: 'basic', user: 'ann', password: ann.password }
    client = opened.add(clientFor([registry]))
    await client.manifest(referenceTo(registry, 'team/app:v1'), { credential: ann })
    registry.requests.length = 0
  })

  const read = () => client.manifest(referenceTo(registry, 'team/app:v1'), { credential: ann })

  it.each([301, 302, 303, 307, 308])(
    'within its origin is followed with status %i, credential and all',
    async (status) => {
      registry.faults.add({ kind: 'redirect', to: (path) => path, status }, { times: 5 })

      await expect(read()).resolves.toMatchObject({ digest: image.digest })
      expect(registry.requests.every(({ authorization }) => authorization?.right === true)).toBe(true)
    },
  )

  it('more often than five times is not followed', async () => {
    registry.faults.add({ kind: 'redirect', to: (path) => path })
    const error = await errorOf(read())

    expect(error).toMatchObject({ kind: 'refused' })
    expect(error.message).toMatch(/redirects more than 5 times/)
    expect(registry.requests).toHaveLength(6)
  })

  it.each([
    [
      'plain http elsewhere',
      'VICTIM/blob?signature=secret',
      /sends on to "http:\/\/127.0.0.1:\d+\/blob\?…", which is no https URL/,
    ],
    ['a file', 'file:///etc/passwd', /no https URL/],
    ['data', 'data:application/json,{}', /no https URL/],
    ['a URL with a user', 'https://user:hunter2@other.example/', /a user or a password/],
    ['nowhere', 'http://', /leads nowhere/],
    ['no place', '', /redirects more than 5 times/],
  ])('is not followed to %s', async (_, to, sentence) => {
    registry.faults.add({ kind: 'redirect', to: to.replace('VICTIM', victim.url) })
    const error = await errorOf(read())

    expect(error.kind).toBe('refused')
    expect(error.message).toMatch(sentence)
    expect(error.message).not.toMatch(/secret|hunter2/)
    expect(victim.connections()).toBe(0)
  })

  it('is told of where what it sends on to fails', async () => {
    registry.faults.add({ kind: 'redirect', to: `https://${victim.host}/` })

    expect(await errorOf(read())).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('does not speak TLS'),
    })
    expect(victim.requests).toEqual([])
  })

  it.each([
    ['plain http on another port', 'http://VICTIM/token'],
    ['no URL', 'the team'],
    ['a file', 'file:///etc/passwd'],
    ['a URL with a user', 'https://ann:word@VICTIM/token'],
  ])('asks for no token at %s', async (_, realm) => {
    registry.auth = {
      kind: 'token',
      user: 'ann',
      password: ann.password,
      realm: realm.replace('VICTIM', victim.host),
    }
    const error = await errorOf(client.manifest(referenceTo(registry, 'team/other:v1'), { credential: ann }))

    expect(error.kind).toBe('refused')
    expect(victim.connections()).toBe(0)
  })
})
