import type { Image, ImageType } from '@ingot/contract'
import { imageType } from '../cloudbreak/image-facts.ts'
import { describeImage } from '../../resolve/describe.ts'
import type { DerivationContext, DerivationRequest } from './derivation-request.ts'

/** Which image of the catalog a derivation is about, and what keeps it from being made so. */
export interface DerivationTarget {
  readonly id: string
  /** The image to change; `undefined` where there is none yet. */
  readonly existing: Image | undefined
  readonly conflict: string | undefined
}

/**
 * Finds the image that a derivation changes: that of the id which is asked for, else the one that derives from this
 * source as this type, so that asking twice makes one. A catalog holds one image per source and type, since consumers
 * that switch to it find theirs by the source. Of several that an older system left, the newest is meant.
 */
export function derivationTarget(request: DerivationRequest, context: DerivationContext): DerivationTarget {
  const alike = context.present.filter((image) => isOfSource(image, context.source)).toSorted(newestFirst)
  const { id } = request
  if (id === undefined || id === '') {
    return { id: alike[0]?.id ?? context.newId, existing: alike[0], conflict: undefined }
  }
  const named = context.present.find((image) => isSameId(image.id, id))
  if (named === undefined) return { id, existing: undefined, conflict: takenSource(context, alike, id) }
  if (named.derived === undefined) return { id, existing: undefined, conflict: notDerived(named) }
  const stays = alike.includes(named)
  return {
    id: named.id,
    existing: named,
    conflict: stays ? undefined : takenSource(context, alike, named.id),
  }
}

/** Whether two ids are the same; CDP compares them without case. */
export function isSameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function isOfSource({ derived }: Image, source: Image): boolean {
  const type: ImageType = imageType(source)
  return derived !== undefined && derived.type === type && isSameId(derived.source.id, source.id)
}

function newestFirst(a: Image, b: Image): number {
  const difference = Date.parse(b.derived?.created ?? '') - Date.parse(a.derived?.created ?? '')
  return difference || (a.id < b.id ? -1 : 1)
}

function takenSource({ source }: DerivationContext, alike: readonly Image[], id: string): string | undefined {
  const [other] = alike
  if (other === undefined) return undefined
  return (
    `${describeImage(other)} (${other.id}) derives from ${source.id} already, and a catalog holds one image of a ` +
    `source; change that one, or delete it before ${id} is made of this source`
  )
}

function notDerived(image: Image): string {
  return `${describeImage(image)} has the id ${image.id} and derives from no image, so it cannot be made to; use another id`
}
