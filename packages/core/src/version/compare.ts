import { parseVersion, type Version, type VersionPart } from './version.ts'

/**
 * Orders versions, part by part from the left: a missing part comes before a present one (`1.2 < 1.2.0 < 1.2.3`),
 * numbers compare as numbers of any length (`1.2 < 1.10`), a part that begins with a letter comes before a number,
 * a number with a suffix before the bare number (`1.2-rc1 < 1.2`), and suffixes compare by code unit. Answers 0 for
 * versions that differ in leading zeros alone.
 */
export function compareVersions(a: Version, b: Version): number {
  const shared = Math.min(a.parts.length, b.parts.length)
  for (let index = 0; index < shared; index++) {
    const order = compareParts(a.parts[index]!, b.parts[index]!)
    if (order !== 0) return order
  }
  return Math.sign(a.parts.length - b.parts.length)
}

/** Orders two parts of versions; see `compareVersions`. */
export function compareParts(a: VersionPart, b: VersionPart): number {
  // Without leading zeros the longer number is the greater one, so no number type has to hold it.
  if (a.digits.length !== b.digits.length) return a.digits.length < b.digits.length ? -1 : 1
  if (a.digits !== b.digits) return a.digits < b.digits ? -1 : 1
  if (a.suffix === b.suffix) return 0
  if (a.suffix === '') return 1
  if (b.suffix === '') return -1
  return a.suffix < b.suffix ? -1 : 1
}

/** Whether two versions are one and the same but for leading zeros: `1.02` and `1.2`. */
export function sameVersion(a: Version, b: Version): boolean {
  return compareVersions(a, b) === 0
}

/** A text that two versions share exactly when they are the same version. */
export function versionKey(version: Version): string {
  return version.parts.map((part) => part.digits + part.suffix).join('.')
}

/**
 * A text that two versions share exactly when nothing but parts of zero at the end tells them apart, as `1.2` and
 * `1.2.0`: they are ordered, but most people take them for the same.
 */
export function versionKeyWithoutZeros(version: Version): string {
  return versionKey(version).replace(/(?:\.0)+$/, '')
}

/** Orders texts as versions. Texts that are no versions come before all that are, by code unit. */
export function compareVersionTexts(a: string, b: string): number {
  const first = parseVersion(a)
  const second = parseVersion(b)
  if (first !== undefined && second !== undefined) return compareVersions(first, second)
  if (first !== undefined) return 1
  if (second !== undefined) return -1
  return a === b ? 0 : a < b ? -1 : 1
}
