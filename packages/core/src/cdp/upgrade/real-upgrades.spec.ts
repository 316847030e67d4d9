import { describeWithTestData } from '@ingot/testkit'
import type { Consumer, Image } from '@ingot/contract'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseCloudbreak } from '../cloudbreak/parse-cloudbreak.ts'
import { effectiveImage } from '../derivation/effective-image.ts'
import { sampleDerived } from '../derivation/sample-source.ts'
import { chooseUpgrade } from './choose-upgrade.ts'
import { listUpgrades } from './list-upgrades.ts'
import { customContent, sampleConsumer } from './sample-upgrade.ts'

const at = new Date('2026-11-21T00:00:00Z')

describeWithTestData(
  'upgrades in the production catalog',
  ['cdp/upgrade-test-image-catalog.6c1ec90172a.json'],
  (file) => {
    const { images, layout } = parseCloudbreak(readFileSync(file, 'utf8'), {
      catalog: 'cdp-default',
      type: 'runtime',
    })
    const content = {
      name: 'cdp-default',
      type: 'default' as const,
      images: images.map((body) => ({ revision: 1, body })),
      layout,
    }
    const imageOf = (id: string) => images.find((image) => image.id === id)!

    function consumerOn(id: string, type: Consumer['type'], provider: string, region: string): Consumer {
      return sampleConsumer({ type, provider, region, image: { catalog: 'cdp-default', id } })
    }

    // Worked out by another program from the JSON: how many images each filter drops, and the best candidate.
    it.each([
      [
        '6129fcf9-f74b-4818-bd65-40726c6d67e1',
        'datahub',
        'aws',
        'us-west-2',
        { 2: 1, 3: 20, 10: 5 },
        5,
        '21ef3ca1',
      ],
      [
        '6129fcf9-f74b-4818-bd65-40726c6d67e1',
        'datalake',
        'aws',
        'us-west-2',
        { 2: 1, 3: 20, 7: 1, 10: 4 },
        5,
        '16c21dea',
      ],
      [
        '88226881-451a-4ece-a8d5-23d7d14416be',
        'datalake',
        'aws',
        'us-west-2',
        { 2: 1, 3: 20, 7: 4, 10: 4 },
        2,
        '16c21dea',
      ],
      [
        'a609cba2-b258-4f7e-ae9d-7a93d856f656',
        'datahub',
        'aws',
        'us-west-2',
        { 2: 1, 3: 20, 7: 6 },
        4,
        '85e571ef',
      ],
      [
        '981a7aa3-e332-427b-8dc1-f1d58f545d47',
        'datalake',
        'azure',
        'westus2',
        { 2: 1, 3: 20, 7: 4, 10: 4 },
        2,
        '55fd657f',
      ],
      [
        '213f17c6-3a52-4b03-82cc-1ead8139cf0d',
        'datahub',
        'azure',
        'West US 2',
        { 2: 1, 3: 20, 7: 6 },
        4,
        'ce08d8a2',
      ],
      [
        'cf2d5936-70b4-4ead-87f5-019efd54b8fe',
        'datahub',
        'gcp',
        'default',
        { 2: 1, 3: 20, 4: 5, 10: 5 },
        0,
        undefined,
      ],
      [
        'af9a72d5-f570-4a7b-a0a9-d808ae48a0ef',
        'datalake',
        'gcp',
        'default',
        { 2: 1, 3: 20, 4: 5, 7: 1 },
        4,
        '966242cf',
      ],
    ] as const)('of %s, a %s on %s in %s', (id, type, provider, region, drops, count, best) => {
      const consumer = consumerOn(id, type, provider, region)
      const found = listUpgrades(content, { consumer, current: imageOf(id), at })
      const counts: Record<string, number> = {}
      for (const { filter } of found.verdicts) {
        if (filter !== undefined) counts[filter] = (counts[filter] ?? 0) + 1
      }
      expect(counts).toEqual(drops)
      expect(found.candidates).toHaveLength(count)
      expect(found.candidates[0]?.id.slice(0, 8)).toBe(best)
      expect(found.verdicts).toHaveLength(677)
    })

    it('judge any image that is asked for, not defaults alone', () => {
      const id = '88226881-451a-4ece-a8d5-23d7d14416be'
      const consumer = consumerOn(id, 'datahub', 'aws', 'us-west-2')
      const isOther = ({ cloudbreak, traits }: Image) =>
        cloudbreak?.list === 'cdh-images' && traits['runtime'] === '7.2.15' && traits['provider'] === 'aws'
      const reached = images.filter(isOther).filter(({ id: image }) => {
        const listing = listUpgrades(content, { consumer, current: imageOf(id), image, at })
        return 'image' in chooseUpgrade(listing, { image, type: 'datahub' })
      })
      const all = listUpgrades(customContent(images, 'all'), { consumer, current: imageOf(id), at })
      const candidates = all.candidates.filter(({ stack }) => stack === '7.2.15').map((facts) => facts.id)
      expect(reached.length).toBeGreaterThan(10)
      expect(reached.map((image) => image.id).toSorted()).toEqual(candidates.toSorted())
    })

    it('leave to a custom catalog what is in it, with packages at its mirror', () => {
      const id = 'a609cba2-b258-4f7e-ae9d-7a93d856f656'
      const source = imageOf('85e571ef-725e-4b3e-a6ce-2c2878ff207c')
      const own = sampleDerived(source, { derived: { baseParcelUrl: 'https://mirror.example.org/cdp' } })
      const mine = customContent([effectiveImage(own, source)])
      const consumer = consumerOn(id, 'datahub', 'aws', 'us-west-2')
      const ask = { consumer, current: imageOf(id), at }
      expect(listUpgrades(mine, ask).candidates).toMatchObject([{ id: own.id, stack: '7.2.18' }])
      expect(listUpgrades(mine, { ...ask, archiveOnly: true }).verdicts).toMatchObject([{ filter: 9 }])
    })
  },
)
