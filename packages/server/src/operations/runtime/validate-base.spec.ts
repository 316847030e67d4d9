import { buildImage, recompressed } from '@ingot/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf, openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { buildRuntime, ubuntu, vendorValues } from '../../testing/sample-runtime.ts'

let site: RuntimeSite

/** A release of the vendor, which is an allowed base of its own. */
const release = buildRuntime(vendorValues)
const classic = buildRuntime({ ...vendorValues, 'runtime-metadata-version': '1', editor: 'JupyterLab' })
/** The same layers in other bytes. */
const squeezed = recompressed(ubuntu, { level: 1 })
const stranger = buildImage({ layers: [[{ path: 'etc/motd', content: 'Of somebody else' }]] })

beforeAll(async () => {
  site = await openRuntimeSite()
  await site.allow(site.push('release', release, '2026.08.1-b5'), 'pbj')
  await site.allow(site.push('classic', classic, '2026.08.1-b5'), 'non-pbj')
})

afterAll(() => site.close())

const own = { edition: 'Team', 'short-version': '1.0', 'maintenance-version': '1', 'full-version': '1.0.1' }

describe('what an image is built on', () => {
  it('is proven by the layers of a release, whose git hash and build number it may carry', async () => {
    const report = await site.validate(
      site.push('on-release', buildRuntime({ ...vendorValues, ...own }, { base: release })),
    )

    expect(faultsOf(report)).toEqual([])
    expect(report.base).toMatchObject({
      verdict: 'PROVEN',
      platforms: [
        { base: { generation: 'pbj', vendor: true, digest: release.digest }, shared: 3, layers: 4 },
      ],
    })
    expect(report.fields.find(({ field }) => field === 'git-hash')?.origin).toBe('inherited')
    expect(report.fields.find(({ field }) => field === 'edition')?.origin).toBe('own')
  })

  it('is a claim where the layers were compressed otherwise, and proven once they were hashed', async () => {
    const image = buildRuntime({ edition: 'Squeezed' }, { base: squeezed })
    const reference = site.push('squeezed', image)

    const cheap = await site.validate(reference)
    const deep = await site.validate(reference, { deep: true })

    expect(faultsOf(cheap)).toEqual(['warning baseClaimedOnly'])
    expect(cheap.base).toMatchObject({ verdict: 'CLAIMED', platforms: [{ method: 'diff-id', shared: 2 }] })
    expect(deep.base).toMatchObject({
      verdict: 'PROVEN',
      platforms: [{ method: 'verified-diff-id', shared: 2, base: { reference: site.ubuntu } }],
    })
    expect(faultsOf(deep)).not.toContain('warning baseClaimedOnly')
  })

  it('is a lie where the layers have another content than the configuration claims', async () => {
    const diffIds = [...ubuntu.diffIds, buildRuntime().diffIds[2] ?? '']
    const image = buildRuntime({}, { base: forged(), diffIds })
    const reference = site.push('liar', image)

    const cheap = await site.validate(reference)
    const deep = await site.validate(reference, { deep: true })

    expect(cheap.base.verdict).toBe('CLAIMED')
    expect(deep.base.verdict).not.toBe('PROVEN')
    expect(faultsOf(deep)).toContain('error layerDiffIdMismatch')
    expect(deep.valid).toBe(false)
  })

  it('is none of the allowed bases: the nearest is named, and where the two part', async () => {
    const [first] = ubuntu.layers
    const base = buildImage({
      layers: first === undefined ? [] : [first, [{ path: 'etc/motd', content: '!' }]],
    })
    const report = await site.validate(site.push('near', buildRuntime({ edition: 'Near' }, { base })))

    expect(faultsOf(report)).toEqual(['error baseNotAllowed'])
    expect(report.base).toMatchObject({
      verdict: 'NOT_BASED',
      platforms: [
        {
          nearest: {
            common: 1,
            message: expect.stringMatching(/: layer 2 of [23] differs$/) as string,
          },
        },
      ],
    })
  })

  it('is only known by its os-release where its layers are looked at, which is a claim', async () => {
    const system = [{ path: 'etc/os-release', content: 'NAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\n' }]
    const base = buildImage({ layers: [system] })
    const reference = site.push('other-ubuntu', buildRuntime({ edition: 'Noble' }, { base }))

    const cheap = await site.validate(reference)
    const deep = await site.validate(reference, { deep: true })

    expect(cheap.base.verdict).toBe('NOT_BASED')
    expect(deep.base).toMatchObject({ verdict: 'CLAIMED', platforms: [{ method: 'os-release' }] })
    expect(faultsOf(deep)).toContain('warning baseClaimedOnly')
  })

  it('is never known of a classic runtime by its os-release', async () => {
    const system = [{ path: 'etc/os-release', content: 'ID=ubuntu\n' }]
    const values = { 'runtime-metadata-version': '1', editor: 'JupyterLab', edition: 'Classic' }
    const reference = site.push(
      'classic-ubuntu',
      buildRuntime(values, { base: buildImage({ layers: [system] }) }),
    )

    expect((await site.validate(reference, { deep: true })).base.verdict).toBe('NOT_BASED')
  })

  it('is stale where the tag of the base leads elsewhere by now, and still counts', async () => {
    const reference = `${site.registry.host}/team/rolling:1`
    site.push('rolling', stranger, '1')
    await site.allow(reference, 'os')
    const next = buildImage({ base: stranger, layers: [[{ path: 'etc/patch', content: '2' }]] })
    site.push('rolling', next, '1')
    const { bases } = await site.client.refreshBases({ body: { bases: [reference] } })

    const report = await site.validate(
      site.push('on-rolling', buildRuntime({ edition: 'Rolling' }, { base: stranger })),
    )

    expect(bases).toMatchObject([{ status: 'moved', digest: next.digest }])
    expect(report.base).toMatchObject({
      verdict: 'PROVEN',
      platforms: [{ base: { digest: stranger.digest, stale: next.digest } }],
    })
    expect(report.findings.map(({ code }) => code)).toContain('baseStale')
  })

  it('is what the layers say, whatever an annotation says', async () => {
    const annotations = {
      'org.opencontainers.image.base.name': site.ubuntu,
      'org.opencontainers.image.base.digest': ubuntu.digest,
    }
    const image = buildRuntime(
      { ...vendorValues, ...own, edition: 'Annotated' },
      { base: release, annotations },
    )
    const foreign = buildRuntime(
      { edition: 'Annotated alien' },
      { base: buildImage({ layers: [[]] }), annotations },
    )

    const agreeing = await site.validate(site.push('annotated', image))
    const contradicted = await site.validate(site.push('annotated-alien', foreign))

    // Its layers are those of Ubuntu too, on which the release stands.
    expect(agreeing.base.platforms[0]?.annotation?.agrees).toBe(true)
    expect(contradicted.base.platforms[0]?.annotation?.agrees).toBe(false)
    expect(faultsOf(contradicted)).toEqual(['error baseNotAllowed', 'warning baseAnnotationContradicted'])
  })
})

