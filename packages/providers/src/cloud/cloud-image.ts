import type { Architecture, OperatingSystem, Visibility } from '@ingot/contract'

/** How far an image is in its place: only what is available can be booted. */
export type CloudImageState = 'available' | 'pending' | 'disabled' | 'failed'

/** What a cloud says of one image in one region, in the words of every cloud. What it does not say is absent. */
export interface CloudImage {
  /** The provider's own reference, as an artifact carries it: AMI id, ARM id, URN, Glance id, … */
  readonly reference: string
  /** The cloud's own name of it. */
  readonly name?: string
  /** What it is called without the version that is a part of its name; absent where none is. */
  readonly title?: string
  /** Absent where the image fits every region of its cloud. */
  readonly region?: string
  /** Account, subscription or project that it belongs to. */
  readonly owner?: string
  /** Whether it is the configured account's own. */
  readonly isOwn: boolean
  readonly state: CloudImageState
  /** Why nothing can be started from it: a clause. */
  readonly fault?: string
  readonly os?: OperatingSystem
  readonly architecture?: Architecture
  /** `sha256:…`, `sha512:…` or `md5:…`, where the cloud has one. */
  readonly digest?: string
  /** RFC 3339, UTC. */
  readonly created?: string
  /** What it takes in its store, or the size of its root disk where that is all that is told. */
  readonly bytes?: number
  /** RFC 3339, UTC: since when, or from when on, the cloud calls it deprecated. */
  readonly deprecated?: string
  /** The reference that the cloud names in its place. */
  readonly replacement?: string
  readonly visibility?: Visibility
  /**
   * Facts that decide whether a machine can boot it, by these names and no others: `generation` (V1, V2), `boot-mode`
   * (uefi, legacy-bios, uefi-preferred), `security-type` (as Azure writes it), `disk-controllers` (SCSI,NVMe), `plan`
   * (publisher:product:name), `generalized`, `ena`, `nvme` (true, false), `tpm` (v2.0), `virtualization` (hvm,
   * paravirtual), `root-device` (ebs, instance-store), `root-size-gb`, `min-ram-mb`, `disk-format`, `family`,
   * `exclude-from-latest`, `accelerated-networking`, `hidden`.
   */
  readonly traits: Readonly<Record<string, string>>
}

/** An image that was asked for by its references. */
export interface DescribedImage extends CloudImage {
  /** The references that mean it and that it was asked for by, where these are not its own: `…/versions/latest`, a link. */
  readonly asked?: readonly string[]
}

/** Each image once, with all references that it was asked for by. */
export function describedImages(
  found: Iterable<{ readonly text: string; readonly image: CloudImage }>,
): DescribedImage[] {
  const byReference = new Map<string, { image: CloudImage; asked: string[] }>()
  for (const { text, image } of found) {
    const key = image.reference.toLowerCase()
    const known = byReference.get(key) ?? { image, asked: [] }
    byReference.set(key, known)
    if (text.toLowerCase() !== key) known.asked.push(text)
  }
  return [...byReference.values()].map(({ image, asked }) => ({
    ...image,
    ...(asked.length === 0 ? {} : { asked }),
  }))
}

/** An image that was looked for, with how it was matched. */
export interface FoundImage extends CloudImage {
  /** What was looked for, as it was written. */
  readonly text: string
  readonly matchedBy: 'id' | 'name'
  /** Why it is not taken, though the text means it and nothing else does: a clause such as "it is excluded from latest". */
  readonly passedOver?: string
}
