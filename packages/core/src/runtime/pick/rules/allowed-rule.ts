import type { PickRule } from '../rule.ts'

/** Keeps what is on the list of allowed runtimes, where there is one. */
export const allowedRule: PickRule = {
  name: 'allowed',
  drop({ runtime }, { allowed }) {
    return allowed === undefined || allowed.has(runtime.id) ? undefined : 'NOT_ALLOWED'
  },
  explain({ runtime }, { allowed }, code) {
    const evidence = { runtime: runtime.id, allowed: allowed === undefined ? 'all' : String(allowed.size) }
    if (code !== undefined)
      return { message: 'It is not among the runtimes that the project may start from', evidence }
    const message = allowed === undefined ? 'Every runtime may be picked' : 'The project may start from it'
    return { message, evidence }
  },
  change({ runtime }) {
    return `Add ${runtime.identifier} to the runtimes of the project`
  },
}
