import type { Image } from '@aws-sdk/client-ec2'
import type { Architecture, OperatingSystem, Visibility } from '@ingot/contract'
import type { CloudImage, CloudImageState } from '../cloud-image.ts'

/** An image as EC2 describes it: nothing but that it has an id has been looked at. */
export type Ec2Image = Image & { readonly ImageId: string }

/** States of an image (EC2 API Reference, "Image"). Those that are not named are failures. */
const states: ReadonlyMap<unknown, CloudImageState> = new Map([
  ['available', 'available'],
  ['pending', 'pending'],
  ['transient', 'pending'],
  ['disabled', 'disabled'],
])

const gibibyte = 1024 ** 3

/** An image in the words of every cloud. */
export function ec2Image(image: Ec2Image, region: string, isOwn: boolean): CloudImage {
  const size = rootSize(image)
  return {
    reference: image.ImageId,
    region,
    isOwn,
    state: states.get(image.State) ?? 'failed',
    traits: traitsOf(image, size),
    visibility: visibilityOf(image, isOwn),
    ...present({
      name: textOf(image.Name),
      owner: textOf(image.OwnerId),
      os: osOf(image),
      architecture: architectureOf(image.Architecture),
      created: momentOf(image.CreationDate),
      bytes: size === undefined ? undefined : size * gibibyte,
      deprecated: momentOf(image.DeprecationTime),
    }),
  }
}

function traitsOf(image: Ec2Image, size: number | undefined): Record<string, string> {
  return present({
    'boot-mode': textOf(image.BootMode),
    ena: typeof image.EnaSupport === 'boolean' ? String(image.EnaSupport) : undefined,
    tpm: textOf(image.TpmSupport),
    virtualization: textOf(image.VirtualizationType),
    'root-device': textOf(image.RootDeviceType),
    'root-size-gb': size?.toString(),
  })
}

/** The size of the root disk, in GiB; instances may call for other disks beside it. */
function rootSize({ BlockDeviceMappings: devices, RootDeviceName: root }: Ec2Image): number | undefined {
  if (!Array.isArray(devices)) return undefined
  const size = devices.find(({ DeviceName: name }) => name === root)?.Ebs?.VolumeSize
  return Number.isSafeInteger(size) && Number(size) > 0 ? size : undefined
}

/** Only Windows has a platform; what else is billed as macOS is told from Linux by its architecture alone. */
function osOf({
  Architecture: architecture,
  Platform,
  PlatformDetails,
}: Ec2Image): OperatingSystem | undefined {
  const details = textOf(PlatformDetails) ?? ''
  if (textOf(Platform)?.toLowerCase() === 'windows' || details.startsWith('Windows')) return 'windows'
  if (architecture?.endsWith('_mac') === true) return undefined
  return /Linux|UNIX|RHEL|Red Hat|SUSE|Ubuntu/.test(details) ? 'linux' : undefined
}

function architectureOf(value: unknown): Architecture | undefined {
  return value === 'x86_64' || value === 'arm64' ? value : undefined
}

/** Whom the account shares its own images with is not told. */
function visibilityOf({ Public: isPublic }: Ec2Image, isOwn: boolean): Visibility {
  if (isPublic === true) return 'public'
  return isOwn ? 'private' : 'shared'
}

function momentOf(value: unknown): string | undefined {
  const date = new Date(textOf(value) ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** An object without the fields that are undefined. */
function present<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}
