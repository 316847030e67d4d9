import { joinProviders } from './traits.ts'
import type { ImageList } from './entry-shape.ts'
import { versionKey } from '../../version/compare.ts'
import { parseVersion } from '../../version/version.ts'
import { viewEntry, type Entry } from './read-entry.ts'

/** What the name and the version of an image are made from. */
export interface Nameable {
  readonly id: string
  readonly list: ImageList
  readonly entry: Readonly<Record<string, unknown>>
  readonly providers: readonly string[]
}

/** The name and the version of an image; no two of one catalog share both. */
export interface Naming {
  readonly name: string
  readonly version: string
}

const kinds: Readonly<Record<ImageList, string>> = {
  'base-images': 'base',
  'cdh-images': 'runtime',
  'freeipa-images': 'freeipa',
}

/**
 * Names the images of a catalog, in their order: `runtime-redhat8-aws` with version `7.2.17.400.1700486000` (runtime,
 * patch, epoch seconds), `base-…` and `freeipa-…` with version `2023.11.20.1700486000` (day, epoch seconds); what
 * is not known is 0. Images that would share both have their ids in their versions, whatever order they come in.
 */
export function nameImages(images: readonly Nameable[]): Naming[] {
  const drafts = images.map((image) => ({ image, name: nameOf(image), version: versionOf(image), step: 0 }))
  // A version with an id in it may meet another one, so it is looked at again; the last step meets none.
  while (lengthenShared(drafts));
  return drafts.map((draft) => ({ name: draft.name, version: spelled(draft) }))
}

interface Draft extends Naming {
  readonly image: Nameable
  step: number
}

/** Lets versions that are shared have more of the id; whether there were any. */
function lengthenShared(drafts: readonly Draft[]): boolean {
  const counts = new Map<string, number>()
  const keys = drafts.map(keyOf)
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  const shared = drafts.filter((draft, index) => counts.get(keys[index]!)! > 1 && draft.step < 2)
  for (const draft of shared) draft.step++
  return shared.length > 0
}

function keyOf(draft: Draft): string {
  const version = spelled(draft)
  const parsed = parseVersion(version)
  return `${draft.name}\n${parsed === undefined ? version : versionKey(parsed)}`
}

/** The whole id is a version that is shared with nobody: all others have dots. */
function spelled({ version, step, image: { id } }: Draft): string {
  return step === 0 ? version : step === 1 ? `${version}-${id.slice(0, 8)}` : `0+${id}`
}

function nameOf({ list, entry, providers }: Nameable): string {
  const { os, architecture } = viewEntry(entry)
  const parts = [kinds[list], os?.trim().toLowerCase(), joinProviders(providers)]
  if (architecture === 'arm64') parts.push('arm64')
  return parts.filter(Boolean).join('-')
}

function versionOf({ list, entry }: Nameable): string {
  const view = viewEntry(entry)
  const created = view.created ?? 0
  const before = list === 'cdh-images' ? runtimeOf(view) : dayOf(view)
  const version = `${before}.${created}`
  return parseVersion(version) === undefined ? `0.0.0.${created}` : version
}

function runtimeOf({ version, stack }: Entry): string {
  return `${version?.trim() ?? 0}.${patchNumber(stack?.repositoryVersion ?? '')}`
}

/** The number after `.p` in a version of a repository such as `7.2.17-1.cdh7.2.17.p400.51297892`; 0 without one. */
export function patchNumber(repositoryVersion: string): number {
  const [, digits = '0'] = /\.p(\d{1,9})(?:\.|$)/.exec(repositoryVersion) ?? []
  return Number(digits)
}

function dayOf({ date }: Entry): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date ?? '') ?? []
  return year === undefined ? '0.0.0' : [year, month, day].map(Number).join('.')
}
