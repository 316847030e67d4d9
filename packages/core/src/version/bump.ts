import { parseVersion, versionFault } from './version.ts'

export type VersionStep = 'major' | 'minor' | 'patch'

/** The version of an image that is the first of its name. */
export const firstVersion = '1.0'

const positions: Record<VersionStep, number> = { major: 0, minor: 1, patch: 2 }

/**
 * The version after `latest`: its first, second or third part plus one, lower parts zero, never fewer parts than
 * before (`1.1` minor → `1.2`, `1.9` minor → `1.10`, `1.2.3` major → `2.0.0`, `1.2` patch → `1.2.1`). A suffix is
 * dropped; a part padded with zeros stays as wide (`2026.0819` minor → `2026.0820`). Without `latest`: `1.0`.
 * Throws `RangeError` when `latest` is no version.
 */
export function bumpVersion(latest: string | undefined, step: VersionStep): string {
  if (latest === undefined) return firstVersion
  const version = parseVersion(latest)
  if (version === undefined) throw new RangeError(versionFault(latest))
  const written = version.text.split('.')
  const position = positions[step]
  return Array.from({ length: Math.max(written.length, position + 1) }, (_, index) => {
    if (index < position) return written[index] ?? '0'
    return index === position ? increment(written[index] ?? '0') : '0'
  }).join('.')
}

function increment(part: string): string {
  const digits = /^[0-9]*/.exec(part)![0]
  return String(BigInt(digits) + 1n).padStart(digits.length, '0')
}
