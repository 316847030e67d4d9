import type { SelectionRule } from '../rule.ts'

/** Keeps what may be chosen without being named: what the versions block lists, or what is advertised. */
export const listedRule: SelectionRule = {
  name: 'listed',
  drop({ isListed }) {
    return isListed ? undefined : 'NOT_LISTED'
  },
  explain({ isListed }, _wanted, code) {
    const message =
      code === undefined
        ? 'The catalog lists it among those that may be chosen'
        : 'The catalog does not list it among those that may be chosen; it can only be named'
    return { message, evidence: { listed: String(isListed) } }
  },
  change({ image }) {
    return `Name it by its id ${image.id}`
  },
}