describe('what is of the vendor', () => {
  it('is told by the digest: its own image may have a reserved edition', async () => {
    const copied = site.push('copied', release, 'any-name')

    const report = await site.validate(copied)

    expect(report.valid).toBe(true)
    expect(faultsOf(report)).toEqual([])
    expect(report.base.platforms[0]).toMatchObject({ isBase: true, verdict: 'PROVEN' })
  })

  it('is not told by the labels: its hash on another base is refused', async () => {
    const report = await site.validate(
      site.push('impostor', buildRuntime({ ...vendorValues, edition: 'Impostor' })),
    )

    expect(faultsOf(report)).toEqual(['error vendorProvenanceOnForeignBase'])
  })

  it('is not told by the layers alone: the same layers with another configuration are custom', async () => {
    const image = buildRuntime(vendorValues, { base: release, layers: [] })

    const report = await site.validate(site.push('reworded', image))

    expect(faultsOf(report)).toEqual(
      expect.arrayContaining(['error editionReserved', 'error editionNotOverridden']),
    )
  })

  it('decides what may be overridden on a classic base', async () => {
    const values = { ...vendorValues, ...own, 'runtime-metadata-version': '1', editor: 'JupyterLab' }
    const changed = buildRuntime({ ...values, kernel: 'Conda' }, { base: classic })
    const kept = buildRuntime({ ...values, edition: 'Kept' }, { base: classic })

    expect(faultsOf(await site.validate(site.push('kernel-changed', changed)))).toEqual([
      'error notOverridable:kernel',
    ])
    expect(faultsOf(await site.validate(site.push('kernel-kept', kept)))).toEqual([])
  })
})

describe('without any allowed base', () => {
  it('nothing is known, which is a warning', async () => {
    const bare = await openRuntimeSite({ bare: true })
    const report = await bare.validate(bare.push('unknown', buildRuntime()))
    await bare.close()

    expect(report).toMatchObject({ valid: true, base: { verdict: 'UNKNOWN' } })
    expect(faultsOf(report)).toEqual(['warning baseUnknown'])
  })
})

/** Layers of another content, which claim to be those of Ubuntu. */
function forged() {
  return buildImage({
    layers: [[{ path: 'etc/a', content: 'forged' }], [{ path: 'etc/b', content: 'forged' }]],
    diffIds: [...ubuntu.diffIds],
  })
}
