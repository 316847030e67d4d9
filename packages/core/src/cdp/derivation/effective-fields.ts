import type { EffectiveField, FieldOrigin, Image } from '@ingot/contract'
import { differences } from '../../log/differences.ts'
import { effectiveImage } from './effective-image.ts'
import { ownMembers } from './effective-entry.ts'
import { effectiveReferences } from './effective-references.ts'
import { entryOf } from './entry-of.ts'

/**
 * Each field of an effective image with where it comes from, given the image as it is stored and its source. All that
 * an image without a source has is its own.
 */
export function effectiveFields(own: Image, source: Image | undefined): EffectiveField[] {
  const isOwn = ownership(own, source)
  const inherited = new Map(source === undefined ? [] : leaves(entryOf(source)))
  return leaves(entryOf(effectiveImage(own, source))).map(([field, value]) => {
    const sourceValue = inherited.get(field)
    const isOther = sourceValue !== undefined && sourceValue !== value
    const origin: FieldOrigin = isOwn(field) ? 'own' : isOther ? 'rewritten' : 'source'
    return { field, origin, value, ...(isOther ? { sourceValue } : {}) }
  })
}

/** Which fields, as JSON pointers, are the image's own. */
function ownership(own: Image, source: Image | undefined): (field: string) => boolean {
  if (own.derived === undefined || source === undefined) return () => true
  const fields = new Set(['uuid', ...Object.keys(ownMembers(own, own.derived))].map((name) => `/${name}`))
  for (const field of ownReferences(own, source)) fields.add(field)
  return (field) => fields.has(field)
}

function ownReferences(own: Image, source: Image): string[] {
  if (own.artifacts.length === 0) return []
  const inherited = new Set(source.artifacts)
  const { artifacts } = effectiveReferences(own, source)
  const fresh = artifacts.filter((artifact) => !inherited.has(artifact))
  return leaves({ images: entryOf({ ...own, artifacts: fresh })['images'] }).map(([field]) => field)
}

/** The leaves of a JSON value: JSON pointer and JSON text. */
function leaves(value: unknown): [string, string][] {
  return differences(undefined, value).map(({ path, after = '' }) => [path, after])
}
