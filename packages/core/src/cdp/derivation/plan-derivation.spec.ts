import * as fc from 'fast-check'
import type { Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { versionFault } from '../../version/version.ts'
import { effectiveImage } from './effective-image.ts'
import type { DerivationRequest } from './derivation-request.ts'
import { planDerivation, type PlannedDerivation } from './plan-derivation.ts'
import { sampleDerived, sampleReferences, sampleSource } from './sample-source.ts'

const source = sampleSource()
const newId = '00000000-0000-4000-8000-00000000000a'
const at = new Date('2026-11-21T12:00:00.000Z')
const ami = (digit: number) => `ami-${String(digit).repeat(17)}`

function plan(
  request: Partial<DerivationRequest>,
  present: readonly Image[] = [],
  from: Image = source,
): PlannedDerivation {
  const context = { catalog: 'mine', source: from, present, newId, at }
  return planDerivation({ from: from.id, vmImages: [], ...request }, context)
}

describe('planDerivation() of a new image', () => {
  it('stores no more than its own', () => {
    const planned = plan({
      vmImages: [
        { region: 'us-west-2', reference: ami(1) },
        { region: 'Default', reference: ami(2) },
      ],
      baseParcelUrl: 'https://mirror.example.com/p',
      inheritRegions: true,
    })

    expect(planned).toMatchObject({ change: 'created', differences: [] })
    expect(planned.image).toEqual({
      id: newId,
      catalog: 'mine',
      name: source.name,
      version: source.version,
      traits: {},
      artifacts: [
        { name: 'us-west-2', provider: 'aws', region: 'us-west-2', reference: ami(1) },
        { name: 'default', provider: 'aws', reference: ami(2) },
      ],
      stages: [],
      derived: {
        source: { catalog: 'cdp-default', id: source.id },
        type: 'runtime',
        baseParcelUrl: 'https://mirror.example.com/p',
        inheritRegions: true,
        created: '2026-11-21T12:00:00.000Z',
      },
    })
  })

  it('is of the type of its source', () => {
    const freeipa = sampleSource({ cloudbreak: { list: 'freeipa-images', entry: {} } })

    expect(plan({}, [], freeipa).image.derived?.type).toBe('freeipa')
  })

  it('has the id that is asked for', () => {
    const id = 'c0ffee00-0000-4000-8000-000000000002'

    expect(plan({ id })).toMatchObject({ change: 'created', image: { id }, faults: [] })
    expect(plan({ id }).conflict).toBeUndefined()
  })

  it('tells which regions it will have', () => {
    expect(plan({ vmImages: [{ region: 'us-west-2', reference: ami(1) }] }).regions).toEqual({
      source: 3,
      here: 1,
      missing: ['eu-west-1', 'us-west-1'],
      extra: [],
    })
  })

  it('tells all that is wrong beside what it would be', () => {
    const planned = plan({ vmImages: [{ region: 'us-west-2', reference: '(ami-1)' }], id: 'X' })

    expect(planned.faults.map(({ code }) => code)).toEqual(['REFERENCE_CHARACTERS', 'ID_FORM'])
    expect(planned.change).toBe('created')
  })

  it('is told apart from an image of the same name and version', () => {
    const other = (id: string, version: string) =>
      sampleDerived(source, { id, version, derived: { source: { catalog: 'old', id: 'other' } } })
    const first = plan({}, [other('a', source.version)]).image
    const second = plan({}, [other('a', source.version), other('b', `${source.version}-00000000`)]).image
    const long = `1.${'2.'.repeat(127)}3`.slice(0, 256)
    const cut = plan({}, [other('a', long)], sampleSource({ version: long })).image

    expect(first.version).toBe(`${source.version}-00000000`)
    expect(second.version).toBe(`${source.version}-${newId}`)
    expect(cut.version).toMatch(/2-00000000$/)
    for (const { version } of [first, second, cut]) expect(versionFault(version)).toBeUndefined()
  })
})

describe('planDerivation() of an image that is there', () => {
  const present = sampleDerived(source, {
    id: 'c0ffee00-0000-4000-8000-000000000001',
    artifacts: sampleReferences('aws', { 'us-west-2': ami(1) }),
    stages: [{ state: 'deprecated', from: '2027-01-01T00:00:00.000Z' }],
    derived: { baseParcelUrl: 'https://mirror.example.com/', inheritRegions: true },
  })
  const same = [{ region: 'us-west-2', reference: ami(1) }]

  it('changes nothing when asked for what is there', () => {
    const planned = plan({ vmImages: same }, [present])

    expect(planned).toMatchObject({ change: 'unchanged', differences: [], faults: [] })
    expect(planned.image).toBe(present)
  })

  it('finds it by its source without case', () => {
    const upper = sampleSource({ id: source.id.toUpperCase() })

    expect(plan({ vmImages: same }, [present], upper)).toMatchObject({
      change: 'changed',
      image: { id: present.id, name: present.name },
    })
  })

  it('changes a reference, and keeps the rest with its id and its moment', () => {
    const planned = plan({ vmImages: [{ region: 'us-west-2', reference: ami(2) }] }, [present])

    expect(planned.change).toBe('changed')
    expect(planned.differences).toEqual([`artifacts/us-west-2/reference: "${ami(1)}" → "${ami(2)}"`])
    expect(planned.image).toEqual({
      ...present,
      artifacts: sampleReferences('aws', { 'us-west-2': ami(2) }),
    })
  })

  it('takes away the references that are not named', () => {
    expect(plan({ vmImages: [] }, [present])).toMatchObject({ change: 'changed', image: { artifacts: [] } })
  })

  it('does not mind the order of references', () => {
    const two = { 'us-west-1': ami(2), 'us-west-2': ami(1) }
    const present = sampleDerived(source, { artifacts: sampleReferences('aws', two) })
    const vmImages = Object.entries(two).map(([region, reference]) => ({ region, reference }))

    expect(plan({ vmImages: vmImages.toReversed() }, [present]).image).toBe(present)
  })

  it('takes away the base URL and the inherited regions when told so', () => {
    const planned = plan({ vmImages: same, baseParcelUrl: '', inheritRegions: false }, [present])
    const { source, type, created } = present.derived!

    expect(planned.image.derived).toEqual({ source, type, created })
    expect(planned.differences).toEqual([
      'derived/baseParcelUrl: "https://mirror.example.com/" → (none)',
      'derived/inheritRegions: true → (none)',
    ])
  })

  it('changes the one with the id, whose source may change', () => {
    const newer = sampleSource({
      id: 'f0000000-0000-4000-8000-00000000000f',
      version: '7.2.17.500.1800000000',
    })
    const planned = plan({ id: present.id.toUpperCase(), vmImages: same }, [present], newer)

    expect(planned).toMatchObject({
      change: 'changed',
      image: {
        id: present.id,
        version: newer.version,
        derived: { source: { id: newer.id }, created: present.derived?.created },
      },
    })
    expect(planned.conflict).toBeUndefined()
  })

  it('keeps the version that it was derived at', () => {
    const renamed = sampleSource({ name: 'other', version: '9' })

    expect(plan({ vmImages: same }, [present], renamed).image).toBe(present)
  })

  it('tells a FreeIPA image of the same source from a runtime', () => {
    const freeipa = sampleSource({ cloudbreak: { list: 'freeipa-images', entry: {} } })

    expect(plan({}, [present], freeipa)).toMatchObject({ change: 'created', image: { id: newId } })
  })

  it('changes the newest of several that an older system left', () => {
    const older = {
      ...present,
      id: 'a',
      derived: { ...present.derived!, created: '2020-01-01T00:00:00.000Z' },
    }

    expect(plan({ vmImages: same }, [older, present]).image).toBe(present)
    expect(plan({ vmImages: same, id: 'a' }, [present, older])).toMatchObject({ change: 'unchanged' })
    expect(plan({ vmImages: same, id: 'a' }, [present, older]).conflict).toBeUndefined()
  })

  it('makes no second image of a source', () => {
    const id = 'c0ffee00-0000-4000-8000-000000000009'
    const another = sampleDerived(source, { id, derived: { source: { catalog: 'cdp-default', id: 'x' } } })
    const reason =
      `runtime-redhat8-aws 7.2.17.400.1714130070 of catalog "mine" (${present.id}) derives from ${source.id} already, and ` +
      `a catalog holds one image of a source; change that one, or delete it before ${id} is made of this source`

    expect(plan({ id }, [present]).conflict).toBe(reason)
    expect(plan({ id }, [present, another]).conflict).toBe(reason)
  })

  it('makes no derived image of another', () => {
    const other = sampleSource({ id: newId, catalog: 'mine' })

    expect(plan({ id: newId.toUpperCase() }, [other]).conflict).toBe(
      `runtime-redhat8-aws 7.2.17.400.1714130070 of catalog "mine" has the id ${newId} and derives from no image, so it ` +
        'cannot be made to; use another id',
    )
  })

  it('changes nothing when asked twice, and overlays what is named', () => {
    const regions = fc.uniqueArray(
      fc.constantFrom('eu-west-1', 'us-west-1', 'us-west-2', 'us-east-1', 'default'),
    )
    const request = fc.record(
      {
        vmImages: regions.map((names) => names.map((region, digit) => ({ region, reference: ami(digit) }))),
        baseParcelUrl: fc.constantFrom('', 'https://a.example.com', 'https://b.example.com/p/'),
        inheritRegions: fc.boolean(),
        id: fc.constantFrom('', newId, 'c0ffee00-0000-4000-8000-000000000001'),
      },
      { requiredKeys: ['vmImages'] },
    )

    fc.assert(
      fc.property(request, fc.option(request), (wanted, before) => {
        const present = before === null ? [] : [plan(before).image]
        const first = plan(wanted, present)
        fc.pre(first.conflict === undefined)
        const second = plan(wanted, [first.image])

        expect(second).toMatchObject({ change: 'unchanged', differences: [], regions: first.regions })
        expect(second.image).toBe(first.image)
        const references = new Map(
          effectiveImage(first.image, source).artifacts.map(({ region = 'default', reference }) => [
            region,
            reference,
          ]),
        )
        for (const { region, reference } of wanted.vmImages) expect(references.get(region)).toBe(reference)
      }),
    )
  })
})
