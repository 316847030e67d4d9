import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attach, attachByTag } from './attach.ts'
import { digestOf } from './blob-content.ts'
import { buildImage } from './build-image.ts'
import { manifestOf } from './built-image.ts'
import { startFakeRegistry, type FakeRegistry } from './fake-registry.ts'
import { mediaType } from './media-type.ts'
import { tinyBase } from './tiny-base.ts'
import { wireRequest, type WireAnswer } from './wire-request.ts'

const base = tinyBase()
const accept = mediaType.ociManifest

let registry: FakeRegistry

beforeEach(async () => {
  registry = await startFakeRegistry()
  registry.push('team/app', '1', base)
})

afterEach(() => registry.close())

function get(path: string, headers: Record<string, string> = {}): Promise<WireAnswer> {
  return wireRequest(registry, path, { headers })
}

async function json<Body>(path: string): Promise<Body> {
  return JSON.parse((await get(path)).body.toString()) as Body
}

describe('tags', () => {
  beforeEach(() => {
    for (const tag of ['b', 'a', 'c', 'd']) registry.setTag('team/app', tag, base.digest)
  })

  it.each([
    ['all', '', ['1', 'a', 'b', 'c', 'd'], undefined],
    ['the first', '?n=2', ['1', 'a'], '</v2/team/app/tags/list?last=a&n=2>; rel="next"'],
    ['those after one', '?n=2&last=a', ['b', 'c'], '</v2/team/app/tags/list?last=c&n=2>; rel="next"'],
    ['the last', '?n=2&last=c', ['d'], undefined],
    ['exactly all', '?n=5', ['1', 'a', 'b', 'c', 'd'], undefined],
    ['none', '?n=0', [], undefined],
    ['those after one that is not there', '?last=bb', ['c', 'd'], undefined],
  ])('come in lexical order and in pages: %s', async (_, query, tags, link) => {
    const answer = await get(`/v2/team/app/tags/list${query}`)

    expect(JSON.parse(answer.body.toString())).toEqual({ name: 'team/app', tags })
    expect(answer.headers['link']).toBe(link)
  })

  it('come in pages of the registry’s own size, too', async () => {
    registry.habits.pageSize = 2

    const answer = await get('/v2/team/app/tags/list')

    expect(answer.headers['link']).toBe('</v2/team/app/tags/list?last=a&n=2>; rel="next"')
  })

  it('move and go', async () => {
    const child = buildImage({ base, layers: [[{ path: 'opt/' }]] })
    registry.push('team/app', 'a', child)
    registry.deleteTag('team/app', 'b')

    const [moved, gone] = [
      await get('/v2/team/app/manifests/a', { accept }),
      await get('/v2/team/app/manifests/b'),
    ]

    expect(moved.headers['docker-content-digest']).toBe(child.digest)
    expect(gone.status).toBe(404)
  })

  it('lead nowhere when what they lead to is deleted', async () => {
    registry.content.deleteManifest('team/app', base.digest)

    expect((await get('/v2/team/app/manifests/a', { accept })).status).toBe(404)
  })
})

