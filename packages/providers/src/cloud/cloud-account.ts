import type { AccountAbilities, AccountProvider, AccountSettings } from '@ingot/contract'
import type { CloudImage, DescribedImage, FoundImage } from './cloud-image.ts'

/** What an account is opened with. */
export interface AccountConfig<Settings extends AccountSettings = AccountSettings> {
  readonly name: string
  readonly settings: Settings
  /** The regions that the account is limited to, where it is. */
  readonly regions?: readonly string[]
  /** The secret that its settings speak of: secret access key, client secret, key file, password. */
  readonly secret?: string
  /** How often, and after how many ms, something is tried again; unless given, as is good for the cloud. */
  readonly retries?: { readonly attempts: number; readonly firstWait: number }
}

/** How an image gets to another place. */
export interface CopyRequest {
  /** The account that has it, which may be the target itself. */
  readonly source: CloudAccount
  readonly image: CloudImage
  readonly region: string
  /** The cloud's own name of the copy. */
  readonly name: string
  /** The same for the same copy, so that a second try makes no second copy. */
  readonly token: string
}

/**
 * One account of one cloud, open to be asked. Every call throws `CloudError`, or the reason of its signal; it tries again
 * by itself where the cloud says that it may.
 */
export interface CloudAccount {
  readonly name: string
  readonly provider: AccountProvider
  readonly can: AccountAbilities
  /** Who the cloud says that we are, in a sentence. Throws where it does not let us in. */
  identity(signal?: AbortSignal): Promise<string>
  /** The regions to be asked: those that the account is limited to, or all. One named `global` where images have none. */
  regions(signal?: AbortSignal): Promise<readonly string[]>
  /** All regions that there are, whichever the account is limited to; not there where a region may have any name. */
  allRegions?(signal?: AbortSignal): Promise<readonly string[]>
  /** The images in a region whose id or exact name is one of `texts`, each with every text that means it. */
  find(region: string, texts: readonly string[], signal?: AbortSignal): Promise<readonly FoundImage[]>
  /** Whether a text is a reference that the cloud can be asked about; of any other nothing can be known. */
  knows(reference: string): boolean
  /** Of `references` those that a region has. What the cloud knows and is missing is not there, or not for us to see. */
  describe(
    region: string,
    references: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly DescribedImage[]>
  /** All own images of a region, page by page. */
  list(region: string, signal?: AbortSignal): AsyncIterable<CloudImage>
  /**
   * Begins to copy an image of `request.source` into a region of this account, or goes on with a copy that was begun with
   * the same token; answers the reference, whose `state` in `describe` tells when it is there.
   */
  copy?(request: CopyRequest, signal?: AbortSignal): Promise<string>
  /** The bytes of an image, where the cloud hands them out. */
  read?(region: string, reference: string, signal?: AbortSignal): AsyncIterable<Uint8Array>
  /** Lets other accounts start from an image. */
  share?(region: string, reference: string, accounts: readonly string[], signal?: AbortSignal): Promise<void>
  /** With whom an image of ours is shared, as `share` takes them: what a copy does not have of its source. */
  sharedWith?(region: string, reference: string, signal?: AbortSignal): Promise<readonly string[]>
  /** Has the cloud call an image deprecated from a moment on (RFC 3339). */
  deprecate?(region: string, reference: string, from: string, signal?: AbortSignal): Promise<void>
  /** Deletes an image. */
  delete?(region: string, reference: string, signal?: AbortSignal): Promise<void>
  close(): void
}

/** One kind of place: what its folder gives to the table of providers. */
export interface CloudProvider<Settings extends AccountSettings = AccountSettings> {
  /** How many questions one account is asked at the same time. */
  readonly concurrency: number
  open(config: AccountConfig<Settings>): Promise<CloudAccount>
}
