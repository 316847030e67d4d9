import { createContext, Script } from 'node:vm'

const script = new Script('work()')

/**
 * Does what cannot be trusted to end, and stops it after so many milliseconds: the engine ends it wherever it is, even
 * in a loop without end. Answers whether it came to its end; what it throws is thrown.
 */
export function withinTime(milliseconds: number, work: () => void): boolean {
  try {
    script.runInContext(createContext({ work }), { timeout: milliseconds })
    return true
  } catch (error) {
    if (isTimeout(error)) return false
    throw error
  }
}

/** The error is of the context that the work is done in, so it is no `Error` of this one. */
function isTimeout(error: unknown): boolean {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error
  return isCoded && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}
