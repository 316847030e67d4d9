import { describe, expect, it } from 'vitest'
import { chooseUpgrade } from './choose-upgrade.ts'
import { dataLake, sampleListing } from './sample-request.ts'
import { sampleUpgrade } from './sample-upgrade.ts'

const listing = sampleListing([
  sampleUpgrade('a', { created: 3 }),
  sampleUpgrade('b', { runtime: '7.2.18', patch: 100, created: 1 }),
  sampleUpgrade('c', { runtime: '7.2.18', patch: 200, created: 2 }),
])

describe('chooseUpgrade', () => {
  it.each(['datalake', 'datahub', 'database'] as const)('takes the best for a %s by default', (type) => {
    expect(chooseUpgrade(listing, { type })).toMatchObject({ image: { id: 'c' } })
  })

  it('takes the newest of a runtime', () => {
    expect(chooseUpgrade(listing, { type: 'datalake', runtime: '7.2.17' })).toMatchObject({
      image: { id: 'a' },
    })
  })

  it('takes the image that is asked for, whatever the case of its id', () => {
    expect(chooseUpgrade(listing, { type: 'datalake', image: 'B' })).toMatchObject({ image: { id: 'b' } })
  })

  it.each([
    [
      { runtime: '7.2.16' },
      'There is no image eligible for the cluster upgrade with runtime: 7.2.16. Please choose a runtime from the following: 7.2.18,7.2.17',
    ],
    [
      { image: 'x' },
      'The given image (x) is not eligible for the cluster upgrade. Please choose an id from the following image(s): c,b,a',
    ],
  ])('refuses %j', (choice, message) => {
    expect(chooseUpgrade(listing, { type: 'datalake', ...choice })).toEqual({
      refusal: {
        code: 'NOT_UPGRADABLE',
        message,
        remedy: '"ingot upgrade list" shows every image with its verdict.',
      },
    })
  })

  it.each([
    [{}, 'This service is using the latest available version.'],
    [
      { image: 'old' },
      "Can't upgrade to 'old' image from 'current' image. Can't upgrade Cloudera Manager from 7.11.0 gbn: 1000 to 7.0.0 gbn: 1000.",
    ],
  ])('says why where there is no candidate: %j', (choice, message) => {
    const none = sampleListing([sampleUpgrade('old', { cm: '7.0.0' })], { ...dataLake, ...choice })
    expect(chooseUpgrade(none, { type: 'datalake', ...choice })).toMatchObject({ refusal: { message } })
  })

  it('says that there is none where nothing says why', () => {
    expect(chooseUpgrade({ candidates: [] }, { type: 'datahub' })).toMatchObject({
      refusal: { message: 'There is no image to upgrade the datahub to.' },
    })
  })
})
