import {
  attach,
  attachByTag,
  buildArtifact,
  buildIndex,
  describeWithPrograms,
  descriptorOf,
  imageStatement,
  keyAnnotations,
  keyBundle,
  manifestOf,
  mediaType,
  requireProgram,
  simplePayload,
  startDockerRegistry,
  startFakeRegistry,
  tinyBase,
  type DockerRegistry,
  type FakeRegistry,
} from '@ingot/testkit'
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRegistryClient } from '../registry/registry-client.ts'
import { findSignatures } from './find-signatures.ts'
import { registrySignatureSource } from './registry-signature-source.ts'
import type { SignedImage } from './signature-source.ts'
import { trustedKey } from './testing/trusted.ts'

const repository = 'team/runtime'
const amd64 = tinyBase()
const arm64 = tinyBase({ architecture: 'arm64' })
const index = buildIndex({ manifests: [amd64, arm64] })
const image = {
  digest: index.digest,
  platforms: [{ manifest: amd64.digest }, { manifest: arm64.digest }],
}
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const trust = [trustedKey('release', key)]
const client = createRegistryClient({
  accessOf: () => ({ isAdded: true, plainHttp: true }),
  limits: { firstWait: 1, attempts: 2 },
})

afterAll(() => client.close())

function found(host: string, signed: SignedImage = image) {
  const source = registrySignatureSource(client, { registry: host, repository })
  return findSignatures(source, signed, trust, new Date())
}

describe('signatures in a registry', () => {
  let registry: FakeRegistry

  beforeEach(async () => {
    registry = await startFakeRegistry()
    registry.push(repository, 'v1', index)
  })

  afterEach(() => registry.close())

  function attachBundle(digest: string): string {
    const content = JSON.stringify(keyBundle({ statement: imageStatement(digest) }, key))
    const layers = [{ mediaType: mediaType.sigstoreBundle, content }]
    return attach(registry, repository, digest, { artifactType: mediaType.sigstoreBundle, layers })
  }

  function attachSimple(digest: string): string {
    const content = simplePayload(digest)
    const annotations = keyAnnotations(content, key)
    return attachByTag(registry, repository, digest, 'sig', [
      { mediaType: mediaType.simpleSigning, content, annotations },
    ])
  }

  it('are none where none are attached', async () => {
    expect(await found(registry.host)).toEqual([])
  })

  it.each([
    ['with the referrers API', true],
    ['without it', false],
  ])('are found at tags and among referrers, %s', async (_, referrers) => {
    registry.habits.referrers = referrers
    const [bundle, simple] = [attachBundle(index.digest), attachSimple(arm64.digest)]

    expect(await found(registry.host)).toMatchObject([
      { format: 'sigstore-bundle', subject: index.digest, manifest: bundle, verdict: 'verified' },
      { format: 'simple-signing', subject: arm64.digest, manifest: simple, verdict: 'verified' },
    ])
  })

  it('are invalid where the registry sends something else', async () => {
    attachBundle(index.digest)
    const [wrong] = [attachSimple(arm64.digest)]
    registry.putManifest(repository, Buffer.from('{"schemaVersion": 2}'), mediaType.ociManifest, wrong)

    expect(await found(registry.host)).toMatchObject([
      { format: 'sigstore-bundle', verdict: 'verified' },
      {
        format: 'simple-signing',
        subject: arm64.digest,
        manifest: arm64.digest,
        verdict: 'invalid',
        message: expect.stringContaining('with the digest'),
      },
    ])
  })

  it('are invalid where their payload is not what its digest says, or gone', async () => {
    const content = simplePayload(index.digest)
    const layers = [
      { mediaType: mediaType.simpleSigning, content, annotations: keyAnnotations(content, key) },
    ]
    attachByTag(registry, repository, index.digest, 'sig', layers)
    const digest = (registry.content.manifest(repository, `${index.digest.replace(':', '-')}.sig`) ?? index)
      .bytes
    const [layer] = (JSON.parse(Buffer.from(digest).toString()) as { layers: { digest: string }[] }).layers

    registry.putBlob(repository, Buffer.from(content.replace('sha256', 'sha512')), layer?.digest)
    expect(await found(registry.host)).toMatchObject([
      { verdict: 'invalid', message: expect.stringContaining('got one with sha256:') },
    ])

    registry.content.deleteBlob(repository, layer?.digest ?? '')
    expect(await found(registry.host)).toMatchObject([
      { verdict: 'invalid', message: 'Its payload is not there' },
    ])
  })

  it('are not read where the registry fails, and its error is handed on', async () => {
    attachBundle(index.digest)
    await registry.close()

    await expect(found(registry.host)).rejects.toMatchObject({ name: 'RegistryError', kind: 'unreachable' })
  })
})

describeWithPrograms('signatures in a real registry', ['docker-registry', 'openssl'], () => {
  let registry: DockerRegistry

  beforeAll(async () => {
    registry = await startDockerRegistry()
    await registry.push(repository, 'v1', index)
  })

  afterAll(() => registry.stop())

  it.each([
    ['ECDSA', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']],
    ['RSA', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072']],
  ])('that openssl makes verify, of %s', async (name, parameters) => {
    const content = simplePayload(index.digest)
    const { signature, publicKey } = signedByOpenssl(content, parameters)
    const annotations = { 'dev.cosignproject.cosign/signature': signature }
    const layers = [{ mediaType: mediaType.simpleSigning, content, annotations }]
    await registry.push(repository, `${index.digest.replace(':', '-')}.sig`, buildArtifact({ layers }))

    const source = registrySignatureSource(client, { registry: registry.host, repository })
    const trusted = [{ name, key: publicKey, created: '2026-01-01T00:00:00.000Z' }]
    expect(await findSignatures(source, image, trusted, new Date())).toMatchObject([
      { format: 'simple-signing', subject: index.digest, verdict: 'verified', trust: name },
    ])
    expect(await findSignatures(source, image, trust, new Date())).toMatchObject([{ verdict: 'untrusted' }])
  })

  it('verify in bundles that its tag for referrers leads to', async () => {
    const content = JSON.stringify(keyBundle({ statement: imageStatement(arm64.digest) }, key))
    const artifact = buildArtifact({
      artifactType: mediaType.sigstoreBundle,
      layers: [{ mediaType: mediaType.sigstoreBundle, content }],
      subject: descriptorOf(arm64),
    })
    const listed = { ...descriptorOf(artifact), artifactType: mediaType.sigstoreBundle }
    const list = { schemaVersion: 2, mediaType: mediaType.ociIndex, manifests: [listed] }
    const referrers = manifestOf(list, mediaType.ociIndex, { manifests: [artifact] })
    await registry.push(repository, arm64.digest.replace(':', '-'), referrers)

    expect((await found(registry.host)).filter(({ subject }) => subject === arm64.digest)).toMatchObject([
      { format: 'sigstore-bundle', manifest: artifact.digest, verdict: 'verified' },
    ])
  })
})

/** Makes a key by `openssl`, and with it what is in the annotation of a signature. */
function signedByOpenssl(content: string, parameters: readonly string[]) {
  const openssl = requireProgram('openssl') ?? ''
  const folder = mkdtempSync(join(tmpdir(), 'ingot-signature-'))
  const run = (...words: string[]) =>
    execFileSync(openssl, words, { cwd: folder, input: content, stdio: 'pipe' })
  try {
    run('genpkey', ...parameters, '-out', 'key.pem')
    return {
      publicKey: run('pkey', '-in', 'key.pem', '-pubout').toString(),
      signature: run('dgst', '-sha256', '-sign', 'key.pem').toString('base64'),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
