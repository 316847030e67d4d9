import { chmod, chown, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithPrograms } from '../describe-with-programs.ts'
import type { ImageConfig } from './build-image.ts'
import { buildWithBuildah, type BuildahOptions } from './buildah.ts'
import type { Descriptor } from './built-image.ts'
import { startDockerRegistry, type DockerRegistry } from './docker-registry.ts'
import { mediaType } from './media-type.ts'
import { tinyBase } from './tiny-base.ts'
import { wireRequest } from './wire-request.ts'

const base = tinyBase()

describeWithPrograms(
  'an image that buildah builds',
  ['buildah', 'docker-registry', 'htpasswd', 'openssl'],
  () => {
    let registry: DockerRegistry

    beforeAll(async () => {
      registry = await startDockerRegistry({ htpasswd: { user: 'ann', password: 'a:secret é' }, tls: true })
      await registry.push('team/base', '1', base)
    })

    afterAll(() => registry.stop())

    const read = { accept: `${mediaType.ociManifest}, ${mediaType.dockerManifest}` }

    async function built(options: Omit<BuildahOptions, 'registry' | 'repository' | 'tag'>) {
      const digest = await buildWithBuildah({ registry, repository: 'team/built', tag: '1', ...options })
      const answer = await wireRequest(registry, `/v2/team/built/manifests/${digest}`, { headers: read })
      const manifest = JSON.parse(answer.body.toString()) as { config: Descriptor; layers: Descriptor[] }
      const config = await wireRequest(registry, `/v2/team/built/blobs/${manifest.config.digest}`)
      return {
        type: answer.headers['content-type'],
        manifest,
        config: JSON.parse(config.body.toString()) as ImageConfig,
      }
    }

    it.each(['oci', 'docker'] as const)('is from scratch, as %s', async (format) => {
      const { type, manifest, config } = await built({
        format,
        files: { 'etc/passwd': 'cdsw:x:8536:8536::/home/cdsw:/bin/bash\n' },
        steps: [
          'COPY etc/ /etc/',
          'ENV ML_RUNTIME_EDITION="My Edition"',
          'LABEL purpose=test',
          'USER 8536',
          'WORKDIR /home/cdsw',
        ],
      })

      expect(type).toBe(format === 'oci' ? mediaType.ociManifest : mediaType.dockerManifest)
      expect(manifest.layers).toHaveLength(1)
      expect(config.config).toMatchObject({
        User: '8536',
        WorkingDir: '/home/cdsw',
        Labels: { purpose: 'test' },
      })
      expect(config.config.Env).toContain('ML_RUNTIME_EDITION=My Edition')
    })

    it('is on a base of the registry: the layers of the base come first', async () => {
      const { manifest, config } = await built({
        base: 'team/base:1',
        files: { tool: 'tool' },
        steps: ['COPY tool /opt/tool'],
      })

      expect(manifest.layers).toHaveLength(base.layers.length + 1)
      expect(manifest.layers.slice(0, -1).map(({ digest }) => digest)).toEqual(
        base.layers.map(({ digest }) => digest),
      )
      expect(config.rootfs.diff_ids.slice(0, -1)).toEqual(base.diffIds)
      expect(config.config.Env).toEqual(base.config.config.Env)
    })

    it('has a top layer that deletes, links, and changes owners and modes', async () => {
      const { manifest } = await built({
        base: 'team/base:1',
        change: async (root) => {
          await rm(join(root, 'etc/passwd'))
          await symlink('/bin/bash', join(root, 'bin/sh'))
          await writeFile(join(root, 'opt'), 'a file')
          await chown(join(root, 'opt'), 8536, 8536)
          await chmod(join(root, 'opt'), 0o4755)
        },
      })

      const top = await wireRequest(registry, `/v2/team/built/blobs/${manifest.layers.at(-1)?.digest}`)
      const archive = gunzipSync(top.body).toString('latin1').replaceAll('\0', ' ')

      expect(manifest.layers).toHaveLength(base.layers.length + 1)
      expect(archive).toContain('etc/.wh.passwd')
      expect(archive).toMatch(/bin\/sh .*2\/bin\/bash /s)
      expect(archive).toMatch(/opt +0[01]04755 0020530 0020530 /)
    })

    it('is compressed by zstd', async () => {
      const { manifest } = await built({
        compression: 'zstd',
        files: { tool: 'tool' },
        steps: ['COPY tool /tool'],
      })

      expect(manifest.layers.map(({ mediaType }) => mediaType)).toEqual([`${mediaType.ociLayer}+zstd`])
    })

    it('says why it fails, without the password', async () => {
      const failed = built({ steps: ['COPY none /none'] }).catch(String)

      expect(await failed).toMatch(/buildah build" failed: .*none/s)
      expect(await failed).not.toContain('secret')
    })

    it('is built beside others', async () => {
      const digests = await Promise.all(
        ['a', 'b', 'c'].map((tag) =>
          buildWithBuildah({
            registry,
            repository: 'team/beside',
            tag,
            files: { tag },
            steps: ['COPY tag /tag'],
          }),
        ),
      )

      expect(new Set(digests).size).toBe(3)
    })
  },
)
