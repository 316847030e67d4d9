import { describe, expect, it } from 'vitest'
import { sampleImage } from '../../image/sample-image.ts'
import { sampleReferences } from '../derivation/sample-source.ts'
import { listUpgrades } from './list-upgrades.ts'
import { sampleListing, sampleRequest } from './sample-request.ts'
import { defaultContent, sampleConsumer, sampleUpgrade } from './sample-upgrade.ts'
import type { UpgradeRequest } from './upgrade-request.ts'

const current = sampleUpgrade('current')

describe('the present image', () => {
  it('is dropped by filter 2', () => {
    expect(sampleListing([current])).toMatchObject({
      verdicts: [{ filter: 2, code: 'CURRENT_IMAGE' }],
      reason: 'There are no other images available in the catalog.',
    })
    expect(sampleListing([current], { image: 'CURRENT' }).reason).toBe(
      'There are no other images available in the catalog.',
    )
  })

  it('is a candidate once its reference is another', () => {
    const hardened = { ...current, artifacts: sampleReferences('aws', { 'us-west-1': 'ami-new' }) }
    expect(sampleListing([hardened], { current: hardened })).toMatchObject({
      candidates: [{ id: 'current' }],
      verdicts: [
        {
          code: 'NEW_REFERENCE',
          message:
            'It has runtime 7.2.17 on redhat8, and machines in us-west-1 start from ami-new now, no longer from ami-current',
        },
      ],
    })
  })

  it('is none where nobody knows what the machines run', () => {
    const consumer = sampleConsumer({ image: { catalog: 'cdp-default', id: 'current' } })
    expect(sampleListing([current], { consumer }).candidates).toEqual([])
  })
})

describe('the start of a listing', () => {
  const images = [
    current,
    sampleUpgrade('default', { patch: 200 }),
    sampleUpgrade('other', { patch: 300 }),
    sampleUpgrade('base', {}, { cloudbreak: { list: 'base-images', entry: {} } }),
    sampleUpgrade('ipa', {}, { cloudbreak: { list: 'freeipa-images', entry: {} } }),
    sampleImage({ id: 'foreign' }),
  ]
  const content = defaultContent(images, ['default'])
  const ask = (asked: Partial<UpgradeRequest> = {}) => listUpgrades(content, { ...sampleRequest, ...asked })

  it('is the defaults of a default catalog and the present image', () => {
    expect(ask().verdicts.map(({ image, code }) => [image.id, code])).toEqual([
      ['default', 'CANDIDATE'],
      ['current', 'CURRENT_IMAGE'],
      ['other', 'NOT_A_DEFAULT'],
      ['base', 'BASE_IMAGE'],
    ])
  })

  it('is every image where one is asked for', () => {
    expect(ask({ image: 'OTHER' })).toMatchObject({ candidates: [{ id: 'other' }] })
    expect(ask({ image: 'base' }).reason).toBe(
      "Can't upgrade to 'base' image because there is no image with this id in the image catalog.",
    )
  })

  it('is what is advertised where there is no versions block', () => {
    const plain = [sampleUpgrade('shown', { advertised: true }), sampleUpgrade('hidden')]
    const without = { ...defaultContent(plain, []), layout: { lists: {} } }
    const found = listUpgrades(without, sampleRequest)
    expect(found.candidates.map(({ id }) => id)).toEqual(['shown'])
  })
})

it('orders candidates by runtime, then by creation, the newest first', () => {
  const images = [
    sampleUpgrade('a', { created: 1 }),
    sampleUpgrade('b', { runtime: '7.2.18', created: 5 }),
    sampleUpgrade('c', { created: 9 }),
    sampleUpgrade('d', { created: 9 }),
    sampleUpgrade('e', { runtime: '7.3.2', patch: 100, created: 2 }),
  ]
  expect(sampleListing(images).candidates.map(({ id }) => id)).toEqual(['e', 'b', 'c', 'd', 'a'])
})
