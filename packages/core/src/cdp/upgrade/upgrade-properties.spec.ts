import type { Image } from '@ingot/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { effectiveImage } from '../derivation/effective-image.ts'
import { sampleDerived, sampleReferences } from '../derivation/sample-source.ts'
import { chooseUpgrade } from './choose-upgrade.ts'
import { sampleListing, sampleRequest } from './sample-request.ts'
import { sampleConsumer, sampleFreeipa, sampleUpgrade } from './sample-upgrade.ts'

/** The usual value mostly, so that many images pass many filters, and each of the others now and then. */
function mostly<T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 20, arbitrary: fc.constant(usual) }, ...others.map((other) => fc.constant(other)))
}

const contents = fc.record({
  os: mostly('redhat8', 'redhat9', 'centos7', 'suse'),
  architecture: mostly('x86_64', 'arm64'),
  runtime: mostly('7.2.17', '7.2.16', '7.2.18', '7.3.1', '7.3.2', '7.3.3', 'x'),
  patch: mostly(200, 0, 100, 500, 1100),
  cm: mostly<string | undefined>('7.11.0', '7.12.0.0', '7.10.0', '7.x.0', undefined),
  cmBuild: mostly('1000', '1001', '999', 'none'),
  stackBuild: mostly('2000', '2001', '1'),
  created: fc.integer({ min: 0, max: 5 }),
  date: mostly('2023-11-15', '2023-11-13', '2023-11-14', ''),
  host: mostly('https://archive.cloudera.com', 'http://x'),
})
const place = mostly<Partial<Image>>(
  {},
  { artifacts: sampleReferences('aws', { default: 'ami-any' }) },
  { artifacts: sampleReferences('aws', { 'eu-west-1': 'ami-eu' }) },
  { artifacts: sampleReferences('gcp', { default: 'x' }) },
  { withdrawn: '2026-01-01T00:00:00.000Z' },
)
const kind = fc.constantFrom('runtime', 'runtime', 'derived', 'derived', 'orphan', 'freeipa')

const image = fc.tuple(fc.nat({ max: 30 }), contents, place, kind).map(([number, has, given, of]) => {
  const id = `i${number}`
  if (of === 'freeipa') return sampleFreeipa(id, has, given)
  const source = sampleUpgrade(id, has, given)
  if (of === 'runtime') return source
  const own = sampleDerived(source, { id, derived: { baseParcelUrl: 'https://mirror.example.org' } })
  return effectiveImage(own, of === 'orphan' ? undefined : source)
})
const images = fc.uniqueArray(image, { selector: ({ id }) => id, maxLength: 12 })
const asked = fc.record({
  consumer: fc
    .constantFrom('datahub' as const, 'datalake' as const, 'environment' as const)
    .map((type) => sampleConsumer({ type })),
  image: mostly<string | undefined>(undefined, 'i1', 'I2', 'missing'),
  runtime: mostly<string | undefined>(undefined, '7.2.17', '7.2.18'),
  lockComponents: mostly(false, true),
  majorOs: fc.boolean(),
  archiveOnly: mostly(false, true),
})

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
  let found = 0
  fc.assert(
    fc.property(images, asked, (some, request) => {
      const { candidates, verdicts, reason } = sampleListing(some, request)
      const kept = verdicts.filter(({ verdict }) => verdict === 'candidate')
      found += candidates.length
      expect(kept.map(({ image }) => image)).toEqual(candidates)
      expect(verdicts.slice(0, kept.length)).toEqual(kept)
      expect(new Set(verdicts.map(({ image }) => image.id)).size).toBe(verdicts.length)
      expect(reason === undefined).toBe(candidates.length > 0)
      expect(verdicts.every(({ message }) => message.length > 10)).toBe(true)
    }),
  )
  expect(found).toBeGreaterThan(10)
})

it('judges each image of a custom catalog as if it were alone', () => {
  fc.assert(
    fc.property(images, asked, (some, request) => {
      if (request.consumer.type === 'environment') return
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
      const choice = chooseUpgrade(listing, { image: wanted, runtime, type: consumer.type })
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
