import type { Image, SeenImage } from '@ingot/contract'
import { mayHave, registeredArtifacts, type Registered } from '@ingot/core'
import type { CloudAccount } from '@ingot/providers'
import { everyRegion, regionKey } from './ask-regions.ts'
import { foundFacts } from './search-images.ts'

/** References of one description: clouds take a few hundred at once. */
const batch = 200

/** What the registry has of an account in a region: reference → whether its digest is known too. */
export type WantedIn = (
  account: Pick<CloudAccount, 'name' | 'provider'>,
  region: string,
) => ReadonlyMap<string, boolean>

/** Indexes the artifacts of images by the places that may have them. */
export function wantedReferences(images: Iterable<Image>): WantedIn {
  const byRegion = new Map<string | undefined, Registered[]>()
  for (const one of registeredArtifacts(images)) {
    const group = byRegion.get(one.place.region)
    if (group === undefined) byRegion.set(one.place.region, [one])
    else group.push(one)
  }
  return ({ name, provider }, region) => {
    const near =
      region === everyRegion
        ? [...byRegion.values()].flat()
        : [...(byRegion.get(regionKey(region)) ?? []), ...(byRegion.get(undefined) ?? [])]
    const mine = near.filter((one) => mayHave({ account: name, provider }, one))
    return new Map(mine.map(({ artifact }) => [artifact.reference, artifact.digest !== undefined]))
  }
}

/** All that one region has: what is the account's own, and of what the registry has the rest. */
export async function seeRegion(
  account: CloudAccount,
  region: string,
  wanted: WantedIn,
  signal: AbortSignal,
): Promise<SeenImage[]> {
  const seen = new Map<string, SeenImage>()
  const keep = (image: Parameters<typeof foundFacts>[2]) => {
    const { isOwn, replacement } = image
    seen.set(image.reference.toLowerCase(), {
      ...foundFacts(account.name, account.provider, image),
      isOwn,
      ...(replacement === undefined ? {} : { replacement }),
    })
  }
  for await (const image of account.list(region, signal)) keep(image)
  // A list may leave digests out; where the registry has one, it is compared.
  const others = [...wanted(account, region)].flatMap(([reference, hasDigest]) => {
    const image = seen.get(reference.toLowerCase())
    return image === undefined || (hasDigest && image.digest === undefined) ? [reference] : []
  })
  for (let start = 0; start < others.length; start += batch) {
    for (const image of await account.describe(region, others.slice(start, start + batch), signal))
      keep(image)
  }
  return [...seen.values()]
}
