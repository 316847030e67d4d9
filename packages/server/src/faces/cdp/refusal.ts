import { errors, IngotError, type ErrorCode, type Refusal } from '@ingot/contract'

/** A refusal as CDP's clients read it. */
export interface WireRefusal {
  readonly status: number
  readonly code: string
  readonly message: string
}

/** The codes of CDP's API by status; clients try again only after 429 and 503. */
const codes: ReadonlyMap<number, string> = new Map([
  [400, 'INVALID_ARGUMENT'],
  [401, 'UNAUTHENTICATED'],
  [403, 'PERMISSION_DENIED'],
  [404, 'NOT_FOUND'],
  [405, 'METHOD_NOT_ALLOWED'],
  [409, 'CONFLICT'],
  [503, 'UNAVAILABLE'],
])

/** A refusal with a status of CDP's API; what it has no status for is an invalid argument, or our failure. */
export function wireRefusal(error: IngotError): WireRefusal {
  const status = codes.has(error.status) ? error.status : error.status < 500 ? 400 : 500
  return { status, code: codes.get(status) ?? 'UNKNOWN', message: messageOf(error, status) }
}

/** Several violations are joined as Cloudbreak does; who stands in the way of something is told after the message. */
function messageOf(error: IngotError, status: number): string {
  const faults = error.faults.filter(({ severity }) => severity === 'error').map(({ message }) => message)
  const [first, ...others] = faults
  if (first === undefined) return error.message
  if (status !== 400) return [error.message, ...faults].join('\n')
  return others.length === 0 ? first : ['More than one validation errors happened: ', ...faults].join('\n')
}

/** The error of a refusal that came in an answer. */
export function refusalError({ code, message }: Refusal): IngotError {
  return new IngotError(isCode(code) ? code : 'INVALID_INPUT', message)
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code)
}

/**
 * What `attempt` gives; a refusal with one of the codes of `instead` is thrown as what stands there, which has the text
 * that CDP has for it.
 */
export async function rephrase<Answer>(
  attempt: Promise<Answer>,
  instead: Partial<Record<ErrorCode, (error: IngotError) => IngotError>>,
): Promise<Answer> {
  try {
    return await attempt
  } catch (error) {
    const other = error instanceof IngotError ? instead[error.code] : undefined
    throw other === undefined || !(error instanceof IngotError) ? error : other(error)
  }
}
