import { shownText } from '../../registry/shown-text.ts'
import { CloudError, type CloudErrorKind } from '../cloud-error.ts'
import type { JsonAnswer } from '../http/request-json.ts'
import { isFields, listOf, textOf } from './fields.ts'

/** Reasons of a 403 that is about how often, not about rights (Cloud APIs, "Errors", and Compute v1, "API rate quotas"). */
const rateReasons: ReadonlySet<string> = new Set([
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'concurrentLimitExceeded',
])

/** Whether Google asks for fewer requests with a status that may mean something else too. */
export function isRateLimited(answer: JsonAnswer): boolean {
  return answer.status === 403 && rateReasons.has(saidBy(answer.body).reason)
}

/** The error of an answer that is no success. `token` is what must not be repeated. */
export function computeError(answer: JsonAnswer, token: string): CloudError {
  const { reason, message } = saidBy(answer.body)
  const said = shownText(message.replaceAll(token, '***'), 300)
  const code = reason === '' ? '' : ` (${shownText(reason, 64)})`
  const tail = said === '' ? '' : `: ${said}`
  return new CloudError(kindOf(answer), `Google Cloud answers ${answer.status}${code}${tail}`)
}

const kinds: ReadonlyMap<number, CloudErrorKind> = new Map([
  [401, 'credentials'],
  [403, 'forbidden'],
  [409, 'conflict'],
  [412, 'conflict'],
  [429, 'throttled'],
  [503, 'throttled'],
])

function kindOf(answer: JsonAnswer): CloudErrorKind {
  if (isRateLimited(answer)) return 'throttled'
  return kinds.get(answer.status) ?? (answer.status < 400 ? 'invalid' : 'failed')
}

/** What the body of an error says: `{error: {code, message, errors: [{reason}]}}`, or a page of a proxy as text. */
function saidBy(body: unknown): { reason: string; message: string } {
  if (typeof body === 'string') return { reason: '', message: body }
  const error = isFields(body) && isFields(body['error']) ? body['error'] : {}
  const reason = textOf(listOf(error['errors'])[0]?.['reason']) ?? textOf(error['status']) ?? ''
  return { reason, message: textOf(error['message']) ?? '' }
}
