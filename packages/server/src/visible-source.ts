import type { ImageSource, StoredImage } from '@ingot/core'
import type { Access } from './auth/access.ts'

const known = new WeakMap<ImageSource, WeakMap<Access, ImageSource>>()

/** What of an image source an actor may use; the source itself where that is all of it. */
export function visibleSource(source: ImageSource, access: Access): ImageSource {
  if (access.all) return source
  let views = known.get(source)
  if (views === undefined) known.set(source, (views = new WeakMap()))
  let view = views.get(access)
  if (view === undefined) views.set(access, (view = restrict(source, access)))
  return view
}

function restrict(source: ImageSource, access: Access): ImageSource {
  const catalogs = source.catalogs.filter((name) => access.catalog(name, 'use'))
  if (catalogs.length === source.catalogs.length) return source
  const allowed = new Set(catalogs)
  const isAllowed = ({ body }: StoredImage) => allowed.has(body.catalog)
  // An array keeps its identity as long as what it was filtered from does, so that answers can be memoised.
  const filtered = new WeakMap<readonly StoredImage[], readonly StoredImage[]>()
  const visible = (images: readonly StoredImage[]) => {
    let found = filtered.get(images)
    if (found === undefined) {
      found = images.every(isAllowed) ? images : images.filter(isAllowed)
      filtered.set(images, found)
    }
    return found
  }
  return {
    catalogs,
    ...(source.driftPolicy === undefined ? {} : { driftPolicy: source.driftPolicy }),
    named: (name) => visible(source.named(name)),
    labelled: (label) => visible(source.labelled(label)),
    withId: (id) => visible(source.withId(id)),
    withReference: (reference) => visible(source.withReference(reference)),
    names: () => visibleNames(source, visible),
  }
}

function* visibleNames(
  source: ImageSource,
  visible: (images: readonly StoredImage[]) => readonly StoredImage[],
): Iterable<string> {
  for (const name of source.names?.() ?? []) {
    if (visible(source.named(name)).length > 0) yield name
  }
}
