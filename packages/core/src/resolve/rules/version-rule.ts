import { matchesRange } from '../../version/range.ts'
import type { PreparedImage } from '../prepare.ts'
import type { Context, Rule } from '../rule.ts'

/** Keeps the versions that were asked for. */
export const versionRule: Rule = {
  name: 'version',
  drop(candidate, context) {
    return isWanted(candidate, context) ? undefined : 'VERSION_MISMATCH'
  },
  explain(candidate, context, code) {
    const { version } = candidate.image
    const wanted = context.version === '' ? 'any' : context.version
    const message =
      code === undefined
        ? context.range.kind === 'any'
          ? 'Any version is wanted'
          : `Version ${version} matches "${wanted}"`
        : `Version ${version} does not match "${wanted}"`
    return { message, evidence: { version, wanted } }
  },
  change(candidate) {
    return `Ask for version ${candidate.image.version}`
  },
}

function isWanted({ image, version }: PreparedImage, { range, isSpelled }: Context): boolean {
  if (range.kind === 'any') return true
  if (range.kind === 'literal' && isSpelled) return image.version.trim() === range.version.text
  return version !== undefined && matchesRange(range, version)
}
