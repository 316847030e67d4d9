import { describe, expect, it } from 'vitest'
import { ec2Image, type Ec2Image } from './ec2-image.ts'

const full: Ec2Image = {
  ImageId: 'ami-0123456789abcdef0',
  Name: 'hardened-1.2.0',
  OwnerId: '111122223333',
  State: 'available',
  Public: false,
  CreationDate: '2026-05-06T07:08:09.000Z',
  DeprecationTime: '2028-05-06T07:08:00.000Z',
  Architecture: 'arm64',
  PlatformDetails: 'Linux/UNIX',
  BootMode: 'uefi',
  EnaSupport: true,
  TpmSupport: 'v2.0',
  VirtualizationType: 'hvm',
  RootDeviceType: 'ebs',
  RootDeviceName: '/dev/xvda',
  BlockDeviceMappings: [
    { DeviceName: '/dev/sdb', Ebs: { VolumeSize: 100 } },
    { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8 } },
  ],
}

describe('ec2Image', () => {
  it('tells all that EC2 tells', () => {
    expect(ec2Image(full, 'eu-west-1', true)).toEqual({
      reference: 'ami-0123456789abcdef0',
      region: 'eu-west-1',
      name: 'hardened-1.2.0',
      owner: '111122223333',
      isOwn: true,
      state: 'available',
      os: 'linux',
      architecture: 'arm64',
      created: '2026-05-06T07:08:09.000Z',
      deprecated: '2028-05-06T07:08:00.000Z',
      bytes: 8 * 1024 ** 3,
      visibility: 'private',
      traits: {
        'boot-mode': 'uefi',
        ena: 'true',
        tpm: 'v2.0',
        virtualization: 'hvm',
        'root-device': 'ebs',
        'root-size-gb': '8',
      },
    })
  })

  it('tells nothing that EC2 does not tell', () => {
    expect(ec2Image({ ImageId: 'ami-01234567' }, 'eu-west-1', false)).toEqual({
      reference: 'ami-01234567',
      region: 'eu-west-1',
      isOwn: false,
      state: 'failed',
      visibility: 'shared',
      traits: {},
    })
  })

  it.each([
    ['available', 'available'],
    ['pending', 'pending'],
    ['transient', 'pending'],
    ['disabled', 'disabled'],
    ['invalid', 'failed'],
    ['error', 'failed'],
    ['failed', 'failed'],
  ] as const)('has a word for the state "%s"', (State, state) => {
    expect(ec2Image({ ...full, State }, 'eu-west-1', true)).toMatchObject({ state })
  })

  it.each([
    [{ Platform: 'Windows', PlatformDetails: 'Windows' }, 'windows'],
    [{ PlatformDetails: 'Windows with SQL Server Standard' }, 'windows'],
    [{ PlatformDetails: 'Red Hat Enterprise Linux' }, 'linux'],
    [{ PlatformDetails: 'SUSE Linux' }, 'linux'],
    [{ Architecture: 'arm64_mac', PlatformDetails: 'Linux/UNIX' }, undefined],
    [{ PlatformDetails: '' }, undefined],
  ] as const)('knows the operating system of %o', (fields, os) => {
    expect(ec2Image({ ...full, ...fields }, 'eu-west-1', true).os).toBe(os)
  })

  it.each([
    ['x86_64', 'x86_64'],
    ['arm64', 'arm64'],
    ['i386', undefined],
    ['x86_64_mac', undefined],
  ] as const)('knows the architecture "%s"', (Architecture, architecture) => {
    expect(ec2Image({ ...full, Architecture }, 'eu-west-1', true).architecture).toBe(architecture)
  })

  it.each([
    [true, true, 'public'],
    [true, false, 'public'],
    [false, true, 'private'],
    [false, false, 'shared'],
  ])('knows who sees it: public %s, own %s', (Public, isOwn, visibility) => {
    expect(ec2Image({ ...full, Public }, 'eu-west-1', isOwn).visibility).toBe(visibility)
  })

  it.each([
    { BlockDeviceMappings: [] },
    { BlockDeviceMappings: 'none' },
    { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', VirtualName: 'ephemeral0' }] },
    { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: -1 } }] },
    { CreationDate: 'yesterday', DeprecationTime: 42, EnaSupport: 'perhaps' },
  ])('is not put off by %o', (fields) => {
    const image = ec2Image({ ...full, ...fields } as Ec2Image, 'eu-west-1', true)

    expect(image).toMatchObject({ reference: full.ImageId, state: 'available' })
    expect('CreationDate' in fields ? image.created : image.bytes).toBeUndefined()
  })
})
