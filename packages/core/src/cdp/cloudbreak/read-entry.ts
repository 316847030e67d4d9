import type { Architecture, Image } from '@ingot/contract'
import { isObject } from './is-object.ts'

type Texts = Readonly<Record<string, string>>

/** The runtime that an entry says is on the image; base and FreeIPA images have none. */
export interface EntryStack {
  readonly version: string | undefined
  /** As `CDH-7.2.17`. */
  readonly repoId: string | undefined
  /** As `7.2.17-1.cdh7.2.17.p400.51297892`: the number after `.p` is that of the patch. */
  readonly repositoryVersion: string | undefined
  /** All of `stack-details.repo.stack`: os type → URL of the parcels, and the two above. */
  readonly repo: Texts
  readonly buildNumber: string | undefined
}

/**
 * What an entry of a Cloudbreak catalog says, typed. A member that is missing, null, blank or of another type than
 * Cloudbreak reads is `undefined` here, in maps and lists left out; an absent architecture is x86_64.
 */
export interface Entry {
  /** The day of the build, YYYY-MM-DD. */
  readonly date: string | undefined
  /** Epoch seconds. */
  readonly created: number | undefined
  /** Epoch seconds. */
  readonly published: number | undefined
  readonly description: string | undefined
  /** The distribution, as `redhat8`. */
  readonly os: string | undefined
  /** The family of repositories, as `redhat8`. */
  readonly osType: string | undefined
  readonly architecture: Architecture
  /** The version of the runtime, as `7.2.17`. */
  readonly version: string | undefined
  readonly packageVersions: Texts
  readonly stack: EntryStack | undefined
  /** Os type → URL of the Cloudera Manager repository. */
  readonly repo: Texts
  /** The build of Cloudera Manager. */
  readonly buildNumber: string | undefined
  /** Per parcel its file name and the URL of its folder. */
  readonly parcels: readonly (readonly string[])[]
  readonly csds: readonly string[]
  /** Whether Cloudbreak offers the image where the catalog has no versions block. */
  readonly advertised: boolean | undefined
  readonly tags: Texts
}

const none: Texts = Object.freeze({})
const nothing: readonly never[] = Object.freeze([])

/** Entries are documents of the ledger and never change, so each is read once. */
const read = new WeakMap<object, Entry>()

/** What Cloudbreak knows of an image. Of an image that is of no Cloudbreak catalog it knows nothing. */
export function readEntry(image: Pick<Image, 'cloudbreak'>): Entry {
  return viewEntry(image.cloudbreak?.entry ?? none)
}

/** The same of the entry alone. */
export function viewEntry(entry: Readonly<Record<string, unknown>>): Entry {
  const known = read.get(entry)
  if (known !== undefined) return known
  const view: Entry = {
    date: text(entry['date']),
    created: seconds(entry['created']),
    published: seconds(entry['published']),
    description: text(entry['description']),
    os: text(entry['os']),
    osType: text(entry['os_type']),
    architecture: text(entry['architecture'])?.toLowerCase() === 'arm64' ? 'arm64' : 'x86_64',
    version: text(entry['version']),
    packageVersions: texts(entry['package-versions']),
    stack: stack(entry['stack-details']),
    repo: texts(entry['repo']),
    buildNumber: text(entry['build-number']),
    parcels: lists(entry['pre_warm_parcels']),
    csds: textList(entry['pre_warm_csd']),
    advertised: typeof entry['advertised'] === 'boolean' ? entry['advertised'] : undefined,
    tags: texts(entry['tags']),
  }
  read.set(entry, view)
  return view
}

function stack(details: unknown): EntryStack | undefined {
  if (!isObject(details)) return undefined
  const repo = isObject(details['repo']) ? texts(details['repo']['stack']) : none
  return {
    version: text(details['version']),
    repoId: text(repo['repoid']),
    repositoryVersion: text(repo['repository-version']),
    repo,
    buildNumber: text(details['build-number']),
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Cloudbreak counts from 1970, and no image was made after the year 9999. */
function seconds(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 253_402_300_799
    ? value
    : undefined
}

function lists(value: unknown): readonly (readonly string[])[] {
  if (!Array.isArray(value)) return nothing
  return value.every(isTextList) ? value : value.map(textList)
}

function textList(value: unknown): readonly string[] {
  if (isTextList(value)) return value
  const items: readonly unknown[] = Array.isArray(value) ? value : nothing
  return items.filter((item) => typeof item === 'string')
}

/** Lists and maps nearly always have nothing but text in them, and are taken as they are. */
function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function texts(value: unknown): Texts {
  if (!isObject(value)) return none
  return isTexts(value) ? value : Object.fromEntries(Object.entries(value).filter(hasText))
}

function isTexts(value: Readonly<Record<string, unknown>>): value is Texts {
  for (const name in value) if (typeof value[name] !== 'string') return false
  return true
}

function hasText(member: [string, unknown]): member is [string, string] {
  return typeof member[1] === 'string'
}
