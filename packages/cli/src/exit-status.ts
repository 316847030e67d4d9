/**
 * What the process says with its exit status: yes; the answer is no; wrong usage or input; the other side failed; stopped
 * by SIGINT (128 and the number of the signal, as shells have it).
 */
export const exitStatus = { yes: 0, no: 1, usage: 2, failed: 3, interrupted: 130 } as const

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus]

const wrongInput = new Set([400, 413, 415])

/** The exit status that a refusal of the API amounts to, from its code and its HTTP status. */
export function exitStatusOf(error: { code: string; status: number }): ExitStatus {
  // An address without our operations is no Ingot, or one of another age: the other side, not the answer.
  if (error.status >= 500 || error.code === 'NO_SUCH_OPERATION') return exitStatus.failed
  return wrongInput.has(error.status) ? exitStatus.usage : exitStatus.no
}
