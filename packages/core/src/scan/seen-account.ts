import type { AccountProvider, SeenImage } from '@ingot/contract'
import { referenceKey } from './registered.ts'

/** What a scan has seen of one account. */
export interface SeenAccount {
  readonly account: string
  readonly provider: AccountProvider
  /** The regions that have answered, with what they have. */
  readonly regions: readonly { readonly region: string; readonly images: readonly SeenImage[] }[]
  /** Whether every region of the account has answered. */
  readonly isWhole: boolean
}

/** What was seen, by reference and region, for looking up. */
export interface SeenIndex {
  readonly account: SeenAccount
  /** The image of a reference in a region, or anywhere where no region is given. */
  at(reference: string, region: string | undefined): SeenImage | undefined
  /** The images of a region with the same bytes, as far as digests tell. */
  withDigest(digest: string, region: string | undefined): readonly SeenImage[]
  /** Whether a region has answered; where none is given, whether all have. */
  hasAnswered(region: string | undefined): boolean
}

/** A region made comparable. */
export function regionKey(region: string): string {
  return region.toLowerCase().replaceAll(' ', '')
}

/** Indexes what was seen of an account. An image without a region is in every region. */
export function seenIndex(account: SeenAccount): SeenIndex {
  const anywhere = new Map<string, SeenImage>()
  const byRegion = new Map<string, Map<string, SeenImage>>()
  const byDigest = new Map<string, SeenImage[]>()
  for (const { region, images } of account.regions) {
    const own = new Map(images.map((image) => [referenceKey(image.reference), image]))
    byRegion.set(regionKey(region), own)
    for (const [key, image] of own) {
      anywhere.set(key, image)
      if (image.digest === undefined) continue
      const same = byDigest.get(image.digest)
      if (same === undefined) byDigest.set(image.digest, [image])
      else same.push(image)
    }
  }
  const isGlobal = account.regions.some(({ images }) => images.some(({ region }) => region === undefined))
  return {
    account,
    at: (reference, region) => {
      const key = referenceKey(reference)
      if (region === undefined || isGlobal) return anywhere.get(key)
      return byRegion.get(regionKey(region))?.get(key)
    },
    withDigest: (digest, region) =>
      (byDigest.get(digest) ?? []).filter(
        (image) =>
          region === undefined || image.region === undefined || regionKey(image.region) === regionKey(region),
      ),
    hasAnswered: (region) => {
      if (region === undefined) return account.isWhole
      return byRegion.has(regionKey(region)) || (account.isWhole && (isGlobal || byRegion.has('global')))
    },
  }
}
