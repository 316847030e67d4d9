import type { Image } from '@ingot/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { effectiveImage } from '../derivation/effective-image.ts'
import { sampleDerived, sampleReferences } from '../derivation/sample-source.ts'
import { chooseUpgrade } from './choose-upgrade.ts'
import { sampleListing, sampleRequest } from './sample-request.ts'
import { sampleConsumer, sampleFreeipa, sampleUpgrade } from './sample-upgrade.ts'
import type { UpgradeRequest } from './upgrade-request.ts'

const contents = fc.record({
  os: fc.constantFrom('redhat8', 'redhat8', 'redhat9', 'centos7', 'suse'),
  architecture: fc.constantFrom('x86_64', 'x86_64', 'arm64'),
  runtime: fc.constantFrom('7.2.16', '7.2.17', '7.2.18', '7.3.1', '7.3.2', '7.3.3', 'x'),
  patch: fc.constantFrom(0, 100, 300, 500, 1100),
  cm: fc.constantFrom('7.11.0', '7.11.0', '7.12.0.0', '7.10.0', '7.x.0', undefined),
  cmBuild: fc.constantFrom('1000', '1001', '999', 'none'),
  stackBuild: fc.constantFrom('2000', '2001', '1'),
  created: fc.integer({ min: 0, max: 5 }),
  date: fc.constantFrom('2023-11-13', '2023-11-14', '2023-11-15', ''),
  host: fc.constantFrom('https://archive.cloudera.com', 'https://archive.cloudera.com', 'http://x'),
})
const place = fc.constantFrom<Partial<Image>>(
  {},
  {},
  { artifacts: sampleReferences('aws', { default: 'ami-any' }) },
  { artifacts: sampleReferences('aws', { 'eu-west-1': 'ami-eu' }) },
  { artifacts: sampleReferences('gcp', { default: 'x' }) },
  { withdrawn: '2026-01-01T00:00:00.000Z' },
)
const kind = fc.constantFrom('runtime', 'derived', 'orphan', 'freeipa')

const image = fc.tuple(fc.nat({ max: 30 }), contents, place, kind).map(([number, has, given, of]) => {
  const id = `i${number}`
  if (of === 'freeipa') return sampleFreeipa(id, has, given)
  const source = sampleUpgrade(id, has, given)
  if (of === 'runtime') return source
  const own = sampleDerived(source, { id, derived: { baseParcelUrl: 'https://mirror.example.org' } })
  return effectiveImage(own, of === 'orphan' ? undefined : source)
})
const images = fc.uniqueArray(image, { selector: ({ id }) => id, maxLength: 12 })
const asked = fc.record<Partial<UpgradeRequest>>(
  {
    consumer: fc
      .constantFrom('datahub' as const, 'datalake' as const, 'environment' as const)
      .map((type) => sampleConsumer({ type })),
    image: fc.constantFrom('i1', 'I2', 'missing'),
    runtime: fc.constantFrom('7.2.17', '7.2.18'),
    lockComponents: fc.boolean(),
    majorOs: fc.boolean(),
    archiveOnly: fc.boolean(),
  },
  { requiredKeys: ['consumer'] },
)

it('lists the same, whatever the order of images', () => {
  fc.assert(
    fc.property(images, asked, fc.integer(), (some, request, seed) => {
      const shuffled = some.toSorted(
        (a, b) => ((a.version.length * seed) % 7) - ((b.version.length * seed) % 7),
      )
      expect(sampleListing(some.toReversed(), request)).toEqual(sampleListing(some, request))
      expect(sampleListing(shuffled, request)).toEqual(sampleListing(some, request))
    }),
  )
})

it('gives each image of the type one verdict, and a reason exactly where there is no candidate', () => {
  fc.assert(
    fc.property(images, asked, (some, request) => {
      const { candidates, verdicts, reason } = sampleListing(some, request)
      const kept = verdicts.filter(({ verdict }) => verdict === 'candidate')
      expect(kept.map(({ image }) => image)).toEqual(candidates)
      expect(verdicts.slice(0, kept.length)).toEqual(kept)
      expect(new Set(verdicts.map(({ image }) => image.id)).size).toBe(verdicts.length)
      expect(reason === undefined).toBe(candidates.length > 0)
      expect(verdicts.every(({ message }) => message.length > 10)).toBe(true)
    }),
  )
})

it('judges each image of a custom catalog as if it were alone', () => {
  fc.assert(
    fc.property(images, asked, (some, request) => {
      if (request.consumer?.type === 'environment') return
      const together = new Map(sampleListing(some, request).verdicts.map((one) => [one.image.id, one]))
      for (const one of some) {
        const [alone] = sampleListing([one], request).verdicts
        expect(together.get(one.id)).toEqual(alone)
      }
    }),
  )
})

it('chooses a candidate, and refuses what is none', () => {
  fc.assert(
    fc.property(images, asked, (some, request) => {
      const listing = sampleListing(some, request)
      const { image: wanted, runtime, consumer } = request
      const choice = chooseUpgrade(listing, { image: wanted, runtime, type: consumer!.type })
      if ('image' in choice) expect(listing.candidates).toContain(choice.image)
      else expect(choice.refusal.message.length).toBeGreaterThan(10)
    }),
  )
})

it('reads any JSON as an entry', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (entry, value) => {
      const hostile = {
        ...entry,
        'package-versions': value,
        repo: value,
        pre_warm_parcels: [value],
        os_type: 'toString',
      }
      const found = sampleUpgrade('next')
      const next = { ...found, cloudbreak: { list: 'cdh-images' as const, entry: hostile } }
      expect(sampleListing([next]).candidates).toEqual([])
      expect(sampleListing([sampleRequest.current!], { current: next }).candidates).toEqual([])
    }),
  )
})
