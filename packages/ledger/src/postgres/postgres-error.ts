import { IngotError } from '@ingot/contract'

/** SQLSTATE classes and codes (appendix A of PostgreSQL's documentation) of a server that cannot serve just now. */
const unavailable = /^(?:08...|28...|3D000|53...|57P0[1-5]|58030|25006|40001|40P01|55P03|42501)$/

/** What sockets and the pool of node-postgres say when there is no connection. */
const connectionLost = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
])
const connectionMessage =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Cannot use a pool after calling end|driver has already been destroyed/

/** The refusal that a failure of PostgreSQL means; other errors come back as they are. */
export function translatePostgresError(error: unknown, place: string): unknown {
  if (error instanceof IngotError || !(error instanceof Error) || !isUnavailable(error)) return error
  const why = error.message || codeOf(error)
  return new IngotError('LEDGER_UNAVAILABLE', `Cannot use the ledger at "${place}": ${why}`, { cause: error })
}

function isUnavailable(error: Error): boolean {
  const code = codeOf(error)
  return unavailable.test(code) || connectionLost.has(code) || connectionMessage.test(error.message)
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}
