/** One part of a version: the number that it begins with, and what follows the number. */
export interface VersionPart {
  /** Decimal digits without leading zeros; `0` for zero, empty where the part begins with a letter. */
  readonly digits: string
  readonly suffix: string
}

/** A dotted version, parsed. `text` is what was written, without the spaces around it. */
export interface Version {
  readonly text: string
  readonly parts: readonly VersionPart[]
}

/** The longest version text that is read, in UTF-16 units. */
export const versionLimit = 256

const partPattern = /^(?<digits>[0-9]*)(?<suffix>(?:[A-Za-z][A-Za-z0-9_+~-]*|[_+~-][A-Za-z0-9_+~-]*)?)$/

/**
 * Why `text` is not a version, as a sentence; `undefined` when it is one. A version is dot-separated parts, the
 * first beginning with a digit: `1.2`, `2026.0819.1503`, `7.9.220608174`, `1.2-rc1`, `1.0.beta2`.
 */
export function versionFault(text: string): string | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return 'A version cannot be empty'
  if (trimmed.length > versionLimit) {
    return `A version has at most ${versionLimit} characters, but this one has ${trimmed.length}`
  }
  const parts = trimmed.split('.')
  if (!/^[0-9]/.test(trimmed)) return `A version begins with a digit, but "${trimmed}" does not`
  for (const part of parts) {
    const fault = partFault(part)
    if (fault !== undefined) return `${fault} in version "${trimmed}"`
  }
  return undefined
}

/** The version that `text` spells, or `undefined` when it is none (`versionFault` says why). */
export function parseVersion(text: string): Version | undefined {
  if (versionFault(text) !== undefined) return undefined
  const trimmed = text.trim()
  return { text: trimmed, parts: trimmed.split('.').map(parsePart) }
}

/** Why `part` cannot stand between the dots of a version; `undefined` when it can. */
export function partFault(part: string): string | undefined {
  if (part === '') return 'A part is empty'
  if (isWildcardPart(part)) return `The wildcard "${part}" is not allowed`
  if (part.startsWith('-')) return `The part "${part}" is negative`
  if (!/^[A-Za-z0-9]/.test(part)) return `The part "${part}" does not begin with a letter or digit`
  if (!partPattern.test(part)) {
    return `The part "${part}" has a character other than letters, digits and - _ + ~`
  }
  return undefined
}

/** Whether a part stands for any: `x`, `X` or `*`. */
export function isWildcardPart(part: string): boolean {
  return part === 'x' || part === 'X' || part === '*'
}

/** Splits a part that `partFault` accepts into its number and the rest. */
export function parsePart(part: string): VersionPart {
  const { digits = '', suffix = '' } = partPattern.exec(part)?.groups ?? {}
  return { digits: digits.replace(/^0+(?=[0-9])/, ''), suffix }
}
