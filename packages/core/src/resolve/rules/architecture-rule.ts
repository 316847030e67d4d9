import type { Rule } from '../rule.ts'

/** Drops images of another architecture; one that does not say fits, and its artifacts are asked one by one. */
export const architectureRule: Rule = {
  name: 'architecture',
  drop({ image }, { architecture }) {
    const isOther =
      architecture !== undefined && image.architecture !== undefined && image.architecture !== architecture
    return isOther ? 'ARCHITECTURE_MISMATCH' : undefined
  },
  explain({ image }, { architecture }, code) {
    const evidence = { architecture: image.architecture ?? 'not said', wanted: architecture ?? 'any' }
    if (code !== undefined) {
      return { message: `It is for ${image.architecture}, but ${architecture} is wanted`, evidence }
    }
    return {
      message: architecture === undefined ? 'Any architecture is wanted' : `It fits ${architecture}`,
      evidence,
    }
  },
  change({ image }) {
    return `Ask for ${image.architecture}`
  },
}
