/** The latest runtime that clusters are upgraded to (Cloudbreak, setting `cb.runtimes.latest`). */
export const latestRuntime = '7.3.2'

/** Runtimes that were released for Data Lakes, oldest first (Cloudbreak, upgrade matrix). */
const runtimes: readonly string[] = [
  '7.1.0',
  ...[0, 1, 2, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18].map((number) => `7.2.${number}`),
  ...[1, 2, 3].map((number) => `7.3.${number}`),
]

/** The first of them that Data Lakes can be upgraded to. */
const firstTarget = runtimes.indexOf('7.2.11')

/**
 * Whether the matrix lets a Data Lake go from one runtime to another: every released one leads to every later one from
 * 7.2.11 on. Runtimes that the matrix does not name lead nowhere, and nothing leads to them.
 */
export function isInUpgradeMatrix(from: string, to: string): boolean {
  const source = runtimes.indexOf(from)
  const target = runtimes.indexOf(to)
  return source >= 0 && target >= firstTarget && source < target
}

/**
 * Releases of the stack: any; all before a version; or one version with the patches `first` to `last`, which are any
 * where they are left out.
 */
export type ReleasePattern =
  | 'any'
  | { readonly before: string }
  | { readonly version: string; readonly first?: number; readonly last?: number }

/** A way that no upgrade goes, for accounts without a special permission. */
export interface BlockedPath {
  readonly from: ReleasePattern
  readonly to: ReleasePattern
}

/** Ways that are blocked (Cloudbreak, upgrade path restrictions). */
export const blockedPaths: readonly BlockedPath[] = [
  { from: 'any', to: { version: '7.2.18', first: 1100, last: 1100 } },
  { from: { version: '7.3.1', first: 800 }, to: { version: '7.3.2', first: 0, last: 0 } },
  { from: { version: '7.2.18', first: 1200, last: 1200 }, to: { version: '7.3.2', first: 0, last: 0 } },
  { from: { version: '7.2.18', first: 1100, last: 1100 }, to: { version: '7.2.18', first: 0, last: 1099 } },
  { from: { version: '7.2.18', first: 1100, last: 1100 }, to: { version: '7.2.18', first: 1101 } },
  { from: { version: '7.2.18', first: 1100, last: 1100 }, to: { version: '7.3.1', first: 0, last: 400 } },
  { from: { before: '7.2.17' }, to: { version: '7.3.1' } },
  { from: { version: '7.2.17', first: 0, last: 100 }, to: { version: '7.3.1' } },
  { from: { version: '7.2.17', first: 600 }, to: { version: '7.3.1', first: 0, last: 100 } },
  { from: { version: '7.2.18', first: 300 }, to: { version: '7.3.1', first: 0, last: 100 } },
]

/** A pattern in a sentence: `7.3.1.800 and later patches`. */
export function describePattern(pattern: ReleasePattern): string {
  if (pattern === 'any') return 'any release'
  if ('before' in pattern) return `releases before ${pattern.before}`
  const { version, first, last } = pattern
  if (first === undefined) return `any patch of ${version}`
  if (last === undefined) return `${version}.${first} and later patches`
  return first === last ? `${version}.${first}` : `${version}.${first} to ${version}.${last}`
}
