import type { CloudbreakEntry } from '@ingot/contract'
import type { CatalogFaults } from './catalog-faults.ts'
import {
  flag,
  listOf,
  mapOf,
  matching,
  name,
  objectWith,
  seconds,
  text,
  type Check,
  type Member,
  type Place,
} from './check-value.ts'
import { isObject } from './is-object.ts'

/** The lists of images that Cloudbreak knows, in the order in which it looks into them. */
export const imageLists = ['base-images', 'cdh-images', 'freeipa-images'] as const

/** One of the lists of images. */
export type ImageList = CloudbreakEntry['list']

/** The lists of a catalog as they come: what is in them may be anything. */
export type UncheckedLists = ReadonlyMap<ImageList, readonly unknown[]>

/** Provider → region → reference; a provider may have null instead of regions. */
export type ReferencesByProvider = Readonly<Record<string, Readonly<Record<string, string>> | null>>

/** An entry that `checkEntry` has nothing against. */
export interface CheckedEntry extends Readonly<Record<string, unknown>> {
  readonly uuid: string
  readonly images: ReferencesByProvider
}

const anyText = text(65_536)
const texts = mapOf(anyText)
const reference = name(2048)
const providerName = name(100)
const regionName = name(255)

/** Ids stand in URLs and in versions, so they are of letters and digits, `-` and `_`. */
const id = matching(
  250,
  /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
  'an id of letters, digits, "-" and "_"',
  'TEXT_INVALID',
)

/** An architecture that nobody knows would be taken for x86_64. */
const architecture = matching(100, /^(?:x86_64|arm64)?$/i, 'x86_64 or arm64', 'ARCHITECTURE_UNKNOWN')

/** What Cloudbreak reads of an entry, and what it fails without (Cloudbreak, Image, ImageStackDetails). */
const members: readonly Member[] = [
  { name: 'uuid', check: id, need: 'required' },
  { name: 'date', check: text(100), need: 'required' },
  { name: 'description', check: anyText, need: 'present' },
  { name: 'os', check: name(100), need: 'required' },
  { name: 'images', check: providers, need: 'required' },
  { name: 'created', check: seconds, need: 'optional' },
  { name: 'published', check: seconds, need: 'optional' },
  { name: 'os_type', check: text(100), need: 'optional' },
  { name: 'architecture', check: architecture, need: 'optional' },
  { name: 'version', check: text(100), need: 'optional' },
  { name: 'package-versions', check: texts, need: 'optional' },
  { name: 'stack-details', check: stackDetails(), need: 'optional' },
  { name: 'repo', check: texts, need: 'optional' },
  { name: 'build-number', check: text(100), need: 'optional' },
  { name: 'pre_warm_parcels', check: listOf(listOf(anyText)), need: 'optional' },
  { name: 'pre_warm_csd', check: listOf(anyText), need: 'optional' },
  { name: 'advertised', check: flag, need: 'optional' },
  { name: 'tags', check: texts, need: 'optional' },
  { name: 'baseParcelUrl', check: anyText, need: 'optional' },
  { name: 'sourceImageId', check: anyText, need: 'optional' },
]

/** Checks one entry of a list of images. */
export const checkEntry: Check = objectWith(members)

/** Checks the versions block (Cloudbreak, Versions and CloudbreakVersion). */
export const checkVersions: Check = versionsShape()

function stackDetails(): Check {
  const repo = objectWith([
    { name: 'stack', check: texts, need: 'required' },
    { name: 'util', check: texts, need: 'optional' },
  ])
  return objectWith([
    { name: 'version', check: text(100), need: 'required' },
    { name: 'repo', check: repo, need: 'required' },
    { name: 'build-number', check: text(100), need: 'optional' },
  ])
}

function versionsShape(): Check {
  const ids = listOf(anyText)
  const version = objectWith([
    { name: 'versions', check: ids, need: 'optional' },
    { name: 'images', check: ids, need: 'optional' },
    { name: 'defaults', check: ids, need: 'optional' },
  ])
  return objectWith([
    { name: 'cloudbreak', check: listOf(version), need: 'optional' },
    { name: 'freeipa', check: listOf(version), need: 'optional' },
  ])
}

/** A provider without regions is read as if it were not there, but a region without a reference is a fault. */
function providers(value: unknown, place: Place, faults: CatalogFaults): void {
  mapOf(regions)(value, place, faults)
  if (!isObject(value)) return
  for (const provider of Object.keys(value)) providerName(provider, { above: place, step: provider }, faults)
}

function regions(value: unknown, place: Place, faults: CatalogFaults): void {
  objectWith([])(value, place, faults)
  if (!isObject(value)) return
  for (const region of Object.keys(value)) {
    const at: Place = { above: place, step: region }
    regionName(region, at, faults)
    reference(value[region], at, faults)
  }
}
