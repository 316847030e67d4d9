import { describe, expect, it } from 'vitest'
import { duplicateFaults, regionFaults } from './region-faults.ts'

const unknown = () => false

/** The messages of the faults of one region. */
function messagesOf(cloud: string, region: string, isKnown: (region: string) => boolean = unknown): string[] {
  return regionFaults(cloud, region, '/vmImages/3/region', isKnown).map(({ message }) => message)
}

describe('regionFaults()', () => {
  it.each([
    [
      'aws',
      [
        'us-west-2',
        'us-gov-west-1',
        'us-isob-east-1',
        'eusc-de-east-1',
        'ap-southeast-3',
        'US-WEST-2',
        'default',
        'Default',
      ],
    ],
    [
      'azure',
      [
        'West US 2',
        'westus2',
        'WestUS2',
        'UK South',
        'uksouth',
        'US Gov Virginia',
        'East US 2 EUAP',
        'West Central US',
        'default',
      ],
    ],
    ['gcp', ['us-west1', 'northamerica-northeast1', 'europe-west12', 'me-central2', 'default']],
    ['yarn', ['anywhere', 'x y-1']],
  ])('takes on %s %j', (cloud, regions) => {
    expect(regions.flatMap((region) => messagesOf(cloud, region))).toEqual([])
  })

  const aws = 'Expected a region of AWS such as us-west-2, or default for any, but got'
  const azure = 'Expected a region of Azure such as West US 2 or westus2, or default for any, but got'
  const gcp = 'Expected a region of GCP such as us-west1, or default for any, but got'
  const characters = 'The region can only contain alphanumeric characters, spaces and hyphens, but got'

  it.each([
    ['aws', 'West US 2', `${aws} "West US 2": that looks like a region of Azure, but the source is for AWS`],
    ['aws', 'us-west1', `${aws} "us-west1": that looks like a region of GCP, but the source is for AWS`],
    ['aws', 'us-west-2a', `${aws} "us-west-2a": that is a zone; its region is us-west-2`],
    ['aws', ' us-west-2', `${aws} " us-west-2": write it as "us-west-2", without more spaces`],
    ['aws', '2', `${aws} "2"`],
    [
      'azure',
      'us-west-2',
      `${azure} "us-west-2": that looks like a region of AWS, but the source is for Azure`,
    ],
    ['azure', 'west-us-2', `${azure} "west-us-2": regions of Azure have no hyphens`],
    [
      'azure',
      'us-west1',
      `${azure} "us-west1": that looks like a region of GCP, but the source is for Azure`,
    ],
    ['azure', 'West  US 2', `${azure} "West  US 2": write it as "West US 2", without more spaces`],
    ['gcp', 'us-west1-a', `${gcp} "us-west1-a": that is a zone; its region is us-west1`],
    ['gcp', 'us-west-2', `${gcp} "us-west-2": that looks like a region of AWS, but the source is for GCP`],
    ['aws', 'us_west_2', `${characters} "us_west_2"`],
    ['aws', '"us-west-2"', `${characters} "\\"us-west-2\\""`],
    ['yarn', 'a/b', `${characters} "a/b"`],
    ['aws', '', 'The length of the region must be between 1 and 255, not 0'],
    ['aws', 'a'.repeat(256), 'The length of the region must be between 1 and 255, not 256'],
  ])('says what is wrong on %s with %j', (cloud, region, message) => {
    expect(messagesOf(cloud, region)).toEqual([message])
  })

  it('takes what the source has, whatever it looks like', () => {
    expect(messagesOf('aws', 'moon', (region) => region === 'moon')).toEqual([])
  })
})

describe('duplicateFaults()', () => {
  it('compares without case and, as Azure does, without spaces', () => {
    const regions = ['West US 2', 'default', 'westus2', 'East US', 'DEFAULT', 'WEST US 2']

    expect(duplicateFaults(regions, (index) => `/vmImages/${index}/region`)).toEqual(
      [
        [2, '"westus2" is named before as "West US 2"'],
        [4, '"DEFAULT" is named before as "default"'],
        [5, '"WEST US 2" is named before as "West US 2"'],
      ].map(([index, reason]) => ({
        severity: 'error',
        code: 'REGION_DUPLICATE',
        message: `The region must be unique, but ${reason}`,
        path: `/vmImages/${index}/region`,
      })),
    )
  })
})
