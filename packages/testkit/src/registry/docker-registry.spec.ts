import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithPrograms } from '../describe-with-programs.ts'
import { buildArtifact } from './attach.ts'
import { buildImage } from './build-image.ts'
import { buildIndex } from './build-index.ts'
import { descriptorOf } from './built-image.ts'
import { startDockerRegistry, type DockerRegistry } from './docker-registry.ts'
import { startFakeRegistry } from './fake-registry.ts'
import { mediaType } from './media-type.ts'
import { copyWithSkopeo, inspectWithSkopeo } from './skopeo.ts'
import { tinyBase } from './tiny-base.ts'
import { wireRequest } from './wire-request.ts'

const credential = { user: 'ann', password: 'a:secret é' }
const child = buildImage({ base: tinyBase(), layers: [[{ path: 'opt/tool', content: 'tool' }]] })

describeWithPrograms(
  'Debian’s registry with a password and TLS',
  ['docker-registry', 'htpasswd', 'openssl'],
  () => {
    let registry: DockerRegistry

    beforeAll(async () => {
      registry = await startDockerRegistry({ htpasswd: credential, tls: true })
    })

    afterAll(() => registry.stop())

    it('is closed to who has no password or another', async () => {
      const { host, certificates = '' } = registry
      const open = { host, certificates }

      const answers = [
        await wireRequest(open, '/v2/'),
        await wireRequest({ ...open, credential: { user: 'ann', password: 'other' } }, '/v2/'),
        await wireRequest(registry, '/v2/'),
      ]

      expect(answers.map(({ status }) => status)).toEqual([401, 401, 200])
      expect(answers[0]?.headers['www-authenticate']).toBe('Basic realm="registry of a test"')
    })

    it('has a certificate that nobody trusts who does not know the authority', async () => {
      const other = await startFakeRegistry({ tls: true })
      await other.close()

      await expect(
        wireRequest({ host: registry.host, certificates: other.certificates ?? '' }, '/v2/'),
      ).rejects.toThrow(/certificate|issuer/)
      await expect(wireRequest({ host: registry.host }, '/v2/')).resolves.toMatchObject({ status: 400 })
    })

    it('takes images, indexes and artifacts that are built in memory', async () => {
      const index = buildIndex({
        manifests: [child, tinyBase({ architecture: 'arm64' })],
        attestations: true,
      })
      const signature = buildArtifact({
        artifactType: mediaType.sigstoreBundle,
        subject: descriptorOf(child),
        layers: [{ mediaType: mediaType.sigstoreBundle, content: '{}' }],
      })

      const pushed = [
        await registry.push('team/app', 'index', index),
        await registry.push('team/app', child.digest.replace(':', '-'), signature),
        await registry.push('team/app', undefined, signature),
      ]

      expect(pushed).toEqual([index.digest, signature.digest, signature.digest])
    })

    it('refuses what is not whole', async () => {
      const broken = { ...child, blobs: new Map([[child.digest, Buffer.from('other')]]) }

      await expect(registry.push('team/broken', '1', broken)).rejects.toThrow(/DIGEST_INVALID|BLOB/)
      await expect(registry.push('team/broken', '1', { ...child, blobs: new Map() })).rejects.toThrow(
        /Expected 201 to PUT .*MANIFEST_BLOB_UNKNOWN/,
      )
    })

    describeWithPrograms('with skopeo', ['skopeo'], () => {
      it.each([
        ['an image', child],
        ['an image of Docker', tinyBase({ format: 'docker' })],
        [
          'an index',
          buildIndex({ manifests: [child, tinyBase({ architecture: 'arm64' })], attestations: true }),
        ],
      ])('gets what a fake registry has by skopeo, which finds no fault with it: %s', async (_, image) => {
        const fake = await startFakeRegistry({ auth: { kind: 'token', ...credential } })
        fake.push('team/app', '1', image)
        const from = { registry: { host: fake.host, credential }, image: 'team/app:1' }
        const to = { registry, image: 'team/copied:1' }

        const digest = await copyWithSkopeo(from, to)
        const raw = await inspectWithSkopeo(to, ['--raw'])
        await fake.close()

        expect(digest).toBe(image.digest)
        expect(raw).toBe(Buffer.from(image.bytes).toString())
      })
    })

    it('is gone when it is stopped', async () => {
      const other = await startDockerRegistry()
      await other.stop()
      await other.stop()

      await expect(wireRequest(other, '/v2/')).rejects.toThrow('ECONNREFUSED')
    })
  },
)
