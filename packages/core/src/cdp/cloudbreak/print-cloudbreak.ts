import type { CatalogLayout, Image } from '@ingot/contract'
import { createdAt } from './created-at.ts'
import { imageLists, type ImageList } from './entry-shape.ts'
import { isObject } from './is-object.ts'
import { printEntry } from './print-entry.ts'

/** An image that a Cloudbreak catalog can show. */
type Listed = Image & Required<Pick<Image, 'cloudbreak'>>

/**
 * The images of a catalog as Cloudbreak reads them (JSON v3). `images` are effective; withdrawn ones, and those that
 * no Cloudbreak catalog knows anything of, are left out. With the layout that it was read with, a catalog comes out
 * as it went in, compared as data; images that the layout does not know follow, in their list, by the moment they
 * were made. Without a layout there is a versions block that offers every image.
 */
export function printCloudbreak(
  images: readonly Image[],
  layout: CatalogLayout | undefined,
): Record<string, unknown> {
  const lists = orderLists(images.filter(isListed), layout?.lists ?? {})
  const { images: otherLists, ...other } = layout?.other ?? {}
  const versions = layout === undefined ? offerAll(lists) : layout.versions
  const entries = [...lists].map(([list, listed]) => [list, listed.map(printEntry)] as const)
  return {
    images: { ...(isObject(otherLists) ? otherLists : {}), ...Object.fromEntries(entries) },
    ...(versions === undefined ? {} : { versions }),
    ...other,
  }
}

function isListed(image: Image): image is Listed {
  return image.cloudbreak !== undefined && image.withdrawn === undefined
}

/** The lists that the layout has, if only empty, and those that there are images for. */
function orderLists(images: readonly Listed[], layout: CatalogLayout['lists']): Map<ImageList, Listed[]> {
  const lists = new Map<ImageList, Listed[]>()
  for (const list of imageLists) {
    const members = images.filter((image) => image.cloudbreak.list === list)
    const order = Object.hasOwn(layout, list) ? layout[list] : undefined
    if (members.length > 0 || order !== undefined) lists.set(list, orderImages(members, order ?? []))
  }
  return lists
}

/** The images that the layout knows in its order, then all others by the moment they were made, then by id. */
function orderImages(images: readonly Listed[], order: readonly string[]): Listed[] {
  const positions = new Map(order.map((id, position) => [id, position]))
  const position = ({ id }: Listed): number => positions.get(id) ?? order.length
  const created = (image: Listed): number => createdAt(image) ?? 0
  return images.toSorted(
    (a, b) =>
      position(a) - position(b) || created(a) - created(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )
}

/**
 * A versions block in which every image is offered, and the newest of each kind chosen: Cloudbreak takes the newest
 * of the defaults per provider, os, runtime and architecture. Since May 2026 it does not look at the versions it
 * names; before, it fell back to the newest that was earlier than its own, and `0.0.0` is earlier than all. FreeIPA
 * looks at its own list alone, and Cloudbreak at that where there is no other. A catalog without this block would
 * be accepted too, but only if each entry were changed to be `advertised`.
 */
function offerAll(lists: ReadonlyMap<ImageList, readonly Listed[]>): Record<string, unknown> | undefined {
  const offer = (...names: ImageList[]): Record<string, unknown>[] => {
    const ids = names.flatMap((name) => lists.get(name) ?? []).map(({ id }) => id)
    return ids.length === 0 ? [] : [{ versions: ['0.0.0'], images: ids, defaults: ids }]
  }
  const cloudbreak = offer('base-images', 'cdh-images')
  const freeipa = offer('freeipa-images')
  if (cloudbreak.length + freeipa.length === 0) return undefined
  return {
    ...(cloudbreak.length === 0 ? {} : { cloudbreak }),
    ...(freeipa.length === 0 ? {} : { freeipa }),
  }
}
