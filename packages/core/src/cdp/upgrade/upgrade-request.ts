import type { Consumer, Image } from '@ingot/contract'

/** What upgrades are looked for. */
export interface UpgradeRequest {
  readonly consumer: Consumer
  /** The effective image that the consumer is on; `undefined` where it is no longer known. */
  readonly current: Image | undefined
  /** Judge this image, by its id; all others are dropped. */
  readonly image?: string
  /** Only images with this version of the stack, as `7.2.18`. */
  readonly runtime?: string
  /** The operating system only: parcels, stack and Cloudera Manager stay as they are. */
  readonly lockComponents?: boolean
  /** FreeIPA alone: allow the next major operating system too. */
  readonly majorOs?: boolean
  /** Hold packages below a declared parcel base URL to the hosts of the archive too. */
  readonly archiveOnly?: boolean
  /** Leave the list of verdicts empty. */
  readonly brief?: boolean
  readonly at: Date
}
