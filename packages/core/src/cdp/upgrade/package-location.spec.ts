import { describe, expect, it } from 'vitest'
import { effectiveImage } from '../derivation/effective-image.ts'
import { sampleDerived } from '../derivation/sample-source.ts'
import { dataLake, sampleListing } from './sample-request.ts'
import { sampleUpgrade, type SampleContents } from './sample-upgrade.ts'
import type { UpgradeRequest } from './upgrade-request.ts'

function messageOf(contents: SampleContents, request: Partial<UpgradeRequest> = {}): string | undefined {
  const [verdict] = sampleListing([sampleUpgrade('next', contents)], request).verdicts
  return verdict?.filter === 9 ? verdict.message : undefined
}

describe('where packages may come from', () => {
  it.each([
    'https://archive.cloudera.com',
    'http://archive.cloudera.com',
    'https://archive.cloudera.com:443',
    'https://archive.repo.cdp.clouderagovt.com',
    'https://archive.releng.gov-dev.cloudera.com',
    'https://stage.repo.cdp.clouderagovt.com',
  ])('%s', (host) => {
    expect(messageOf({ host })).toBeUndefined()
  })

  it.each([
    'https://archive.cloudera.com.example.org',
    'https://archive.cloudera.com@example.org',
    'https://archiveXcloudera.com',
    'https://user@archive.cloudera.com',
    'https://example.org/https://archive.cloudera.com',
    'ftp://archive.cloudera.com',
    '//archive.cloudera.com',
    'https://build.example.org',
    '',
  ])('not %j', (host) => {
    expect(messageOf({ host })).toMatch(/^It loads Cloudera Manager from /)
  })
})

describe('what is looked at', () => {
  const elsewhere = 'http://build.example.org/p'

  it.each<[string, SampleContents, string]>([
    ['a parcel in use', { parcels: [['CFM-3-el8.parcel', elsewhere]] }, 'It loads parcel CFM from'],
    [
      'a parcel in use of another spelling',
      { parcels: [['cfm-3.parcel', elsewhere]] },
      'It loads parcel CFM from',
    ],
    ['a parcel in use without a URL', { parcels: [['CFM-3-el8.parcel']] }, 'It says of parcel CFM no URL'],
    ['no parcels', { parcels: [] }, 'It lists no parcels'],
    ['a service descriptor', { csds: [`${elsewhere}/cfm-1.jar`] }, 'It loads a service descriptor from'],
    ['no service descriptors', { csds: [] }, 'It lists no service descriptors'],
  ])('under workloads alone: %s', (_, contents, message) => {
    expect(messageOf(contents)).toContain(message)
    expect(messageOf(contents, dataLake)).toBeUndefined()
  })

  it('is not what the consumer does not use', () => {
    const parcels = [['SPARK3-3-el8.parcel', elsewhere]]
    expect(messageOf({ parcels, csds: [`${elsewhere}/SPARK3.jar`] })).toBeUndefined()
  })

  it.each(['redhat8', 'constructor', '__proto__'])('is a repository for %s', (osType) => {
    const without = (id: string) => {
      const image = sampleUpgrade(id, { osType })
      const entry = { ...image.cloudbreak!.entry, repo: { other: 'https://archive.cloudera.com/p/x' } }
      return { ...image, cloudbreak: { ...image.cloudbreak!, entry } }
    }
    expect(sampleListing([without('next')], { current: without('current') }).verdicts).toMatchObject([
      {
        filter: 9,
        message: `It names no repository of Cloudera Manager for ${osType}; packages on the archive hosts or below its base URL were needed`,
      },
    ])
  })

  it('spares images for arm64, which list no parcels', () => {
    const current = sampleUpgrade('current', { architecture: 'arm64', parcels: [], csds: [] })
    const next = sampleUpgrade('next', { architecture: 'arm64', parcels: [], csds: [] })
    expect(sampleListing([next], { current }).candidates).toHaveLength(1)
  })
})

describe('a declared base URL', () => {
  const source = sampleUpgrade('source', { patch: 200 })
  const derive = (baseParcelUrl: string) =>
    effectiveImage(sampleDerived(source, { id: 'next', derived: { baseParcelUrl } }), source)

  it.each(['https://mirror.example.org/p', 'https://mirror.example.org/p/'])('%s is trusted', (base) => {
    expect(sampleListing([derive(base)]).candidates.map(({ id }) => id)).toEqual(['next'])
  })

  it('is held to the archive where that is asked for', () => {
    const found = sampleListing([derive('https://mirror.example.org/p')], { archiveOnly: true })
    expect(found).toMatchObject({
      candidates: [],
      verdicts: [{ filter: 9, code: 'PACKAGES_ELSEWHERE' }],
      reason:
        'There are no eligible images to upgrade because the location of the packages is not appropriate.',
    })
  })

  it('vouches for nothing beside it', () => {
    const inner = sampleUpgrade('source', { host: 'https://mirror.example.org/p-other' })
    const own = sampleDerived(inner, {
      id: 'next',
      derived: { baseParcelUrl: 'https://mirror.example.org/p' },
    })
    expect(sampleListing([effectiveImage(own, inner)]).candidates).toEqual([])
  })
})
