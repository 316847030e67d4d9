import type { Artifact, Image, SeenImage } from '@ingot/contract'
import { mayHave, referenceKey, regionKey, registeredArtifacts, type Registered } from '@ingot/core'
import type { CloudAccount, DescribedImage } from '@ingot/providers'
import { everyRegion } from './ask-regions.ts'
import { foundFacts } from './search-images.ts'

/** References of one description: clouds take a few hundred at once. */
const batch = 200

/** What the registry has of an account in a region, by reference. */
export type WantedIn = (
  account: Pick<CloudAccount, 'name' | 'provider'>,
  region: string,
) => ReadonlyMap<string, Artifact>

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
    return new Map(mine.map(({ artifact }) => [artifact.reference, artifact]))
  }
}

/** What was seen of one region. */
export interface SeenRegion {
  readonly images: readonly SeenImage[]
  /** References of the registry that the cloud cannot be asked about. */
  readonly unknown: readonly string[]
}

/** All that one region has: what is the account's own, and of what the registry has the rest. */
export async function seeRegion(
  account: CloudAccount,
  region: string,
  wanted: WantedIn,
  signal: AbortSignal,
): Promise<SeenRegion> {
  const seen = new Map<string, SeenImage>()
  const { provider } = account
  const keyOf = (reference: string) => referenceKey({ provider, reference })
  const keep = ({ asked, ...image }: DescribedImage) => {
    const { isOwn, replacement } = image
    // Its other names may come in another answer than the first.
    const names = [...new Set([...(seen.get(keyOf(image.reference))?.asked ?? []), ...(asked ?? [])])]
    seen.set(keyOf(image.reference), {
      ...foundFacts(account.name, account.provider, image),
      isOwn,
      ...(replacement === undefined ? {} : { replacement }),
      ...(names.length === 0 ? {} : { asked: names }),
    })
  }
  const describe = async (references: readonly string[]) => {
    for (let start = 0; start < references.length; start += batch) {
      const next = references.slice(start, start + batch)
      for (const image of await account.describe(region, next, signal)) keep(image)
    }
  }
  for await (const image of account.list(region, signal)) keep(image)
  const known = wanted(account, region)
  const unknown = [...known.keys()].filter((reference) => !account.knows(reference))
  await describe(unsettled(known, seen, keyOf).filter((reference) => account.knows(reference)))
  await describe(perhapsMoved(known, seen, keyOf))
  return { images: [...seen.values()], unknown }
}

type Seen = ReadonlyMap<string, SeenImage>
type KeyOf = (reference: string) => string

/** What the list has not, and what it has without the digest that is to be compared. */
function unsettled(known: ReadonlyMap<string, Artifact>, seen: Seen, keyOf: KeyOf): string[] {
  return [...known].flatMap(([reference, { digest }]) => {
    const image = seen.get(keyOf(reference))
    return image === undefined || (digest !== undefined && image.digest === undefined) ? [reference] : []
  })
}

/** Images without a digest that are as long as one that is not there any more: they may be that one, called otherwise. */
function perhapsMoved(known: ReadonlyMap<string, Artifact>, seen: Seen, keyOf: KeyOf): string[] {
  const lengths = new Set<number>()
  for (const [reference, { digest, upstream }] of known) {
    if (digest === undefined || upstream?.bytes === undefined || seen.has(keyOf(reference))) continue
    lengths.add(upstream.bytes)
  }
  if (lengths.size === 0) return []
  const named = new Set([...known.keys()].map(keyOf))
  return [...seen].flatMap(([key, { reference, digest, bytes }]) =>
    digest === undefined && bytes !== undefined && lengths.has(bytes) && !named.has(key) ? [reference] : [],
  )
}