describe('referrers', () => {
  const layers = [{ mediaType: 'application/x', content: 'x' }]

  function attached(artifactType: string, annotations: Record<string, string> = {}): string {
    return attach(registry, 'team/app', base.digest, { artifactType, layers, annotations })
  }

  it('are those that name a manifest as their subject, with type and annotations', async () => {
    const first = attached('application/a', { n: '1' })
    const second = attached('application/b')
    const path = `/v2/team/app/referrers/${base.digest}`

    const index = await json<{ mediaType: string; manifests: object[] }>(path)

    expect(index.mediaType).toBe(mediaType.ociIndex)
    expect(index.manifests).toEqual([
      expect.objectContaining({ digest: first, artifactType: 'application/a', annotations: { n: '1' } }),
      expect.objectContaining({ digest: second, artifactType: 'application/b' }),
    ])
    expect((await get(path)).headers['oci-filters-applied']).toBeUndefined()
  })

  it('are filtered by their type, which is said', async () => {
    attached('application/a')
    const wanted = attached('application/b')

    const answer = await get(`/v2/team/app/referrers/${base.digest}?artifactType=application%2Fb`)

    const { manifests } = JSON.parse(answer.body.toString()) as { manifests: { digest: string }[] }
    expect(manifests.map(({ digest }) => digest)).toEqual([wanted])
    expect(answer.headers['oci-filters-applied']).toBe('artifactType')
  })

  it('come in pages that a link leads through', async () => {
    const digests = ['1', '2', '3', '4', '5'].map((n) => attached('application/a', { n }))
    registry.habits.pageSize = 2
    const seen: string[] = []

    let next: string | undefined = `/v2/team/app/referrers/${base.digest}?artifactType=application%2Fa`
    while (next !== undefined) {
      const answer: WireAnswer = await get(next)
      const { manifests } = JSON.parse(answer.body.toString()) as { manifests: { digest: string }[] }
      seen.push(...manifests.map(({ digest }) => digest))
      next = /^<(.+)>; rel="next"$/.exec(answer.headers['link'] ?? '')?.[1]
    }

    expect(seen).toEqual(digests)
    expect(registry.requests).toHaveLength(3)
  })

  it('are an empty index where there are none', async () => {
    expect(await json(`/v2/team/app/referrers/sha256:${'0'.repeat(64)}`)).toEqual({
      schemaVersion: 2,
      mediaType: mediaType.ociIndex,
      manifests: [],
    })
  })

  it('stand at a tag where the registry does not know them', async () => {
    registry.habits.referrers = false
    const [first, second] = [attached('application/a'), attached('application/b')]

    const unknown = await get(`/v2/team/app/referrers/${base.digest}`)
    const { manifests } = await json<{ manifests: { digest: string }[] }>(
      `/v2/team/app/manifests/${base.digest.replace(':', '-')}`,
    )

    expect(unknown.status).toBe(404)
    expect(manifests.map(({ digest }) => digest)).toEqual([first, second])
  })

  it('of cosign stand at a tag of their own', async () => {
    const digest = attachByTag(registry, 'team/app', base.digest, 'sig', [
      {
        mediaType: mediaType.simpleSigning,
        content: '{}',
        annotations: { 'dev.cosignproject.cosign/signature': 'MEU=' },
      },
    ])

    const answer = await get(`/v2/team/app/manifests/${base.digest.replace(':', '-')}.sig`, { accept })

    expect(answer.headers['docker-content-digest']).toBe(digest)
    expect(answer.body.toString()).toContain('"dev.cosignproject.cosign/signature":"MEU="')
  })

  it('cannot be attached to what is not there', () => {
    const nowhere = `sha256:${'0'.repeat(64)}`

    expect(() => attach(registry, 'team/app', nowhere, { artifactType: 'a/b', layers })).toThrow(
      /push it first/,
    )
  })
})

describe('what is put by hand', () => {
  it('is served as it is, even under a digest that is not its own', async () => {
    const nowhere = `sha256:${'0'.repeat(64)}`
    registry.putManifest('team/app', Buffer.from('no JSON'), mediaType.ociIndex, nowhere)
    const blob = registry.putBlob('team/app', Buffer.from('blob'))
    registry.putBlob('team/app', Buffer.from('other'), nowhere)

    const bodies = [
      await get(`/v2/team/app/manifests/${nowhere}`),
      await get(`/v2/team/app/blobs/${blob}`),
      await get(`/v2/team/app/blobs/${nowhere}`),
    ].map(({ body }) => body.toString())

    expect(bodies).toEqual(['no JSON', 'blob', 'other'])
    expect(blob).toBe(digestOf(Buffer.from('blob')))
  })

  it('may refer to nothing', async () => {
    registry.push('team/app', undefined, manifestOf([1], mediaType.ociManifest))
    registry.push('team/app', undefined, manifestOf(Buffer.from('null'), mediaType.ociManifest))

    expect(await json(`/v2/team/app/referrers/${base.digest}`)).toMatchObject({ manifests: [] })
  })
})

describe('the log', () => {
  it('has method, path and query, status, and what was accepted and asked for', async () => {
    await get('/v2/team/app/tags/list?n=1', { accept: 'a/b', range: 'bytes=0-1' })
    await wireRequest(registry, '/v2/team/none/manifests/1', { method: 'HEAD' })

    expect(registry.requests).toEqual([
      { method: 'GET', path: '/v2/team/app/tags/list?n=1', status: 200, accept: 'a/b', range: 'bytes=0-1' },
      { method: 'HEAD', path: '/v2/team/none/manifests/1', status: 404 },
    ])
    expect(registry.connections()).toBe(2)
  })
})

it.each([
  ['a path that is none', 'GET', '/v3/', 404],
  ['a path that is no text', 'GET', '/v2/%ff/tags/list', 400],
  ['to write', 'PUT', '/v2/team/app/manifests/1', 405],
  ['a range beyond a blob', 'GET', `/v2/team/app/blobs/${base.layers[0]?.digest}`, 416],
  ['no number of tags', 'GET', '/v2/team/app/tags/list?n=many', 400],
])('refuses %s', async (_, method, path, status) => {
  const answer = await wireRequest(registry, path, { method, headers: { range: 'bytes=999999-' } })

  expect(answer.status).toBe(status)
})
