import type { CloudAccount } from '@ingot/providers'

/** What a fake cloud can be told to do with the requests to one region. */
export type CloudFault =
  /** The next request is throttled, then it goes on. */
  | 'throttle-once'
  /** Every request is throttled. */
  | 'throttle'
  /** Every answer breaks off in the middle. */
  | 'cut'
  /** No request is answered. */
  | 'hang'
  /** Every request is refused for want of rights. */
  | 'forbidden'
  /** The next page of a list is no page at all. */
  | 'half-page'
  /** The cloud says that the credentials have expired. */
  | 'expired'
  /** The cloud says that the clock of the caller is wrong. */
  | 'skewed'

/** A place with known content, for the suite that every provider passes. */
export interface CloudSite {
  /** Opens an account on it; with credentials that it does not take, where it knows any. */
  open(options?: { wrongCredentials?: boolean; regions?: readonly string[] }): Promise<CloudAccount>
  /** The region that has the images below. */
  readonly region: string
  /** Another region, where there are several. */
  readonly otherRegion?: string
  /** An image of the account with all that this kind of place can tell, and its name. */
  readonly image: { readonly reference: string; readonly name: string }
  /** Whether what is asked for by its reference has no name: a digest may have any number of tags. */
  readonly isNameless?: boolean
  /** A name that two images of the region have, where the cloud allows that. */
  readonly twins?: { readonly name: string; readonly references: readonly string[] }
  /** How many own images the region has: where there are pages, more than one page of them. */
  readonly count: number
  /** A reference of the right form that nobody has. */
  readonly missing: string
  /** Whether credentials can be wrong here. */
  readonly hasCredentials: boolean
  /** Has one region fail from now on; absent where the place is real and cannot be told to. */
  readonly fail?: (fault: CloudFault, region: string) => void
  /** The faults that this kind of place can have; all unless given. */
  readonly faults?: readonly CloudFault[]
  close(): Promise<void>
}
