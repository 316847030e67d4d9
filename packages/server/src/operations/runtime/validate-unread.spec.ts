import { buildImage, buildIndex, digestOf, startFakeRegistry, type RegistryFault } from '@ingot/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing/refusal-of.ts'
import { faultsOf, openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { buildRuntime, ubuntu } from '../../testing/sample-runtime.ts'

let site: RuntimeSite

beforeAll(async () => {
  site = await openRuntimeSite()
})

afterEach(() => site.registry.faults.clear())

afterAll(() => site.close())

const push = () => site.push('read', buildRuntime())

/** The first finding of an image that cannot be read: its code and its sentence. */
async function unread(reference: string, more = {}): Promise<[code: string, message: string]> {
  const report = await site.validate(reference, more)
  expect(report).toMatchObject({
    valid: false,
    deep: false,
    platforms: [],
    identity: {},
    fields: [],
    base: { verdict: 'UNKNOWN', platforms: [] },
    signatures: [],
  })
  const [first] = report.findings
  expect(first).toMatchObject({ severity: 'error', rule: 'Ingot: Registries' })
  return [first?.code ?? '', first?.message ?? '']
}

describe('an image that cannot be read', () => {
  it.each<[string, RegistryFault, string, RegExp]>([
    ['is not let in', { kind: 'refuse', status: 401 }, 'imageUnauthorized', /credential/],
    ['is denied', { kind: 'refuse', status: 403 }, 'imageUnauthorized', /./],
    ['is not found', { kind: 'refuse', status: 404 }, 'imageNotFound', /does not have/],
    [
      'is kept waiting',
      { kind: 'refuse', status: 429, headers: { 'retry-after': '3600' } },
      'imageUnreachable',
      /./,
    ],
    [
      'gets no manifest but prose',
      { kind: 'other-bytes', bytes: Buffer.from('<html>') },
      'imageMalformed',
      /./,
    ],
    ['gets an empty manifest', { kind: 'other-bytes', bytes: Buffer.from('{}') }, 'imageMalformed', /./],
    ['gets a huge manifest', { kind: 'huge', size: 5 * 1024 * 1024 }, 'imageMalformed', /./],
    ['is sent to a private address', { kind: 'redirect', to: 'http://10.0.0.1/x' }, 'imageRefused', /./],
  ])('whose reader %s is told so', async (_, fault, code, message) => {
    const reference = push()
    site.registry.faults.add(fault, { path: '/manifests/1.0' })

    const [found, said] = await unread(reference)

    expect(found).toBe(code)
    expect(said).toMatch(message)
  })

  it('is not there by this tag, or in this repository', async () => {
    push()

    expect((await unread(`${site.registry.host}/team/read:2.0`))[0]).toBe('imageNotFound')
    expect((await unread(`${site.registry.host}/team/other:1.0`))[0]).toBe('imageNotFound')
  })

  it('carries what the registry said as evidence', async () => {
    const { findings } = await site.validate(`${site.registry.host}/team/read:none`)

    expect(findings).toMatchObject([{ evidence: { status: '404', code: 'MANIFEST_UNKNOWN' } }])
  })

  it('is on a registry that nobody answers at', async () => {
    const gone = await startFakeRegistry()
    await gone.close()
    await site.client.addRegistry({
      params: { registry: 'gone' },
      body: { server: gone.host, plainHttp: true },
    })

    expect((await unread(`${gone.host}/team/read:1.0`))[0]).toBe('imageUnreachable')
  })

  it('is on a private address that no administrator added: not one connection is made', async () => {
    const other = await startFakeRegistry()
    other.push('team/read', '1.0', buildRuntime())
    const [code, message] = await unread(`${other.host}/team/read:1.0`)
    await other.close()

    expect(code).toBe('imageRefused')
    expect(message).toMatch(/private network address; only registries that an administrator added/)
    expect(other.connections()).toBe(0)
  })

  it('has other bytes than its digest says', async () => {
    const image = buildRuntime()
    push()
    site.registry.faults.add({ kind: 'other-bytes' }, { path: '/manifests/sha256:' })

    expect((await unread(`${site.registry.host}/team/read@${image.digest}`))[0]).toBe('imageMalformed')
  })

  it('has another configuration than its manifest says', async () => {
    const reference = push()
    site.registry.faults.add({ kind: 'other-bytes' }, { path: '/blobs/' })

    expect((await unread(reference))[0]).toBe('imageMalformed')
  })

  it('is something else than an image', async () => {
    const artifact = buildImage({
      changeManifest: (manifest) => ({
        ...manifest,
        artifactType: 'application/vnd.example.chart',
        config: {
          mediaType: 'application/vnd.oci.empty.v1+json',
          digest: `sha256:${'0'.repeat(64)}`,
          size: 2,
        },
      }),
    })

    expect((await unread(site.push('chart', artifact)))[1]).toMatch(/chart/)
    expect((await unread(site.push('empty', buildIndex({ manifests: [] }))))[0]).toBe('imageMalformed')
  })

  it('has every fault of its manifest told', async () => {
    const broken = buildImage({
      changeManifest: (manifest) => ({
        ...manifest,
        config: 'none',
        layers: [{ digest: 'x' }, { digest: 'y' }],
      }),
    })

    const report = await site.validate(site.push('broken', broken))

    expect(report.findings.length).toBeGreaterThan(2)
    expect(new Set(report.findings.map(({ code }) => code))).toEqual(new Set(['imageMalformed']))
  })

  it('has a configuration whose faults are told', async () => {
    const image = buildRuntime({}, { changeConfig: () => ({ architecture: 7, config: { Labels: 'none' } }) })

    const report = await site.validate(site.push('odd-configuration', image))

    expect(faultsOf(report)).toContain('error imageMalformed')
  })
})

describe('layers that cannot be read', () => {
  const values = { 'maintenance-version': '06' }

  it.each<[string, RegistryFault, string]>([
    ['are gone', { kind: 'refuse', status: 404 }, 'imageNotFound'],
    ['are other bytes', { kind: 'other-bytes' }, 'imageMalformed'],
    ['lead elsewhere', { kind: 'redirect', to: 'http://10.0.0.1/x' }, 'imageRefused'],
  ])('%s: that is said beside all that is known without them', async (_, fault, code) => {
    const image = buildRuntime(values)
    const reference = site.push('half', image)
    const [, , own] = image.layers
    site.registry.faults.add(fault, { path: own?.digest ?? 'none' })

    const report = await site.validate(reference, { deep: true })

    expect(report).toMatchObject({ valid: false, deep: false, digest: image.digest })
    expect(faultsOf(report)).toEqual(expect.arrayContaining([`error ${code}`, 'error maintenanceNotInteger']))
    expect(report.base.verdict).toBe('PROVEN')
    expect(report.platforms).toHaveLength(1)
  })

  it('are no archive: that is a finding, and the others are still looked at', async () => {
    const image = buildRuntime({}, { layers: [{ tar: Buffer.from('not an archive at all'.repeat(64)) }] })

    const report = await site.validate(site.push('no-archive', image), { deep: true })

    expect(report.deep).toBe(true)
    expect(faultsOf(report).some((fault) => fault.startsWith('error layer'))).toBe(true)
  })

  it('have another content than the configuration says', async () => {
    const layers = [[{ path: 'opt/a', content: 'a' }]]
    const image = buildRuntime({}, { layers, diffIds: [...ubuntu.diffIds, digestOf(Buffer.from('b'))] })

    const report = await site.validate(site.push('lying', image), { deep: true })

    expect(faultsOf(report)).toContain('error layerDiffIdMismatch')
  })
})

it('refuses what is no request before anything is asked', async () => {
  site.asked()

  expect(await refusalOf(site.validate('x'.repeat(1025)))).toMatchObject({ code: 'INVALID_REQUEST' })
  expect(site.asked()).toEqual([])
})
