import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithPrograms } from '../describe-with-programs.ts'
import { buildImage, type BuiltImage } from './build-image.ts'
import { buildIndex } from './build-index.ts'
import { startDockerRegistry, type DockerRegistry } from './docker-registry.ts'
import { startFakeRegistry, type FakeRegistry } from './fake-registry.ts'
import { mediaType } from './media-type.ts'
import type { RegistryAccess } from './registry-access.ts'
import { tinyBase } from './tiny-base.ts'
import { wireRequest, type WireAnswer, type WireOptions } from './wire-request.ts'

const base = tinyBase()
const child = buildImage({
  base,
  labels: { purpose: 'test' },
  layers: [[{ path: 'opt/tool', content: 'tool' }]],
})
const docker = buildImage({ base: tinyBase({ format: 'docker' }) })
const index = buildIndex({
  manifests: [child, tinyBase({ architecture: 'arm64', variant: 'v8' })],
  attestations: true,
})
const layer = layerOf(child, 0)
const all = [mediaType.ociIndex, mediaType.ociManifest, mediaType.dockerList, mediaType.dockerManifest].join(
  ', ',
)

/** Calls of the read side, and what of an answer has to be the same at every registry. */
const calls: [name: string, path: string, options?: WireOptions][] = [
  ['the root', '/v2/'],
  ['a manifest by its tag', '/v2/team/app/manifests/child', { headers: { accept: all } }],
  ['a manifest by its digest', `/v2/team/app/manifests/${child.digest}`, { headers: { accept: all } }],
  [
    'a manifest that is only looked at',
    '/v2/team/app/manifests/child',
    { method: 'HEAD', headers: { accept: all } },
  ],
  ['an index', '/v2/team/app/manifests/index', { headers: { accept: all } }],
  ['a manifest that an index names', `/v2/team/app/manifests/${child.digest}`, { headers: { accept: all } }],
  ['a manifest of Docker', '/v2/team/app/manifests/docker', { headers: { accept: all } }],
  [
    'a manifest of OCI to who knows Docker alone',
    '/v2/team/app/manifests/child',
    { headers: { accept: mediaType.dockerManifest } },
  ],
  [
    'an index to who knows manifests alone',
    '/v2/team/app/manifests/index',
    { headers: { accept: mediaType.ociManifest } },
  ],
  ['a tag that is not there', '/v2/team/app/manifests/none', { headers: { accept: all } }],
  [
    'a digest that is not there',
    `/v2/team/app/manifests/sha256:${'0'.repeat(64)}`,
    { headers: { accept: all } },
  ],
  ['a manifest of no repository', '/v2/team/none/manifests/1', { headers: { accept: all } }],
  [
    'a manifest of another repository',
    `/v2/team/other/manifests/${child.digest}`,
    { headers: { accept: all } },
  ],
  ['a blob', `/v2/team/app/blobs/${layer}`],
  ['a blob that is only looked at', `/v2/team/app/blobs/${layer}`, { method: 'HEAD' }],
  ['the first bytes of a blob', `/v2/team/app/blobs/${layer}`, { headers: { range: 'bytes=0-9' } }],
  ['the rest of a blob', `/v2/team/app/blobs/${layer}`, { headers: { range: 'bytes=20-' } }],
  ['the last bytes of a blob', `/v2/team/app/blobs/${layer}`, { headers: { range: 'bytes=-7' } }],
  ['more than a blob has', `/v2/team/app/blobs/${layer}`, { headers: { range: 'bytes=10-999999' } }],
  ['a blob that is not there', `/v2/team/app/blobs/sha256:${'0'.repeat(64)}`],
  ['a blob of another repository', `/v2/team/other/blobs/${layer}`],
  ['tags of no repository', '/v2/team/none/tags/list'],
]

function layerOf(image: BuiltImage, at: number): string {
  return image.layers[at]?.digest ?? ''
}

describeWithPrograms('a fake registry and Debian’s', ['docker-registry'], () => {
  let fake: FakeRegistry
  let real: DockerRegistry

  beforeAll(async () => {
    ;[fake, real] = [await startFakeRegistry({ referrers: false }), await startDockerRegistry()]
    for (const registry of [fake, real]) {
      await registry.push('team/app', 'child', child)
      await registry.push('team/app', 'docker', docker)
      await registry.push('team/app', 'index', index)
      await registry.push('team/other', 'docker', docker)
    }
  })

  afterAll(async () => {
    await fake.close()
    await real.stop()
  })

  it.each(calls)('answer alike: %s', async (_, path, options) => {
    const expected = essence(await wireRequest(real, path, options))

    expect(essence(await wireRequest(fake, path, options))).toEqual(expected)
  })

  it('list the same tags, which Debian’s has in no order', async () => {
    const [theirs, ours] = [await tagsOf(real), await tagsOf(fake)]

    expect(ours.tags.toSorted()).toEqual(theirs.tags.toSorted())
    expect({ ...ours, tags: [] }).toEqual({ ...theirs, tags: [] })
  })
})

async function tagsOf(registry: RegistryAccess): Promise<{ name: string; tags: string[] }> {
  const { body } = await wireRequest(registry, '/v2/team/app/tags/list')
  return JSON.parse(body.toString()) as { name: string; tags: string[] }
}

/** What readers go by. Sentences of errors differ, as do headers that nobody needs. */
function essence({ status, headers, body }: WireAnswer): object {
  return {
    status,
    digest: headers['docker-content-digest'],
    length: status < 300 ? headers['content-length'] : undefined,
    type: status < 300 ? headers['content-type']?.split(';')[0] : undefined,
    range: headers['content-range'],
    link: headers['link'],
    body: status >= 400 && body.length > 0 ? codesOf(body) : body.toString('base64'),
  }
}

function codesOf(body: Buffer): string[] {
  const { errors } = JSON.parse(body.toString()) as { errors: { code: string }[] }
  return errors.map(({ code }) => code)
}
