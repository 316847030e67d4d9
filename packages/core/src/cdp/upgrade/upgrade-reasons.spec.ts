import type { Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { inEurope, locked, onAzure, sampleListing, selinux, withoutPython } from './sample-request.ts'
import { sampleUpgrade, type SampleContents } from './sample-upgrade.ts'
import type { UpgradeRequest } from './upgrade-request.ts'

describe('the reason for no candidate', () => {
  const prefix = "Can't upgrade to 'next' image from 'current' image. "
  const parcels = '{CDH=7.2.17-1.cdh7.2.17.p100.2000, CFM=2.2.8.0}'
  const python =
    'You are not eligible to upgrade to the selected runtime because an additional dependency must be present on your image. Please run an OS upgrade or upgrade to the latest service pack for your current runtime version first. This will automatically add the required dependency. After this you will be able to launch another upgrade to the more recent runtime.'

  it.each<[string, SampleContents, Partial<Image>, Partial<UpgradeRequest>, string, string]>([
    [
      'architecture',
      { architecture: 'arm64' },
      {},
      {},
      'There are no eligible images to upgrade.',
      `${prefix}Can't upgrade to different cpu architecture.`,
    ],
    [
      'provider',
      {},
      onAzure,
      {},
      'There are no eligible images to upgrade for AWS cloud platform.',
      `${prefix}The selected image has no cloud images on AWS cloud platform.`,
    ],
    [
      'region',
      {},
      inEurope,
      {},
      "There are no eligible images to upgrade for 'AWS' image catalog platform, 'AWS' cloud platform and 'us-west-1' region.",
      `${prefix}The target image doesn't have a cloud image on AWS cloud platform and in us-west-1 region.`,
    ],
    [
      'Cloudera Manager',
      { cm: undefined },
      {},
      {},
      'There are no eligible images to upgrade available with Cloudera Manager packages.',
      `${prefix}The target image doesn't have Cloudera Manager package installed.`,
    ],
    [
      'a trial of Cloudera Manager',
      { cm: '7.x.0' },
      {},
      {},
      'There are no eligible images with supported Cloudera Manager or CDP version.',
      `${prefix}Cloudera Manager version on the target image contains '7.x.0'.`,
    ],
    [
      'an older Cloudera Manager',
      { cm: '7.10.0' },
      {},
      {},
      'This service is using the latest available version.',
      `${prefix}Can't upgrade Cloudera Manager from 7.11.0 gbn: 1000 to 7.10.0 gbn: 1000.`,
    ],
    [
      'an older stack',
      { stackBuild: '1999' },
      {},
      {},
      'This service is using the latest available version.',
      `${prefix}Can't upgrade Cloudera Manager from 7.2.17 gbn: 2000 to 7.2.17 gbn: 1999.`,
    ],
    [
      'locked components',
      { patch: 101 },
      {},
      locked,
      `There is at least one activated parcel for which we cannot find image with matching version. Activated parcel(s): ${parcels}`,
      `${prefix}One of the following versions doesn't match between the images: activated parcel versions, cloudera manager version, runtime version.`,
    ],
    [
      'operating system',
      { os: 'centos7', osType: 'redhat7' },
      {},
      {},
      'There are no eligible images to upgrade with the same OS version.',
      `${prefix}Can't upgrade to the selected image because it's os type is incompatible.`,
    ],
    [
      'location',
      { host: 'http://build.example.com' },
      {},
      {},
      'There are no eligible images to upgrade because the location of the packages is not appropriate.',
      `${prefix}The selected image contains packages with URLs that do not belong to the archive.cloudera.com domain.`,
    ],
    ['python', { runtime: '7.2.18' }, {}, withoutPython, python, python],
    [
      'SELinux',
      {},
      {},
      selinux,
      'SeLinux validation filtered out some of the potential images.',
      `${prefix}SeLinux validation filtered out the target image 'next'.`,
    ],
    [
      'a withdrawn image',
      {},
      { withdrawn: '2026-01-01T00:00:00.000Z' },
      {},
      'There are no eligible images to upgrade.',
      "Can't upgrade to 'next' image because there is no image with this id in the image catalog.",
    ],
  ])('%s', (_, has, given, asked, reason, reasonOfTarget) => {
    const images = [sampleUpgrade('next', has, given)]
    expect(sampleListing(images, asked)).toMatchObject({ candidates: [], reason })
    expect(sampleListing(images, { ...asked, image: 'next' })).toMatchObject({
      candidates: [],
      reason: reasonOfTarget,
    })
  })

  it('is that of the last filter that dropped an image', () => {
    const images = [
      sampleUpgrade('a', { architecture: 'arm64' }),
      sampleUpgrade('b', { host: 'http://x' }),
      sampleUpgrade('c', { cm: undefined }),
    ]
    expect(sampleListing(images).reason).toContain('the location of the packages')
    expect(sampleListing(images).verdicts.map(({ filter }) => filter)).toEqual([9, 5, 1])
  })

  it('names the runtimes that there are where that asked for is none', () => {
    const images = [
      sampleUpgrade('a', { runtime: '7.2.18' }),
      sampleUpgrade('b'),
      sampleUpgrade('c', { runtime: '7.3.1', patch: 500 }),
    ]
    expect(sampleListing(images, { runtime: '7.3.2' }).reason).toBe(
      'There is no image eligible for the cluster upgrade with runtime: 7.3.2. Please choose a runtime from the following: 7.2.18,7.2.17',
    )
  })

  it('is that of the present image where nothing can be compared with it', () => {
    const base = sampleUpgrade('current', { stackBuild: '' })
    expect(sampleListing([sampleUpgrade('next')], { current: base }).reason).toBe(
      'Cannot upgrade a base image cluster.',
    )
    expect(sampleListing([sampleUpgrade('next')], { current: undefined }).reason).toBe(
      'The image current of catalog "cdp-default", which "etl" is on, is gone, so nothing can be compared with it.',
    )
  })

  it('is there for an empty catalog', () => {
    expect(sampleListing([]).reason).toBe('There are no eligible images to upgrade.')
    expect(sampleListing([], { image: 'x' }).reason).toBe(
      "Can't upgrade to 'x' image because there is no image with this id in the image catalog.",
    )
  })
})
