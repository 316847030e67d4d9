import { shownText } from '../../registry/shown-text.ts'
import { CloudError, type CloudErrorKind } from '../cloud-error.ts'
import { networkFault } from '../http/network-fault.ts'
import { isFields, textOf } from './fields.ts'

/** How Google says that the times in a request for a token are too far from its own (OAuth 2.0, "Service accounts"). */
const clockPattern = /short-lived token|reasonable timeframe|check your iat/i

/** What the network says; a file of credentials that is missing has a code too. */
const networkCodes =
  /^(?:ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|EPIPE|EPROTO|UND_ERR_|ERR_SSL|ERR_TLS|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED)/

/** The error of a token that was not given. The library's errors carry the whole request, so nothing of them is kept. */
export function tokenError(error: unknown, tokenUri: string): CloudError {
  if (error instanceof CloudError) return error
  const response = isFields(error) || error instanceof Error ? (error as { response?: unknown }).response : {}
  const { status, data } = (response ?? {}) as { status?: unknown; data?: unknown }
  if (typeof status !== 'number') return unanswered(error, tokenUri)
  const code = isFields(data) ? (textOf(data['error']) ?? '') : ''
  const description = isFields(data) ? (textOf(data['error_description']) ?? '') : ''
  const said = [code, description].filter((text) => text !== '').map((text) => shownText(text))
  return new CloudError(
    kindOf(status, code, description),
    `Google gives no token: it answers ${[String(status), ...said].join(': ')}`,
  )
}

function kindOf(status: number, code: string, description: string): CloudErrorKind {
  if (code === 'invalid_grant' && clockPattern.test(description)) return 'clock'
  if (status === 429 || status === 503) return 'throttled'
  return status >= 500 ? 'failed' : 'credentials'
}

function unanswered(error: unknown, tokenUri: string): CloudError {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const { name, code } = (inner ?? {}) as { name?: unknown; code?: unknown }
  if (name === 'TimeoutError') return new CloudError('timeout', 'No token of Google Cloud in time')
  const isNetwork = typeof code === 'string' && networkCodes.test(code)
  if (isNetwork || (inner instanceof Error && inner.message === 'fetch failed')) {
    const { message } = networkFault(inner, new URL(tokenUri))
    return new CloudError('unreachable', `Google gives no token: ${message}`)
  }
  const message = error instanceof Error ? error.message : String(error)
  return new CloudError('credentials', `There is no token for Google Cloud: ${shownText(message)}`)
}
