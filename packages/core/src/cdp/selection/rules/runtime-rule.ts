import type { SelectionCandidate } from '../candidate.ts'
import type { SelectionRule } from '../rule.ts'

/**
 * Keeps images of a runtime as Cloudbreak compares it: the version begins as what is asked for, and the repository is
 * of exactly that runtime. So neither a prefix such as `7.2` nor a maintenance version such as `7.2.17.400` fits.
 */
export const runtimeRule: SelectionRule = {
  name: 'runtime',
  drop(candidate, { runtime }) {
    return runtime === undefined || isOf(candidate, runtime) ? undefined : 'RUNTIME_MISMATCH'
  },
  explain(candidate, { runtime }, code) {
    const { version = 'not said', stack } = candidate.entry
    const evidence = { runtime: version, repository: stack?.repoId ?? 'not said', wanted: runtime ?? 'any' }
    if (code === undefined) {
      return {
        message: runtime === undefined ? 'Any runtime will do' : `It has runtime ${version}`,
        evidence,
      }
    }
    const own = askedForBy(candidate)
    const message =
      candidate.entry.version === undefined
        ? `It says no runtime, but ${runtime} is wanted`
        : own === undefined
          ? `Its runtime is ${version}, but its repository is ${evidence.repository}`
          : `Its runtime is ${own}, not ${runtime}`
    return { message, evidence }
  },
  change(candidate) {
    const own = askedForBy(candidate)
    return own === undefined ? `Name it by its id ${candidate.image.id}` : `Ask for ${own}`
  },
}

/** The runtime that an image is found by; `undefined` where its version and its repository do not go together. */
function askedForBy({ entry }: SelectionCandidate): string | undefined {
  const repository = entry.stack?.repoId?.split('-', 2)[1]
  const isWhole = repository !== undefined && repository !== ''
  return isWhole && entry.version?.startsWith(repository) === true ? repository : undefined
}

function isOf(candidate: SelectionCandidate, runtime: string): boolean {
  return askedForBy(candidate) === runtime
}
