import type { IngotError } from '@ingot/contract'

/** A refusal as gateways of gRPC answer it; `error` says the same as `message`, for older clients. */
export interface GatewayRefusal {
  readonly error: string
  /** Of gRPC (google.rpc.Code). */
  readonly code: number
  readonly message: string
  readonly details: readonly { readonly code: string; readonly message: string; readonly path?: string }[]
}

/** The codes of gRPC by the status of HTTP that a gateway maps them to. */
const grpcCodes: ReadonlyMap<number, number> = new Map([
  [400, 3],
  [401, 16],
  [403, 7],
  [404, 5],
  [413, 3],
  [415, 3],
  [422, 3],
  [500, 13],
  [502, 14],
  [503, 14],
])

const [failedPrecondition, alreadyExists, aborted, unimplemented] = [9, 6, 10, 12]

const inUse: ReadonlySet<string> = new Set(['RUNTIME_IN_USE', 'CREDENTIAL_IN_USE', 'REGISTRY_IN_USE'])

/** The status and the body of a refusal, with every fault as a detail. */
export function gatewayRefusal(error: IngotError): { status: number; body: GatewayRefusal } {
  const details = error.faults.map(({ code, message, path }) => ({
    code,
    message,
    ...(path === undefined ? {} : { path }),
  }))
  return { status: statusOf(error), body: bodyOf(codeOf(error), error.message, details) }
}

/** The body of a refusal of a method that a path does not have; its status is 405. */
export function methodRefusal(method: string, allowed: readonly string[]): GatewayRefusal {
  return bodyOf(unimplemented, `${method} is not allowed here: the path takes ${allowed.join(', ')}`, [])
}

function bodyOf(code: number, message: string, details: GatewayRefusal['details']): GatewayRefusal {
  return { error: message, code, message, details }
}

function codeOf({ code, status }: IngotError): number {
  if (inUse.has(code)) return failedPrecondition
  if (status === 409) return code.endsWith('_EXISTS') ? alreadyExists : aborted
  return grpcCodes.get(status) ?? (status < 500 ? 3 : 13)
}

/** What the gateway has no status for is a bad request, or an outage of something behind. */
function statusOf({ code, status }: IngotError): number {
  if (inUse.has(code) || status === 422 || status === 413 || status === 415) return 400
  return status === 502 ? 503 : status
}
