import type { SelectionRule } from '../rule.ts'

/** Keeps images of the architecture; what says none is x86_64, also where x86_64 is asked for. */
export const architectureRule: SelectionRule = {
  name: 'architecture',
  drop({ entry }, { architecture }) {
    const isOther = architecture !== undefined && entry.architecture !== architecture
    return isOther ? 'ARCHITECTURE_MISMATCH' : undefined
  },
  explain({ entry }, { architecture }, code) {
    const message =
      code !== undefined
        ? `It is for ${entry.architecture}, not for ${architecture}`
        : architecture === undefined
          ? `It is for ${entry.architecture}, and any architecture will do`
          : `It is for ${entry.architecture}`
    return { message, evidence: { architecture: entry.architecture, wanted: architecture ?? 'any' } }
  },
  change({ entry }) {
    return `Ask for ${entry.architecture}`
  },
}
