import type { ImageType } from '@ingot/contract'
import type { CatalogFaults } from './catalog-faults.ts'
import { describe } from './check-value.ts'
import type { ImageList, UncheckedLists } from './entry-shape.ts'
import { isObject } from './is-object.ts'
import { versionEntries, versionIds } from './versions-block.ts'

/** What the rules look at. Entries and versions may be of any shape: that is checked elsewhere. */
interface Rulable {
  /** `undefined` where the catalog has no images block. */
  readonly lists: UncheckedLists | undefined
  readonly versions: unknown
  readonly type: ImageType
}

/** Ids in one message beyond this number are counted. */
const NAMED_IDS = 1_000

/** The rules that a catalog as a whole must keep (Cloudbreak, the services that validate image catalogs). */
export function checkRules({ lists, versions, type }: Rulable, faults: CatalogFaults): void {
  if (versions !== undefined) checkVersionsExist(versions, faults)
  if (lists === undefined || faults.isFull()) return
  const ids = checkIds(lists, faults)
  if (versions === undefined) checkAdvertised(lists, faults)
  else checkVersionIds(versions, ids, faults)
  checkNotEmpty(lists, type, faults)
  checkDates(lists, faults)
}

function checkVersionsExist(versions: unknown, faults: CatalogFaults): void {
  if (!isObject(versions) || versionEntries(versions).entries.length > 0) return
  faults.error('CLOUDBREAK_VERSIONS_NULL', 'Cloudbreak versions cannot be NULL', '/versions')
}

/** Ids are compared without case, because that is how they are looked up. */
function checkIds(lists: UncheckedLists, faults: CatalogFaults): ReadonlySet<string> {
  const ids = new Set<string>()
  const taken = new Map<string, Listed>()
  for (const listed of textsOf(lists, 'uuid')) {
    const key = listed.text.toLowerCase()
    const first = taken.get(key)
    if (first === undefined) taken.set(key, listed)
    else noteDuplicate(first, listed, faults)
    ids.add(listed.text)
  }
  return ids
}

function noteDuplicate(first: Listed, second: Listed, faults: CatalogFaults): void {
  const message = `The id "${second.text}" is taken: ${pathOf(first)} has it already`
  faults.error('DUPLICATE_UUID', message, pathOf(second))
}

function checkVersionIds(versions: unknown, ids: ReadonlySet<string>, faults: CatalogFaults): void {
  const unknown = versionIds(versions, 'images').filter(({ id }) => !ids.has(id))
  if (unknown.length > 0) {
    const named = unknown.slice(0, NAMED_IDS).map(({ id }) => id)
    const more = unknown.length > NAMED_IDS ? ` and ${unknown.length - NAMED_IDS} more` : ''
    const message = `Images with ids: ${named.join(',')}${more} is not present in cdh-images block`
    faults.error('IMAGES_NOT_LISTED', message, unknown[0]!.path)
  }
  for (const { id, path } of versionIds(versions, 'defaults')) {
    if (ids.has(id)) continue
    const message = `The default image "${id}" stands in no list of the catalog, so it is never chosen`
    faults.note('warning', 'DEFAULT_NOT_LISTED', message, path)
  }
}

function checkAdvertised(lists: UncheckedLists, faults: CatalogFaults): void {
  const freeipa = lists.get('freeipa-images') ?? []
  const offered = freeipa.length > 0 ? freeipa : (lists.get('cdh-images') ?? [])
  if (offered.some((entry) => isObject(entry) && entry['advertised'] === true)) return
  faults.error('NO_ADVERTISED_IMAGE', 'There should be at least one advertised image.', '/images')
}

/**
 * A catalog with FreeIPA images is one for FreeIPA, all others are for runtimes; a catalog that has nothing of the
 * type that it is mirrored for is as good as empty.
 */
function checkNotEmpty(lists: UncheckedLists, type: ImageType, faults: CatalogFaults): void {
  const isEmpty = (...names: ImageList[]): boolean =>
    names.every((name) => (lists.get(name) ?? []).every(isUnplaced))
  const hasFreeipa = (lists.get('freeipa-images') ?? []).length > 0
  if ((hasFreeipa || type === 'freeipa') && isEmpty('freeipa-images')) {
    faults.error('ALL_IMAGES_EMPTY', 'Freeipa images are empty or every items equals NULL', '/images')
  }
  if (type === 'runtime' && isEmpty('base-images', 'cdh-images')) {
    faults.error('ALL_IMAGES_EMPTY', 'Base and CDH images are empty or every items equals NULL', '/images')
  }
}

/** Whether no provider of an image has anything but null. */
function isUnplaced(entry: unknown): boolean {
  if (!isObject(entry) || !isObject(entry['images'])) return false
  return Object.values(entry['images']).every((regions) => regions === null)
}

function checkDates(lists: UncheckedLists, faults: CatalogFaults): void {
  for (const listed of textsOf(lists, 'date')) {
    if (isDay(listed.text)) continue
    const message = `Expected a day such as 2026-01-31, but got ${describe(listed.text)}: nothing can be compared with it`
    faults.note('warning', 'DATE_FORMAT', message, pathOf(listed))
  }
}

/** Whether a text is a day that there was or will be, which 2026-02-31 is not. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** A text member of an entry. */
interface Listed {
  readonly list: ImageList
  readonly index: number
  readonly name: string
  readonly text: string
}

function* textsOf(lists: UncheckedLists, name: string): Generator<Listed> {
  for (const [list, entries] of lists) {
    for (const [index, entry] of entries.entries()) {
      const text = isObject(entry) ? entry[name] : undefined
      if (typeof text === 'string') yield { list, index, name, text }
    }
  }
}

function pathOf({ list, index, name }: Listed): string {
  return `/images/${list}/${index}/${name}`
}
