import type { SelectionRule } from '../rule.ts'

/** Drops a named image of another runtime than is asked for besides; what does not say its runtime fits. */
export const namedRuntimeRule: SelectionRule = {
  name: 'runtime',
  drop({ entry }, { runtime }) {
    const isOther = runtime !== undefined && entry.version !== undefined && entry.version !== runtime
    return isOther ? 'RUNTIME_MISMATCH' : undefined
  },
  explain({ entry }, { runtime }, code) {
    const { version = 'not said' } = entry
    const message =
      code !== undefined
        ? `The image decides the runtime, which is ${version}; ${runtime} is asked for besides`
        : runtime === undefined
          ? 'The image decides the runtime'
          : 'The runtime that is asked for is that of the image'
    return { message, evidence: { runtime: version, wanted: runtime ?? 'any' } }
  },
  change({ entry }) {
    return `Leave the runtime out, or ask for ${entry.version}`
  },
}
