import {
  buildImage,
  describeWithPrograms,
  makeCertificate,
  startFakeRegistry,
  type FakeRegistry,
  type ServerCertificate,
} from '@ingot/testkit'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RegistryAccess } from './registry-access.ts'
import { addedAccess, bytesOf, clientFor, errorOf, referenceTo } from './testing/client-for.ts'
import { collectOpened } from './testing/opened.ts'
import type { TestServer } from './testing/start-server.ts'

const image = buildImage({ layers: [[{ path: 'a', content: 'a'.repeat(1000) }]] })
const layer = image.layers[0]!
const blob = { digest: layer.digest, size: layer.content instanceof Uint8Array ? layer.content.length : 0 }
const ann = { username: 'ann', password: 'canary-of-ann' }
const opened = collectOpened()
/** What nobody may reach; an attack that does is counted. */
let victim: TestServer

beforeEach(async () => {
  victim = await opened.server((_request, response) => response.end('{"token":"stolen","secret":true}'))
})

afterEach(() => opened.close())

describe('the certificate of a registry', () => {
  describeWithPrograms('over TLS', ['openssl'], () => {
    let certificate: ServerCertificate

    beforeAll(async () => {
      certificate = await makeCertificate()
    })

    async function secure(): Promise<FakeRegistry> {
      const registry = opened.add(await startFakeRegistry({ tls: certificate }))
      registry.push('team/app', 'v1', image)
      return registry
    }

    it('is trusted by the authorities that were given for it', async () => {
      const registry = await secure()
      const client = opened.add(clientFor([registry]))

      await expect(client.manifest(referenceTo(registry, 'team/app:v1'))).resolves.toBeDefined()
    })

    it.each([
      ['none', {}],
      ['an empty text', { certificates: ' ' }],
    ])('is not trusted without authorities: %s', async (_, more) => {
      const registry = await secure()
      const client = opened.add(clientFor([], { accessOf: () => ({ isAdded: true, ...more }) }))
      const error = await errorOf(client.manifest(referenceTo(registry, 'team/app:v1'), { credential: ann }))

      expect(error.kind).toBe('unreachable')
      expect(error.message).toMatch(
        /certificate of ".*" is not trusted \([A-Z_]+\); an administrator may add/,
      )
      expect(registry.requests).toEqual([])
    })

    it('is not trusted by those of another registry, though a connection is open', async () => {
      const [one, other] = [await secure(), await secure()]
      let access: RegistryAccess = { isAdded: true, certificates: certificate.authority }
      const client = opened.add(
        clientFor([], { accessOf: (host) => (host === one.host ? access : { isAdded: true }) }),
      )
      await client.manifest(referenceTo(one, 'team/app:v1'))

      expect(await errorOf(client.manifest(referenceTo(other, 'team/app:v1')))).toMatchObject({
        kind: 'unreachable',
      })
      access = { isAdded: true }
      expect(await errorOf(client.manifest(referenceTo(one, 'team/app:v1')))).toMatchObject({
        kind: 'unreachable',
      })
    })

    it.each(['x', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])(
      'is told of where the authorities are none: %j',
      async (certificates) => {
        const registry = await secure()
        const client = opened.add(clientFor([], { accessOf: () => ({ isAdded: true, certificates }) }))

        expect(await errorOf(client.ping(registry.host))).toMatchObject({
          kind: 'refused',
          message: expect.stringContaining('no certificates in PEM'),
        })
      },
    )

    it('sends the credential to the token service that it names, wherever that is, if an administrator added it', async () => {
      const tokens = await opened.server((_request, response) => response.end('{"token":"t"}'), certificate)
      const registry = await secure()
      registry.auth = { kind: 'token', user: 'ann', password: ann.password, realm: `${tokens.url}/token` }
      const client = opened.add(clientFor([registry]))

      await errorOf(client.manifest(referenceTo(registry, 'team/app:v1'), { credential: ann }))
      expect(tokens.requests[0]?.headers.authorization).toMatch(/^Basic /)
    })

    it('lets a redirect of an added registry lead to storage beside it, and leaves the credential behind', async () => {
      const bytes = layer.content instanceof Uint8Array ? layer.content : Buffer.alloc(0)
      const storage = await opened.server((_request, response) => response.end(bytes), certificate)
      const registry = await secure()
      registry.auth = { kind: 'basic', user: 'ann', password: ann.password }
      registry.faults.add(
        { kind: 'redirect', to: `${storage.url}/blob?signature=1` },
        { path: '/blobs/', times: 2 },
      )
      const client = opened.add(clientFor([registry]))
      await client.manifest(referenceTo(registry, 'team/app:v1'), { credential: ann })
      const read = await bytesOf(client.blob(referenceTo(registry, 'team/app'), blob, { credential: ann }))

      expect(read).toHaveLength(blob.size)
      expect(storage.requests).toHaveLength(1)
      expect(storage.requests[0]?.headers).not.toHaveProperty('authorization')
      expect(registry.requests.at(-1)?.authorization).toEqual({ scheme: 'Basic', right: true })
    })

    it('leaves the credential behind for good, though a redirect leads back', async () => {
      const registry = await secure()
      registry.auth = { kind: 'basic', user: 'ann', password: ann.password }
      const away = await opened.server((_request, response) => {
        response.writeHead(307, { location: `${registry.url}/v2/team/app/manifests/v1` }).end()
      }, certificate)
      registry.faults.add({ kind: 'redirect', to: `${away.url}/` }, { path: '/manifests/', times: 1 })
      const client = opened.add(clientFor([registry]))
      const error = await errorOf(client.manifest(referenceTo(registry, 'team/app:v1'), { credential: ann }))

      expect(error.kind).toBe('denied')
      expect(registry.requests.map(({ authorization }) => authorization)).toEqual([undefined, undefined])
    })

    it('answers no challenge of whom a redirect leads to', async () => {
      const registry = await secure()
      const thief = await opened.server((_request, response) => {
        response.writeHead(401, { 'www-authenticate': `Bearer realm="${victim.url}/token"` }).end()
      }, certificate)
      registry.faults.add({ kind: 'redirect', to: `${thief.url}/` })
      const client = opened.add(clientFor([registry]))
      const error = await errorOf(client.manifest(referenceTo(registry, 'team/app:v1'), { credential: ann }))

      expect(error).toMatchObject({ kind: 'denied', status: 401 })
      expect(error.message).toMatch(
        /sends on to "127.0.0.1:\d+" for the manifest "v1", which answers with status 401/,
      )
      expect(thief.requests).toHaveLength(1)
      expect(victim.connections()).toBe(0)
      expect(
        await client.ping(registry.host, { credential: ann }).catch((error: unknown) => error),
      ).toMatchObject({ scheme: 'bearer', credential: 'not-asked' })
    })
  })
})

describe('addedAccess()', () => {
  it('speaks without TLS only where there is no authority', () => {
    expect(addedAccess({ host: 'x' })).toEqual({ isAdded: true, plainHttp: true })
    expect(addedAccess({ host: 'x', certificates: 'y' })).toEqual({ isAdded: true, certificates: 'y' })
  })
})
