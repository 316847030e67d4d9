import { operations } from '@ingot/contract'
import {
  attach,
  buildImage,
  buildIndex,
  digestOf,
  keyBundle,
  imageStatement,
  publicPem,
} from '@ingot/testkit'
import { generateKeyPairSync } from 'node:crypto'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing/refusal-of.ts'
import { faultsOf, openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { buildRuntime, labelsOf, ubuntu } from '../../testing/sample-runtime.ts'

let site: RuntimeSite

beforeAll(async () => {
  site = await openRuntimeSite()
})

afterAll(() => site.close())

describe('validateRuntime', () => {
  it('says of a clean image what it is, and what it is built on', async () => {
    const image = buildRuntime()
    const reference = site.push('clean', image)

    const report = await site.validate(reference)

    expect(report).toMatchObject({
      reference,
      digest: image.digest,
      valid: true,
      deep: false,
      platforms: [{ platform: 'linux/amd64', manifest: image.digest }],
      identity: {
        editor: 'PBJ Workbench',
        kernel: 'Python 3.10',
        edition: 'Team',
        shortVersion: '1.0',
        maintenanceVersion: '1',
      },
      metadata: { metadataVersion: 2, shortVersion: '1.0', maintenanceVersion: 1, fullVersion: '1.0.1' },
      base: {
        verdict: 'PROVEN',
        platforms: [
          {
            method: 'layer-digest',
            base: { reference: site.ubuntu, generation: 'os', vendor: false, digest: ubuntu.digest },
            layers: 3,
            shared: 2,
          },
        ],
      },
      signatures: [],
      revision: site.revision(),
    })
    expect(faultsOf(report)).toEqual([])
    expect(report.findings.map(({ code }) => code)).toEqual(['tagMutable'])
    expect(Value.Check(operations.validateRuntime.response, report)).toBe(true)
  })

  it('reads the manifest and the configuration, looks for signatures, and nothing else', async () => {
    const image = buildRuntime({ edition: 'Frugal' })
    const reference = site.push('frugal', image)
    const { digest } = (JSON.parse(Buffer.from(image.bytes).toString()) as { config: { digest: string } })
      .config
    site.asked()

    const { bytes } = await site.validate(reference)

    const asked = site.asked()
    const [reads, others] = [
      asked.filter((one) => /\/(?:manifests\/1\.0|blobs\/)/.test(one)),
      asked.filter((one) => !/\/(?:manifests\/1\.0|blobs\/)/.test(one)),
    ]
    expect(reads).toEqual(['GET /v2/team/frugal/manifests/1.0', `GET /v2/team/frugal/blobs/${digest}`])
    // Signatures: the referrers of the digest, and the tags that are made of it.
    expect(others.every((one) => one.includes(image.digest.slice('sha256:'.length)))).toBe(true)
    expect(others.length).toBeLessThanOrEqual(4)
    expect(bytes).toBeGreaterThan(image.bytes.length)
    expect(bytes).toBeLessThan(20_000)
  })

  it('stores nothing', async () => {
    const before = [...(await site.stored()), site.revision()]

    await site.validate(site.push('unstored', buildRuntime({ edition: 'Unstored' })))

    expect([...(await site.stored()), site.revision()]).toEqual(before)
    expect((await site.client.listRuntimes({})).runtimes).toEqual([])
  })

  it('says everything at once, the errors first', async () => {
    const image = buildRuntime({
      edition: 'Standard',
      'maintenance-version': '06',
      description: undefined,
      gbn: '50300524',
    })

    const report = await site.validate(site.push('faulty', image))

    expect(report.valid).toBe(false)
    expect(faultsOf(report)).toEqual(
      expect.arrayContaining([
        'error labelMissing:description',
        'error maintenanceNotInteger',
        'error editionReserved',
        'error vendorProvenanceOnForeignBase',
      ]),
    )
    const severities = report.findings.map(({ severity }) => severity)
    expect(severities).toEqual([...severities].toSorted(bySeverity))
    expect(report.findings.every(({ rule, message }) => rule !== '' && message !== '')).toBe(true)
    expect(report.metadata).toBeUndefined()
    expect(report.identity).toMatchObject({ edition: 'Standard', maintenanceVersion: '06' })
  })

  it('says of what is no runtime that it is none', async () => {
    const report = await site.validate(site.ubuntu)

    expect(faultsOf(report)).toContain('error notARuntime')
    expect(report.identity).toEqual({})
  })

  it('takes a digest, and then has nothing to say of tags', async () => {
    const image = buildRuntime({ edition: 'Pinned' })
    site.push('pinned', image)
    const reference = `${site.registry.host}/team/pinned@${image.digest}`

    const report = await site.validate(reference)

    expect(report).toMatchObject({ reference, digest: image.digest, valid: true })
    expect(report.findings).toEqual([])
  })

  it.each(['', 'UPPER/case:1', 'a b', 'host:port/x', 'x@sha256:short'])(
    'refuses the reference "%s"',
    async (reference) => {
      expect(await refusalOf(site.validate(reference))).toMatchObject({
        code: 'INVALID_REQUEST',
        faults: [{ path: '/body/reference' }],
      })
    },
  )
})

describe('an image with several platforms', () => {
  const arm = { architecture: 'arm64' }
  const ubuntuArm = buildImage({ base: ubuntu, ...arm })

  it('is proven by its weakest platform', async () => {
    const index = buildIndex({ manifests: [buildRuntime(), buildRuntime({}, { base: ubuntuArm, ...arm })] })

    const report = await site.validate(site.push('several', index))

    expect(report.base.verdict).toBe('UNKNOWN')
    expect(report.base.platforms.map(({ platform, verdict }) => [platform, verdict])).toEqual([
      ['linux/amd64', 'PROVEN'],
      ['linux/arm64', 'UNKNOWN'],
    ])
    expect(report.findings.find(({ code }) => code === 'baseUnknown')).toMatchObject({
      platform: 'linux/arm64',
      severity: 'warning',
    })
    expect(report.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
    expect(report.digest).toBe(index.digest)
  })

  it('is looked at on one alone where that is asked for, in any spelling', async () => {
    const image = buildRuntime()
    const index = buildIndex({ manifests: [image, buildRuntime({}, { base: ubuntuArm, ...arm })] })
    const reference = site.push('one-of-several', index)

    const amd64 = await site.validate(reference, { platform: 'linux/x86_64' })
    const arm64 = await site.validate(reference, { platform: 'linux/arm64/v8' })

    expect(amd64).toMatchObject({ valid: true, digest: index.digest, base: { verdict: 'PROVEN' } })
    expect(amd64.platforms).toEqual([{ platform: 'linux/amd64', manifest: image.digest }])
    expect(arm64.platforms.map(({ platform }) => platform)).toEqual(['linux/arm64'])
    expect(faultsOf(arm64)).toEqual(['warning baseUnknown'])
  })

  it('must be one runtime on all of them', async () => {
    const base = buildImage({ base: ubuntu, ...arm })
    const other = buildRuntime({ 'maintenance-version': '2', 'full-version': '1.0.2' }, { base, ...arm })
    const index = buildIndex({ manifests: [buildRuntime(), other] })

    const report = await site.validate(site.push('differing', index))

    expect(report.valid).toBe(false)
    expect(report.findings[0]).toMatchObject({
      code: 'platformsDiffer:maintenance-version',
      field: 'maintenance-version',
    })
  })

  it('does not count attestations', async () => {
    const index = buildIndex({ manifests: [buildRuntime()], attestations: true })

    const report = await site.validate(site.push('attested', index))

    expect(report.valid).toBe(true)
    expect(report.platforms).toHaveLength(1)
  })

  it.each([
    ['that an image has not', undefined, 'linux/amd64'],
    ['that is asked for', 'linux/s390x', 'linux/s390x'],
  ])('lacks the platform %s', async (_, platform, wanted) => {
    const base = buildImage({ base: ubuntu, ...arm })
    const reference = site.push('arm-only', buildRuntime({}, { base, ...arm }))

    const report = await site.validate(reference, platform === undefined ? {} : { platform })

    expect(report.valid).toBe(false)
    expect(report.findings[0]).toMatchObject({
      code: 'noPlatform',
      severity: 'error',
      message: expect.stringContaining(`no image for ${wanted}, only for linux/arm64`),
    })
  })

  it.each(['linux', 'linux/amd64/v1/more', 'linux/../etc', '/'])(
    'is not asked for the platform "%s"',
    async (platform) => {
      expect(await refusalOf(site.validate(site.ubuntu, { platform }))).toMatchObject({
        code: 'INVALID_REQUEST',
        faults: [{ path: '/body/platform' }],
      })
    },
  )
})

describe('signatures', () => {
  const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json'
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  function signed(name: string, about: (digest: string) => string) {
    const image = buildRuntime({ edition: `Signed ${name}` })
    const reference = site.push(name, image)
    const content = JSON.stringify(keyBundle({ statement: imageStatement(about(image.digest)) }, privateKey))
    attach(site.registry, `team/${name}`, image.digest, {
      artifactType: bundleType,
      layers: [{ mediaType: bundleType, content }],
    })
    return { reference, image }
  }

  it('are reported with what came of verifying them', async () => {
    const { reference, image } = signed('signed', (digest) => digest)
    const wrong = signed('wrongly-signed', () => digestOf(Buffer.from('other')))

    const untrusted = await site.validate(reference)
    await site.client.addTrust({ params: { trust: 'builders' }, body: { key: publicPem(publicKey) } })
    const trusted = await site.validate(reference)
    const invalid = await site.validate(wrong.reference)

    expect(untrusted.signatures).toMatchObject([{ verdict: 'untrusted', subject: image.digest }])
    expect(trusted.signatures).toMatchObject([
      { format: 'sigstore-bundle', verdict: 'verified', trust: 'builders', subject: image.digest },
    ])
    expect(invalid.signatures).toMatchObject([{ verdict: 'invalid' }])
    expect([untrusted, trusted, invalid].map(({ valid }) => valid)).toEqual([true, true, true])
  })

  it('that cannot be read are a warning, and keep nothing else from being said', async () => {
    const reference = site.push('unreadable-signatures', buildRuntime({ edition: 'Unreadable' }))
    const mend = site.registry.faults.add({ kind: 'refuse', status: 403 }, { path: '/referrers/' })

    const report = await site.validate(reference)
    mend()

    expect(faultsOf(report)).toEqual(['warning signaturesUnreadable'])
    expect(report.base.verdict).toBe('PROVEN')
  })
})

describe('what the catalog says of an image', () => {
  it('is told: that it is there, and that its identity is taken', async () => {
    const first = buildRuntime({ edition: 'Taken' })
    const reference = site.push('taken', first)
    await site.add(reference)
    const other = buildRuntime({ edition: 'taken' }, { labels: labelsOf({ description: 'Another' }) })

    const same = await site.validate(reference)
    const twin = await site.validate(site.push('twin', other))
    site.push('taken', buildRuntime({ edition: 'Taken' }, { env: { MOVED: 'yes' } }))
    const moved = await site.validate(reference)

    expect(same.valid).toBe(true)
    expect(same.findings.map(({ code }) => code)).toContain('alreadyInCatalog')
    expect(faultsOf(twin)).toContain('error duplicateRuntimeVersion')
    expect(faultsOf(moved)).toEqual(['error duplicateRuntimeVersion'])
    expect(moved.findings[0]?.message).toMatch(/^This tag led to another image when it was added/)
  })
})

const order = ['error', 'warning', 'info']

function bySeverity(a: string, b: string): number {
  return order.indexOf(a) - order.indexOf(b)
}
