import { afterEach, expect, it } from 'vitest'
import { describeWithPrograms } from '../describe-with-programs.ts'
import { buildImage, recompressed } from './build-image.ts'
import { buildIndex } from './build-index.ts'
import { startFakeRegistry, type FakeRegistry, type FakeRegistryOptions } from './fake-registry.ts'
import { inspectWithSkopeo } from './skopeo.ts'
import { tinyBase } from './tiny-base.ts'

const credential = { user: 'ann', password: 'a:secret' }
const base = tinyBase()
const child = buildImage({
  base,
  env: { ML_RUNTIME_EDITION: 'My Edition' },
  labels: { 'com.cloudera.ml.runtime.edition': 'My Edition' },
  layers: [
    [{ path: 'opt/tool', content: 'tool' }],
    { entries: [{ path: 'opt/other', content: 'other' }], compression: 'zstd' },
    { entries: [{ path: 'opt/plain', content: 'plain' }], compression: 'none' },
  ],
})

describeWithPrograms('a fake registry as skopeo sees it', ['skopeo', 'openssl'], () => {
  let registry: FakeRegistry

  async function start(options: FakeRegistryOptions = {}): Promise<void> {
    registry = await startFakeRegistry(options)
    registry.push('team/app', 'child', child)
    registry.push('team/app', 'docker', recompressed(tinyBase({ format: 'docker' }), { level: 1 }))
    registry.push(
      'team/app',
      'index',
      buildIndex({ manifests: [child, tinyBase({ architecture: 'arm64' })], attestations: true }),
    )
  }

  afterEach(() => registry.close())

  it.each<[string, FakeRegistryOptions]>([
    ['in the clear', {}],
    ['with TLS', { tls: true }],
    ['with a password', { auth: { kind: 'basic', ...credential } }],
    ['with a token', { auth: { kind: 'token', ...credential } }],
    [
      'with a token by its other name, and TLS',
      { auth: { kind: 'token', ...credential, field: 'access_token' }, tls: true },
    ],
  ])('shows images: %s', async (_, options) => {
    await start(options)

    const said = await inspectWithSkopeo({ registry: { ...registry, credential }, image: 'team/app:child' })

    expect(JSON.parse(said)).toMatchObject({
      Digest: child.digest,
      RepoTags: ['child', 'docker', 'index'],
      Labels: { 'com.cloudera.ml.runtime.edition': 'My Edition' },
      Architecture: 'amd64',
      Os: 'linux',
      Layers: child.layers.map(({ digest }) => digest),
      Env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'SHELL=/bin/bash', 'ML_RUNTIME_EDITION=My Edition'],
    })
  })

  it.each<[string, FakeRegistryOptions]>([
    ['a wrong password', { auth: { kind: 'basic', user: 'ann', password: 'other' } }],
    ['a wrong password for a token', { auth: { kind: 'token', user: 'ann', password: 'other' } }],
    ['a token for less', { auth: { kind: 'token', ...credential, withheld: ['team/app'] } }],
  ])('is closed: %s', async (_, options) => {
    await start(options)

    await expect(
      inspectWithSkopeo({ registry: { ...registry, credential }, image: 'team/app:child' }),
    ).rejects.toThrow(/unauthorized|authentication required|invalid username/)
  })
})
