import {
  attach,
  buildImage,
  buildIndex,
  describeWithPrograms,
  digestOf,
  startDockerRegistry,
  startFakeRegistry,
  tinyBase,
  type DockerRegistry,
} from '@ingot/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readImage } from './read-image.ts'
import type { RegistryClient } from './registry-client.ts'
import { bytesOf, clientFor, errorOf, referenceTo } from './testing/client-for.ts'

const base = tinyBase()
const amd64 = buildImage({
  base,
  labels: { k: 'v' },
  layers: [[{ path: 'opt/a', content: 'a'.repeat(100_000) }]],
})
const arm64 = buildImage({ base, architecture: 'arm64' })
const index = buildIndex({ manifests: [amd64, arm64], attestations: true })
const ann = { username: 'ann', password: 'pä:ss wörd' }

describeWithPrograms(
  'a real registry with a password and TLS',
  ['docker-registry', 'htpasswd', 'openssl'],
  () => {
    let registry: DockerRegistry
    let client: RegistryClient

    beforeAll(async () => {
      registry = await startDockerRegistry({
        htpasswd: { user: ann.username, password: ann.password },
        tls: true,
      })
      client = clientFor([registry])
      await registry.push('team/app', 'many', index)
      await registry.push('team/app', 'one', amd64)
    })

    afterAll(async () => {
      client.close()
      await registry.stop()
    })

    it('says that it wants a password, and whether it takes one', async () => {
      expect(await client.ping(registry.host)).toMatchObject({ scheme: 'basic', credential: 'absent' })
      expect(await client.ping(registry.host, { credential: ann })).toMatchObject({ credential: 'taken' })
      expect(await client.ping(registry.host, { credential: { ...ann, password: 'x' } })).toMatchObject({
        credential: 'refused',
      })
    })

    it('keeps out who has no password', async () => {
      const error = await errorOf(client.resolve(referenceTo(registry, 'team/app:one')))

      expect(error).toMatchObject({ kind: 'unauthorized', status: 401 })
    })

    it('tells what tags lead to', async () => {
      const options = { credential: ann }

      expect(await client.resolve(referenceTo(registry, 'team/app:one'), options)).toMatchObject({
        digest: amd64.digest,
        size: amd64.bytes.length,
      })
      expect(await client.resolve(referenceTo(registry, 'team/app:many'), options)).toMatchObject({
        digest: index.digest,
      })
      expect((await client.tags(referenceTo(registry, 'team/app'), options)).tags.toSorted()).toEqual([
        'many',
        'one',
      ])
      expect(await errorOf(client.resolve(referenceTo(registry, 'team/app:two'), options))).toMatchObject({
        kind: 'not-found',
      })
      expect(await errorOf(client.manifest(referenceTo(registry, 'team/gone'), options))).toMatchObject({
        kind: 'not-found',
        code: 'MANIFEST_UNKNOWN',
      })
    })

    it('gives an image with its platforms', async () => {
      const image = await readImage(client, referenceTo(registry, 'team/app:many'), { credential: ann })

      expect(image.digest).toBe(index.digest)
      expect(image.platforms.map(({ platform, manifest }) => [platform, manifest])).toEqual([
        ['linux/amd64', amd64.digest],
        ['linux/arm64', arm64.digest],
      ])
      expect(image.platforms[0]?.labels).toEqual({ k: 'v' })
    })

    it('gives the bytes of a layer', async () => {
      const [layer] =
        (
          await readImage(client, referenceTo(registry, 'team/app:one'), { credential: ann })
        ).platforms[0]?.layers.slice(-1) ?? []
      if (layer === undefined) throw new Error('Expected a layer')
      const bytes = await bytesOf(client.blob(referenceTo(registry, 'team/app'), layer, { credential: ann }))

      expect(digestOf(bytes)).toBe(layer.digest)
      expect(bytes).toHaveLength(layer.size)
    })

    it('has no referrers API, so the tag is read', async () => {
      const scratch = await startFakeRegistry({ referrers: false })
      scratch.push('team/app', undefined, amd64)
      attach(scratch, 'team/app', amd64.digest, {
        artifactType: 'a/1',
        layers: [{ mediaType: 'text/plain', content: 'x' }],
      })
      const tag = amd64.digest.replace(':', '-')
      const listed = scratch.content.manifest('team/app', tag)
      const [referrer] = scratch.content.referrers('team/app', amd64.digest)
      const artifact = scratch.content.manifest('team/app', referrer?.digest ?? '')
      await scratch.close()
      if (listed === undefined || artifact === undefined) throw new Error('Expected an index at the tag')
      const blobs = new Map([Buffer.from('x'), Buffer.from('{}')].map((bytes) => [digestOf(bytes), bytes]))
      await expect(
        client.referrers(referenceTo(registry, 'team/app'), amd64.digest, { credential: ann }),
      ).resolves.toEqual([])
      await registry.push('team/app', tag, {
        ...listed,
        blobs: new Map(),
        manifests: [{ ...artifact, blobs, manifests: [] }],
      })

      await expect(
        client.referrers(referenceTo(registry, 'team/app'), amd64.digest, { credential: ann }),
      ).resolves.toMatchObject([{ artifactType: 'a/1' }])
    })
  },
)
