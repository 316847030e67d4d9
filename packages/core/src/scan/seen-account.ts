import type { AccountProvider, SeenImage } from '@ingot/contract'
import { regionKey } from '../image/location.ts'
import { referenceKey } from '../image/reference-key.ts'

/** What a scan has seen of one region. */
interface SeenRegion {
  readonly region: string
  readonly images: readonly SeenImage[]
  /** References of the registry that the cloud cannot be asked about. */
  readonly unknown?: readonly string[]
}

/** What a scan has seen of one account. */
export interface SeenAccount {
  readonly account: string
  readonly provider: AccountProvider
  /** The regions that have answered, with what they have. */
  readonly regions: readonly SeenRegion[]
  /** Whether every region of the account has answered. */
  readonly isWhole: boolean
}

/** What was seen, by reference and region, for looking up. */
export interface SeenIndex {
  readonly account: SeenAccount
  /** The image of a reference in a region, or anywhere where no region is given. */
  at(reference: string, region: string | undefined): SeenImage | undefined
  /** Whether the cloud can be asked about a reference at all. */
  knows(reference: string): boolean
  /** The images of a region with the same bytes, as far as digests tell. */
  withDigest(digest: string, region: string | undefined): readonly SeenImage[]
  /** Whether a region has answered; where none is given, whether all have. */
  hasAnswered(region: string | undefined): boolean
}

/** Everything that an image is called by, made comparable: its own reference first. */
export function referenceKeys({
  provider,
  reference,
  asked = [],
}: Pick<SeenImage, 'provider' | 'reference' | 'asked'>): string[] {
  return [reference, ...asked].map((one) => referenceKey({ provider, reference: one }))
}

/** Indexes what was seen of an account. An image without a region is in every region. */
export function seenIndex(account: SeenAccount): SeenIndex {
  const anywhere = new Map<string, SeenImage>()
  const byRegion = new Map<string, Map<string, SeenImage>>()
  const byDigest = new Map<string, SeenImage[]>()
  const keyOf = (reference: string) => referenceKey({ provider: account.provider, reference })
  const unknown = new Set<string>()
  for (const { region, images, unknown: others = [] } of account.regions) {
    for (const reference of others) unknown.add(keyOf(reference))
    const own = new Map<string, SeenImage>()
    byRegion.set(regionKey(region), own)
    for (const image of images) {
      for (const key of referenceKeys(image)) {
        own.set(key, image)
        anywhere.set(key, image)
      }
      if (image.digest === undefined) continue
      for (const place of new Set([undefined, image.region])) {
        const key = digestKey(image.digest, place)
        const same = byDigest.get(key)
        if (same === undefined) byDigest.set(key, [image])
        else same.push(image)
      }
    }
  }
  const isGlobal = account.regions.some(({ images }) => images.some(({ region }) => region === undefined))
  return {
    account,
    at: (reference, region) => {
      const key = keyOf(reference)
      if (region === undefined || isGlobal) return anywhere.get(key)
      return byRegion.get(regionKey(region))?.get(key)
    },
    knows: (reference) => !unknown.has(keyOf(reference)),
    withDigest: (digest, region) => byDigest.get(digestKey(digest, isGlobal ? undefined : region)) ?? [],
    hasAnswered: (region) => {
      if (region === undefined) return account.isWhole
      return byRegion.has(regionKey(region)) || (account.isWhole && byRegion.has('global'))
    },
  }
}

function digestKey(digest: string, region: string | undefined): string {
  return JSON.stringify([digest, region === undefined ? '' : regionKey(region)])
}
