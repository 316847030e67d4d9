import type { SelectionRule } from '../rule.ts'

/** Drops base images, which have no runtime on them: clusters start from images that do. */
export const prewarmedRule: SelectionRule = {
  name: 'prewarmed',
  drop({ entry }) {
    return entry.stack === undefined ? 'BASE_IMAGE' : undefined
  },
  explain({ entry }, _wanted, code) {
    const message =
      code === undefined
        ? 'A runtime is installed on it'
        : 'It is a base image: no runtime is installed on it, and clusters start from images that have one'
    return { message, evidence: { prewarmed: String(entry.stack !== undefined) } }
  },
  change() {
    return 'Use an image that has a runtime installed'
  },
}
