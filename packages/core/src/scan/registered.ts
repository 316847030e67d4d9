import type { AccountProvider, Artifact, Image } from '@ingot/contract'
import { normalizeLocation, type Place } from '../image/location.ts'
import { isOfFolder, referenceKey } from '../image/reference-key.ts'

/** An artifact of the registry with its image, made comparable with what clouds say. */
export interface Registered {
  readonly image: Image
  readonly artifact: Artifact
  readonly place: Place
  /** Its reference without case. */
  readonly key: string
}

/** Every artifact of some images. */
export function registeredArtifacts(images: Iterable<Image>): Registered[] {
  const found: Registered[] = []
  for (const image of images) {
    for (const artifact of image.artifacts) {
      found.push({
        image,
        artifact,
        place: normalizeLocation(artifact),
        key: referenceKey(artifact),
      })
    }
  }
  return found
}

/** A reference with where it means something: that of a file means it in its folder alone. */
export function placedReference(holder: {
  readonly provider: string
  readonly account?: string | undefined
  readonly reference: string
}): string {
  const key = referenceKey(holder)
  return isOfFolder(holder.provider) ? JSON.stringify([holder.account?.toLowerCase() ?? '', key]) : key
}

/** Every reference that some images have, or name in the place of one that has drifted: what has one needs no name. */
export function placedReferences(images: Iterable<Image>): Set<string> {
  const found = new Set<string>()
  for (const { artifacts } of images) {
    for (const { provider, account, reference, drift } of artifacts) {
      found.add(placedReference({ provider, account, reference }))
      if (drift?.replacement !== undefined)
        found.add(placedReference({ provider, account, reference: drift.replacement }))
    }
  }
  return found
}

/** Whether an account may have an artifact: one that names no account may be in any of its cloud. */
export function mayHave(
  account: { readonly account: string; readonly provider: AccountProvider },
  { place }: Registered,
): boolean {
  if (place.provider !== account.provider) return false
  return place.account === undefined || place.account === account.account.toLowerCase()
}
