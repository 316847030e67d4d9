import { CloudError } from '../cloud-error.ts'

/** What ends by itself: asked again, the same may well succeed. The last two are those of Node's fetch. */
const passingCodes: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
])

const certificateCodes =
  /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/

/** The error of a request that the network ended. */
export function networkFault(error: unknown, url: URL): CloudError {
  const cause = innermost(error)
  return new CloudError('unreachable', sentence(codeOf(cause), cause, url), { cause })
}

/** Whether what the network did may be over when the same is asked again. */
export function isPassingFault(error: unknown): boolean {
  return error instanceof CloudError && error.kind === 'unreachable' && passingCodes.has(codeOf(error.cause))
}

/** What fetch throws says nothing itself; where every address of a host failed, its cause is an error of many. */
function innermost(error: unknown): Error {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0]
  if (error instanceof TypeError && error.cause instanceof Error) return innermost(error.cause)
  return error instanceof Error ? error : new Error(String(error))
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' ? code : ''
}

function sentence(code: string, cause: Error, { host, hostname }: URL): string {
  if (code === 'ENOTFOUND') return `Nobody knows the host "${hostname}"`
  if (code === 'EAI_AGAIN') return `The resolver does not answer for "${hostname}"`
  if (code === 'ECONNREFUSED') return `Nothing listens at "${host}"`
  if (certificateCodes.test(code)) return `The certificate of "${host}" is not trusted (${code})`
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) return `"${host}" does not speak TLS (${code})`
  if (code.startsWith('HPE_')) return `"${host}" does not speak HTTP as it should (${code})`
  if (passingCodes.has(code)) return `"${host}" ended the connection (${code})`
  return `"${host}" cannot be asked: ${cause.message}`
}
