import type { XmlValue } from './ec2-answer.ts'

/** An image as EC2 keeps it; the names are those of the XML (EC2 API Reference, "Image"). */
export interface Ec2Record {
  readonly imageId: string
  readonly name: string
  readonly imageState: string
  readonly imageOwnerId: string
  readonly isPublic: boolean
  readonly creationDate: string
  /** Whether it is a machine; kernels and RAM disks are images too. */
  readonly imageType: string
  readonly architecture: string
  readonly platform?: string
  readonly platformDetails: string
  readonly rootDeviceType: string
  readonly rootDeviceName: string
  /** The size of the root volume, in GiB; absent where there is none. */
  readonly rootSize?: number
  readonly virtualizationType: string
  readonly bootMode?: string
  readonly tpmSupport?: string
  readonly enaSupport?: boolean
  readonly deprecationTime?: string
  /** The accounts that it is shared with. */
  readonly launchers: readonly string[]
}

/** What an image of a test is made of: what is left open is as for a small machine of the account. */
export type NewEc2Record = Partial<Ec2Record> & { readonly name: string }

/** The whole record of an image. */
export function ec2Record(given: NewEc2Record, imageId: string, imageOwnerId: string): Ec2Record {
  return {
    imageId,
    imageOwnerId,
    imageState: 'available',
    isPublic: false,
    creationDate: '2026-05-06T07:08:09.000Z',
    imageType: 'machine',
    architecture: 'x86_64',
    platformDetails: 'Linux/UNIX',
    rootDeviceType: 'ebs',
    rootDeviceName: '/dev/xvda',
    rootSize: 8,
    virtualizationType: 'hvm',
    bootMode: 'uefi-preferred',
    enaSupport: true,
    launchers: [],
    ...given,
  }
}

/** An image as DescribeImages shows it: a data disk comes before the root disk, for EC2 promises no order. */
export function shownRecord({ rootSize, launchers: _, ...record }: Ec2Record): XmlValue {
  return {
    ...record,
    imageLocation: `${record.imageOwnerId}/${record.name}`,
    hypervisor: 'xen',
    blockDeviceMapping:
      rootSize === undefined
        ? []
        : [
            { deviceName: '/dev/sdb', ebs: { deleteOnTermination: true, volumeSize: 100 } },
            { deviceName: record.rootDeviceName, ebs: { snapshotId: 'snap-01', volumeSize: rootSize } },
          ],
  }
}
