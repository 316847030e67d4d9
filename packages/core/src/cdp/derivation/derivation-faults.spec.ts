import type { Fault, Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { derivationFaults } from './derivation-faults.ts'
import type { DerivationRequest } from './derivation-request.ts'
import { sampleDerived, sampleEntry, sampleReferences, sampleSource } from './sample-source.ts'

const ami = 'ami-0123456789abcdef0'

/** What is wrong with a request for an image of a source, each as severity, code and path. */
function faultsOf(request: Partial<DerivationRequest>, source = sampleSource(), existing?: Image): string[] {
  const faults = derivationFaults({ from: source.id, vmImages: [], ...request }, source, existing)
  return faults.map(({ severity, code, path }) => `${severity} ${code} ${path}`)
}

function messageOf(code: string, request: Partial<DerivationRequest>, source = sampleSource()): string {
  const faults: Fault[] = derivationFaults({ from: source.id, vmImages: [], ...request }, source, undefined)
  return faults.find((fault) => fault.code === code)?.message ?? ''
}

describe('derivationFaults()', () => {
  it.each<[string, Partial<DerivationRequest>]>([
    ['nothing of its own', {}],
    ['a reference', { vmImages: [{ region: 'us-west-2', reference: ami }] }],
    ['a base URL', { baseParcelUrl: 'https://mirror.example.com/p/' }],
    ['no base URL any more', { baseParcelUrl: '' }],
    ['its type', { type: 'runtime' }],
    ['an id', { id: 'c0ffee00-0000-4000-8000-000000000001' }],
    ['an empty id', { id: '' }],
  ])('finds nothing wrong with %s', (_, request) => {
    expect(faultsOf(request)).toEqual([])
  })

  it('tells all that is wrong with a request', () => {
    const request: Partial<DerivationRequest> = {
      type: 'freeipa',
      id: 'MY-IMAGE',
      baseParcelUrl: 'ftp://x',
      inheritRegions: true,
      vmImages: [
        { region: 'us-west-2', reference: '(ami-1)' },
        { region: 'US-WEST-2', reference: ami },
        { region: 'us-west-9', reference: ami.replace('0', '1') },
        { region: 'default', reference: ami.replace('0', '2') },
        { region: 'West US 2', reference: ami.replace('0', '3') },
      ],
    }

    expect(faultsOf(request)).toEqual([
      'error SOURCE_TYPE /from',
      'error REFERENCE_CHARACTERS /vmImages/0/reference',
      'warning REFERENCE_ADVICE /vmImages/3/reference',
      'error REGION_FORM /vmImages/4/region',
      'error REGION_DUPLICATE /vmImages/1/region',
      'warning REGION_UNKNOWN /vmImages/2/region',
      'warning DEFAULT_BEHIND_SOURCE /vmImages/3/region',
      'error BASE_URL_FORM /baseParcelUrl',
      'error ID_FORM /id',
    ])
  })

  it('warns of a region that the source does not have, and names those near it', () => {
    expect(messageOf('REGION_UNKNOWN', { vmImages: [{ region: 'us-west-3', reference: ami }] })).toBe(
      'The source has no region "us-west-3"; did you mean us-west-1, us-west-2 or eu-west-1?',
    )
  })

  it('takes any region where the source has a reference for any', () => {
    const source = sampleSource({ artifacts: sampleReferences('gcp', { default: 'bucket/i.tar.gz' }) })

    expect(faultsOf({ vmImages: [{ region: 'us-west1', reference: 'bucket/j.tar.gz' }] }, source)).toEqual([])
  })

  it('takes a region of the source in whatever form', () => {
    const source = sampleSource({ artifacts: sampleReferences('aws', { local: ami }) })

    expect(faultsOf({ vmImages: [{ region: 'LOCAL', reference: ami }] }, source)).toEqual([])
  })

  it('checks by the provider of the source', () => {
    const source = sampleSource({ artifacts: sampleReferences('azure', { 'West US 2': 'https://x' }) })
    const vmImages = [{ region: 'us-west-2', reference: ami }]

    expect(faultsOf({ vmImages }, source)).toEqual([
      'error REGION_FORM /vmImages/0/region',
      'error REFERENCE_FORM /vmImages/0/reference',
    ])
  })

  it('derives from no image that is derived itself', () => {
    const source = sampleDerived(sampleSource(), { catalog: 'theirs' })

    expect(messageOf('SOURCE_DERIVED', {}, source)).toBe(
      'runtime-redhat8-aws 7.2.17.400.1714130070 of catalog "theirs" (c0ffee00-0000-4000-8000-000000000001) is derived ' +
        'itself; derive from its source 4b6a691a-bdb3-4ef2-9be8-5d64a4636e31 of catalog "cdp-default" instead',
    )
  })

  it('derives from no image of another system', () => {
    const { cloudbreak: _cloudbreak, ...source } = sampleSource()

    expect(faultsOf({}, source)).toEqual(['error SOURCE_OTHER /from'])
  })

  it('derives from no image without a provider', () => {
    expect(faultsOf({}, sampleSource({ artifacts: [] }))).toEqual(['error SOURCE_WITHOUT_PROVIDER /from'])
  })

  it('warns of a source that is no longer listed', () => {
    const source = sampleSource({ withdrawn: '2026-10-01T00:00:00.000Z' })

    expect(faultsOf({}, source)).toEqual(['warning SOURCE_WITHDRAWN /from'])
  })

  it('warns of a base URL that nothing is loaded from', () => {
    const { description } = sampleEntry
    const source = sampleSource({ cloudbreak: { list: 'freeipa-images', entry: { description } } })

    expect(faultsOf({ baseParcelUrl: 'https://mirror.example.com' }, source)).toEqual([
      'warning BASE_URL_UNUSED /baseParcelUrl',
    ])
  })

  it.each(['https://archive.cloudera.com/p/', 'https://archive.cloudera.com/p'])(
    'says of the base URL %s that the packages are there already',
    (baseParcelUrl) => {
      const entry = { repo: { redhat8: 'https://archive.cloudera.com/p/cm/redhat8/' } }
      const source = sampleSource({ cloudbreak: { list: 'freeipa-images', entry } })

      expect(messageOf('BASE_URL_UNUSED', { baseParcelUrl }, source)).toBe(
        'The base URL changes nothing: the packages of the source are below it already',
      )
    },
  )

  it('warns of a reference for any region behind those that are inherited already', () => {
    const existing = sampleDerived(sampleSource(), { derived: { inheritRegions: true } })
    const vmImages = [{ region: 'default', reference: ami }]

    expect(faultsOf({ vmImages }, sampleSource(), existing)).toContain(
      'warning DEFAULT_BEHIND_SOURCE /vmImages/0/region',
    )
    expect(faultsOf({ vmImages, inheritRegions: false }, sampleSource(), existing)).not.toContain(
      'warning DEFAULT_BEHIND_SOURCE /vmImages/0/region',
    )
  })

  it.each(['C0FFEE00-0000-4000-8000-000000000001', 'my-image', '__proto__', ' '])(
    'makes no image with the id %j, but changes one',
    (id) => {
      expect(faultsOf({ id })).toEqual(['error ID_FORM /id'])
      expect(faultsOf({ id }, sampleSource(), sampleDerived(sampleSource(), { id }))).toEqual([])
    },
  )
})
