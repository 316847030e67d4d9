import { compareVersions } from '../../version/compare.ts'
import { parseVersion, type Version } from '../../version/version.ts'
import type { Entry } from '../cloudbreak/read-entry.ts'

/** What is compared of Cloudera Manager or of the stack of two images. */
export interface Release {
  /** The version as it is written; empty where there is none. */
  readonly text: string
  readonly version: Version | undefined
  /** The number of the patch or service pack. */
  readonly patch: number | undefined
  readonly build: number | undefined
}

/** How many versions are remembered: catalogs have thousands of images and few versions. */
const versionsLimit = 1000

const versions = new Map<string, Version | undefined>()

/** The version that a text spells, which is remembered; `undefined` when it spells none. */
export function readVersion(text: string): Version | undefined {
  const version = versions.get(text)
  if (version !== undefined || versions.has(text)) return version
  if (versions.size >= versionsLimit) versions.clear()
  const read = parseVersion(text)
  versions.set(text, read)
  return read
}

/** The Cloudera Manager of an image. */
export function managerRelease({ packageVersions }: Entry): Release {
  const text = packageVersions['cm'] ?? ''
  return {
    text,
    version: readVersion(text),
    patch: undefined,
    build: integerOf(packageVersions['cm-build-number']),
  }
}

/** The stack of the image that a consumer is on. */
export function currentStack(entry: Entry): Release {
  return stackOf(entry, entry.packageVersions['stack'] ?? entry.stack?.version ?? '')
}

/** The stack of an image that a consumer may go to. */
export function candidateStack(entry: Entry): Release {
  return stackOf(entry, entry.version ?? '')
}

/**
 * The release that upgrade paths are blocked by: what the tag `release-version` says, as `7.3.1.500`, else the stack.
 */
export function taggedStack(entry: Entry): Release {
  const parts = /^(\d{1,9}\.\d{1,9}\.\d{1,9})(?:\.(\d{1,9}))?$/.exec(entry.tags['release-version'] ?? '')
  const stack = candidateStack(entry)
  const text = parts?.[1]
  return text === undefined
    ? stack
    : { ...stack, text, version: readVersion(text), patch: integerOf(parts?.[2]) }
}

function stackOf(entry: Entry, text: string): Release {
  return {
    text,
    version: readVersion(text),
    patch: patchOf(entry.stack?.repositoryVersion),
    build: integerOf(entry.packageVersions['cdh-build-number']),
  }
}

/**
 * The patch number in a repository version: 400 of `7.2.17-1.cdh7.2.17.p400.51297892`; `undefined` where there is none
 * (Cloudbreak, CdhVersionProvider).
 */
export function patchOf(repositoryVersion: string | undefined): number | undefined {
  if (repositoryVersion === undefined) return undefined
  const mark = repositoryVersion.lastIndexOf('p')
  return mark < 0 ? undefined : integerOf(/^\d+/.exec(repositoryVersion.slice(mark + 1))?.[0])
}

/** A count as it is written; `undefined` where it is none, or too great to be one. */
function integerOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

const zero = { digits: '0', suffix: '' } as const

/** Orders versions of software: a part that is not written is zero, `7.12.0` and `7.12.0.0` are the same. */
export function compareReleaseVersions(a: Version, b: Version): number {
  if (a === b) return 0
  const length = Math.max(a.parts.length, b.parts.length)
  return compareVersions(padded(a, length), padded(b, length))
}

function padded(version: Version, length: number): Version {
  const missing = length - version.parts.length
  if (missing === 0) return version
  return { text: version.text, parts: [...version.parts, ...Array.from({ length: missing }, () => zero)] }
}

/**
 * Whether `candidate` is no step back from `current`: a newer version, or the same with a newer patch, or the same
 * patch with a build number that is not lower (Cloudbreak, ComponentVersionComparator). `undefined` where one of the
 * two has no version that can be read.
 */
export function isStepAhead(current: Release, candidate: Release): boolean | undefined {
  if (current.version === undefined || candidate.version === undefined) return undefined
  const order = compareReleaseVersions(candidate.version, current.version)
  if (order !== 0) return order > 0
  if (candidate.patch !== current.patch) {
    return candidate.patch !== undefined && candidate.patch > (current.patch ?? -1)
  }
  return candidate.build !== undefined && current.build !== undefined && candidate.build >= current.build
}

/** A release in a sentence: `7.2.17 patch 400 build 51297892`. */
export function describeRelease({ text, patch, build }: Release): string {
  const shownPatch = patch === undefined ? '' : ` patch ${patch}`
  const shownBuild = build === undefined ? ' without a build number' : ` build ${build}`
  return `${text === '' ? 'no version' : text}${shownPatch}${shownBuild}`
}
