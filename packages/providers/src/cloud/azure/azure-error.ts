import { shownText } from '../../registry/shown-text.ts'
import { CloudError, type CloudErrorKind } from '../cloud-error.ts'
import { fieldOf, textOf } from './shape.ts'

const kindOfStatus: Readonly<Record<number, CloudErrorKind>> = {
  401: 'credentials',
  403: 'forbidden',
  408: 'timeout',
  409: 'conflict',
  412: 'conflict',
  429: 'throttled',
  502: 'unreachable',
  504: 'timeout',
}

/** Codes that say more than their status does (Microsoft Learn, "Troubleshoot common Azure deployment errors"). */
const kindOfCode: Readonly<Record<string, CloudErrorKind>> = {
  AuthorizationFailed: 'forbidden',
  ExpiredAuthenticationToken: 'credentials',
  InvalidAuthenticationToken: 'credentials',
  InvalidAuthenticationTokenTenant: 'credentials',
  LinkedAuthorizationFailed: 'forbidden',
  // A subscription that the account may not see does not exist for it.
  SubscriptionNotFound: 'forbidden',
}

/** What Microsoft Entra and ARM say of a token or an assertion that begins in the future (AADSTS error codes). */
const clockText = /AADSTS(?:700024|500133)\b|not yet valid|not within its valid time range/i

/** Codes with which ARM says that a region has nothing of this kind at all. */
const nothingHere = new Set(['NoRegisteredProviderFound', 'LocationNotAvailableForResourceType'])
/** Codes with which ARM says that something of another subscription is not for this account to see. */
const notForUs = new Set(['SubscriptionNotFound', 'InvalidAuthenticationTokenTenant'])

/**
 * Whether the cloud said that what was asked for is not there; `foreign`: or that it is not for us to see. A 404 without
 * a code of ARM is none of its answers.
 */
export function isMissing(error: unknown, foreign: boolean): boolean {
  const { code, status } = factsOf(error)
  if (notForUs.has(code)) return foreign
  if (nothingHere.has(code)) return true
  if (status === 404) return code.endsWith('NotFound')
  return foreign && status === 403
}

/** The error of an account for whatever the SDK threw, without `secret` and without the request that it carries. */
export function cloudErrorOf(error: unknown, secret = ''): CloudError {
  if (error instanceof CloudError) return error
  const { code, status, message } = factsOf(error)
  const said = [status, code, shownText(withoutSecret(message, secret))].filter(Boolean).join(' ')
  const kind = kindOf(error, code, status, message)
  return new CloudError(kind, `${beginnings[kind] ?? 'Azure refuses this'}: ${said}`)
}

const beginnings: Readonly<Partial<Record<CloudErrorKind, string>>> = {
  credentials: 'Azure does not take the credentials',
  forbidden: 'Azure does not allow this',
  throttled: 'Azure is asked too often',
  timeout: 'Azure does not answer in time',
  unreachable: 'Azure cannot be reached',
  clock: 'Azure and this machine do not agree about the time',
  invalid: 'Azure answers something that makes no sense',
}

function kindOf(error: unknown, code: string, status: number | undefined, message: string): CloudErrorKind {
  const isCredential = /Authentication|Credential/.test(nameOf(error))
  if ((isCredential || status === 401) && clockText.test(message)) return 'clock'
  // A client names what kept it from logging in itself; a chain lists all that it tried.
  const isOfClient = nameOf(error) === 'AuthenticationError' || message.startsWith('network_error')
  if (isCredential) return isOfClient ? ofLogin(message) : 'credentials'
  if (code === 'PARSE_ERROR') return message.startsWith('Error reading response') ? 'unreachable' : 'invalid'
  if (status !== undefined) {
    return kindOfCode[code] ?? kindOfStatus[status] ?? (status < 400 ? 'invalid' : 'failed')
  }
  if (code !== '') return 'unreachable'
  // The SDK takes answers apart without looking: a TypeError says that one had not the shape that it should have.
  return 'invalid'
}

/** A client that gets no answer of Microsoft Entra failed on the network; a chain has nothing to log in with. */
function ofLogin(message: string): CloudErrorKind {
  const isNetwork = /ENOTFOUND|ECONN|EAI_AGAIN|network_error|getaddrinfo/.test(message)
  return isNetwork && !message.includes('AADSTS') ? 'unreachable' : 'credentials'
}

/** What is looked at of the errors of the SDK, and of those that `failurePolicy` throws. */
function factsOf(error: unknown): { code: string; status: number | undefined; message: string } {
  const status = fieldOf(error, 'statusCode')
  return {
    code: textOf(fieldOf(error, 'code')) ?? '',
    status: typeof status === 'number' ? status : undefined,
    message: textOf(fieldOf(error, 'message')) ?? String(error),
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}

function withoutSecret(text: string, secret: string): string {
  if (secret.length < 4) return text
  return text.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***')
}
