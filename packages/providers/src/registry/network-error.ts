import type { Call } from './call.ts'
import { placeText } from './registry-access.ts'
import { RegistryError } from './registry-error.ts'

/** What ends by itself: asked again, the same may well succeed. */
const passingCodes: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EAI_AGAIN',
])

const certificateCodes =
  /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/

/** The error of a request that the network ended, with what can be done about it. */
export function networkError(error: unknown, call: Call, url: URL): RegistryError {
  if (error instanceof RegistryError) return error
  const cause = firstOf(error)
  const code = (cause as NodeJS.ErrnoException).code ?? ''
  const isHttp = !code.startsWith('HPE_')
  return new RegistryError(isHttp ? 'unreachable' : 'malformed', sentence(code, cause, call, url), { cause })
}

/** Whether what the network did may be over when the same is asked again. */
export function isPassingCause(cause: unknown): boolean {
  return passingCodes.has((cause as NodeJS.ErrnoException | undefined)?.code ?? '')
}

/** Where every address of a host failed, Node throws an error of many, without a message of its own. */
function firstOf(error: unknown): Error {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0]
  return error instanceof Error ? error : new Error(String(error))
}

function sentence(code: string, cause: Error, { place }: Call, { host, hostname }: URL): string {
  const where = `Cannot read ${placeText(place)}`
  if (code === 'ENOTFOUND') return `${where}: nobody knows the host "${hostname}"; check its name`
  if (code === 'EAI_AGAIN') return `${where}: the resolver does not answer for "${hostname}"; try again later`
  if (code === 'ECONNREFUSED') return `${where}: nothing listens at "${host}"; check host and port`
  if (certificateCodes.test(code)) {
    return `${where}: the certificate of "${host}" is not trusted (${code}); an administrator may add the registry with the authorities to trust`
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) {
    return `${where}: "${host}" does not speak TLS; an administrator may add the registry as one of plain http`
  }
  if (code.startsWith('HPE_')) return `${where}: "${host}" does not speak HTTP as it should (${code})`
  if (passingCodes.has(code)) return `${where}: "${host}" ended the connection (${code}); try again later`
  return `${where}: ${cause.message}`
}
