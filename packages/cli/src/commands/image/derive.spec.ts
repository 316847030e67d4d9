import { describe, expect, it } from 'vitest'
import { stamp } from '../../testing/answers.ts'
import { derivation, derivedImage, effective, facts, hardened, lineage } from '../../testing/cdp-answers.ts'
import { runLine } from '../../testing/run-line.ts'

const line = 'image derive --catalog our-images --from a'
const named = `${facts.name}@${facts.version}`

describe('image derive', () => {
  it.each([
    ['no reference', '', { vmImages: [] }],
    [
      'references in any order and spelling',
      '--vm-image region=us-west-1,ref=ami-1 --vm-image imageReference=ami-2,Region=us-west-2 --vm-image reference=c:d,region=e',
      {
        vmImages: [
          { region: 'us-west-1', reference: 'ami-1' },
          { region: 'us-west-2', reference: 'ami-2' },
          { region: 'e', reference: 'c:d' },
        ],
      },
    ],
    [
      'a URL with equals signs',
      '--vm-image region=x,ref=https://h/a.vhd?sv=1&sig==',
      { vmImages: [{ region: 'x', reference: 'https://h/a.vhd?sv=1&sig==' }] },
    ],
    [
      'all else',
      '--source-catalog s --type runtime --base-parcel-url https://p/ --id i',
      { vmImages: [], sourceCatalog: 's', type: 'runtime', baseParcelUrl: 'https://p/', id: 'i' },
    ],
    ['the regions of the source', '--inherit-regions', { vmImages: [], inheritRegions: true }],
    ['the given regions alone', '--no-inherit-regions', { vmImages: [], inheritRegions: false }],
  ])('asks for %s', async (_what, flags, body) => {
    const { calls } = await runLine(`${line} ${flags}`.trim(), { deriveImage: derivation })

    expect(calls[0]?.path).toBe('/v1/catalogs/our-images/images')
    expect(calls[0]?.body).toEqual({ from: 'a', ...body })
  })

  it('reads a region of several words', async () => {
    const words = [...line.split(' '), '--vm-image', 'region=West US 2, ref=x']
    const { calls } = await runLine(words, { deriveImage: derivation })

    expect(calls[0]?.body).toMatchObject({ vmImages: [{ region: 'West US 2', reference: 'x' }] })
  })

  it.each([
    '',
    'a',
    'region=a',
    'ref=a',
    'region=,ref=a',
    'region=a,region=b',
    'region=a,ref=b,x=c',
    '__proto__=a,ref=b',
  ])('refuses the reference "%s"', async (value) => {
    const { status, err, calls } = await runLine([...line.split(' '), '--vm-image', value])

    expect(status).toBe(2)
    expect(err).toContain(`Expected region=NAME,ref=REFERENCE, got "${value}"`)
    expect(calls).toEqual([])
  })

  it('prints the image, what changed, and which regions it covers', async () => {
    expect((await runLine(line, { deriveImage: derivation })).out).toBe(
      [
        `~ ${named} (${derivedImage.id}) in our-images: changed`,
        '    us-west-1: ami-0 → ami-1',
        '26 regions of the source, 2 here; 2 not covered',
        '  not covered: eu-west-1, eu-west-2',
        '',
      ].join('\n'),
    )
  })

  it('names regions that the source does not have', async () => {
    const regions = { source: 1, here: 2, missing: [], extra: ['us-gov-1'] }
    const { out } = await runLine(line, { deriveImage: { ...derivation, regions } })

    expect(out).toContain('1 region of the source, 2 here\n  not of the source: us-gov-1\n')
  })
})

describe('image effective', () => {
  it('shows where each field comes from, and cuts long values', async () => {
    const { out } = await runLine('image effective a', { effectiveImage: effective })

    expect(out).toMatch(/^\/repo\/redhat8 +rewritten +"https:\/\/parcels\S+ +"https:\/\/archive\S+$/m)
    expect(out).toMatch(/^\/tags +own +"x{98}…$/m)
    expect(out).toContain('26 regions of the source, 2 here; 2 not covered\n')
  })

  it.each([
    ['missing', 'which is there no more'],
    ['withdrawn', 'which its catalog no longer lists'],
    ['listed', 'of cdp-default\n'],
  ])('says that its source is %s', async (state, shown) => {
    const source = { ...effective.source, state }
    const { out } = await runLine('image effective a', { effectiveImage: { ...effective, source } })

    expect(out).toContain(shown)
  })

  it('says that an image of no source is all its own', async () => {
    const { source: _source, regions: _regions, ...own } = effective
    const { out } = await runLine('image effective a', { effectiveImage: own })

    expect(out).toContain('every field is its own')
  })

  it('names the fields that are not those of the source with -o name', async () => {
    const { out } = await runLine('image effective a -o name', { effectiveImage: effective })

    expect(out).toBe('/repo/redhat8\n/tags\n')
  })
})

describe('image lineage', () => {
  it('draws a tree from the source', async () => {
    const { out } = await runLine('image lineage a', { imageLineage: { ...stamp, entries: lineage } })

    expect(out).toBe(
      [
        `${named} (${facts.id}) of cdp-default, disabled, withdrawn 2026-01-31T12:00:00Z`,
        `├─ ${named} (${hardened.id}) of our-images, active`,
        `└─ ${named} (other) of their-images, active`,
        '',
      ].join('\n'),
    )
  })

  it('does not run in a circle that a server might tell of', async () => {
    const entries = [
      { ...lineage[0], parent: 1 },
      { ...lineage[1], parent: 0 },
    ]

    expect((await runLine('image lineage a', { imageLineage: { ...stamp, entries } })).status).toBe(0)
  })
})
