import type { GceImage, GceImages } from './gce-images.ts'

const condition = /^\((name|family|id) = (?:"([^"]*)"|(\d+))\)$/

/** The images that a filter of the form `(name = "a") OR (id = 1)` keeps; `undefined` where it has another form. */
export function filtered(images: GceImages, filter: string): GceImage[] | undefined {
  const kept = new Map<string, GceImage>()
  for (const part of filter.split(' OR ')) {
    const [, field, quoted, number] = condition.exec(part) ?? []
    if (field === undefined) return undefined
    const value = quoted ?? number ?? ''
    const found = field === 'family' ? images.inFamily(value) : [images.get(value)]
    for (const image of found) if (image !== undefined) kept.set(image.name, image)
  }
  return [...kept.values()]
}

/** The top fields of an object that `fields` names (Cloud APIs, partial responses); all where nothing is named. */
export function selected(image: GceImage, fields: string | null): Record<string, unknown> {
  if (fields === null) return image
  const names = new Set(fields.replace(/\([^()]*\)/g, '').split(','))
  return Object.fromEntries(Object.entries(image).filter(([name]) => names.has(name)))
}

/** What `fields` of a list names of its items. */
export function itemFields(fields: string | null): string | null {
  return /items\((.*)\)/.exec(fields ?? '')?.[1] ?? null
}
