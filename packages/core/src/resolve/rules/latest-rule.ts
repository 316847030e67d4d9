import type { Rule } from '../rule.ts'

/** Drops what is excluded from latest, unless that very image was asked for. */
export const latestRule: Rule = {
  name: 'latest',
  drop(candidate, context) {
    return candidate.image.excludeFromLatest === true && !context.isPinned
      ? 'EXCLUDED_FROM_LATEST'
      : undefined
  },
  explain(candidate, _context, code) {
    const isExcluded = candidate.image.excludeFromLatest === true
    const message =
      code !== undefined
        ? 'It is excluded from latest, and it was not asked for by its literal version'
        : isExcluded
          ? 'It is excluded from latest, but was asked for itself'
          : 'It counts as latest'
    return { message, evidence: { excludeFromLatest: String(isExcluded) } }
  },
  change(candidate) {
    return `Ask for version ${candidate.image.version} literally, or let it count as latest again`
  },
}
