import type { Fault, Image } from '@ingot/contract'
import type { StoredImage } from '../image/source.ts'
import { versionKey, versionKeyWithoutZeros } from '../version/compare.ts'
import { parseVersion } from '../version/version.ts'

/** The images seen so far that are versions of each other: the first with each spelling of interest. */
interface Family {
  readonly name: string
  readonly byVersion: Map<string, Image>
  readonly byVersionWithoutZeros: Map<string, Image>
}

/**
 * What keeps wanted images from standing beside the current ones of their catalog, and beside each other. Errors:
 * names that differ in case alone, versions of one name that differ in leading zeros alone or not at all. Warnings:
 * versions that differ in zeros at the end alone, as 1.2 and 1.2.0. Paths are JSON pointers into `wanted`.
 */
export function imageConflicts(current: readonly StoredImage[], wanted: readonly Image[]): Fault[] {
  const replaced = new Set(wanted.map((image) => image.id))
  const families = new Map<string, Family>()
  for (const { body } of current) {
    if (!replaced.has(body.id)) join(familyOf(body, families), body)
  }
  return wanted.flatMap((image, index) => {
    const family = familyOf(image, families)
    const faults = [...nameConflicts(family, image, index), ...versionConflicts(family, image, index)]
    join(family, image)
    return faults
  })
}

function nameConflicts(family: Family, image: Image, index: number): Fault[] {
  if (family.name === image.name) return []
  const message = `The name "${image.name}" differs from "${family.name}" in case alone; use one spelling`
  return [{ severity: 'error', code: 'NAME_CASE', message, path: `/${index}/name` }]
}

function versionConflicts(family: Family, image: Image, index: number): Fault[] {
  const version = parseVersion(image.version)
  if (version === undefined) return []
  const path = `/${index}/version`
  const same = family.byVersion.get(versionKey(version))
  if (same !== undefined) {
    const message = `Versions "${same.version}" and "${image.version}" of "${image.name}" are the same; keep one`
    return [{ severity: 'error', code: 'VERSION_DUPLICATE', message, path }]
  }
  const near = family.byVersionWithoutZeros.get(versionKeyWithoutZeros(version))
  if (near === undefined) return []
  const message =
    `Versions "${near.version}" and "${image.version}" of "${image.name}" are two, ` +
    'though most people take them for one'
  return [{ severity: 'warning', code: 'VERSION_ZEROS', message, path }]
}

function familyOf(image: Image, families: Map<string, Family>): Family {
  const key = JSON.stringify([image.catalog, image.name.toLowerCase()])
  const known = families.get(key)
  if (known !== undefined) return known
  const family = { name: image.name, byVersion: new Map(), byVersionWithoutZeros: new Map() }
  families.set(key, family)
  return family
}

function join(family: Family, image: Image): void {
  const version = parseVersion(image.version)
  if (version === undefined) return
  family.byVersion.set(versionKey(version), image)
  family.byVersionWithoutZeros.set(versionKeyWithoutZeros(version), image)
}
