import { errors, IngotError, type ErrorCode } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { gatewayRefusal, methodRefusal } from './refusal.ts'

describe('a refusal', () => {
  it.each([
    ['INVALID_REQUEST', 400, 3],
    ['INVALID_INPUT', 400, 3],
    ['RUNTIME_REFUSED', 400, 3],
    ['REGISTRY_REFUSED', 400, 3],
    ['REASON_REQUIRED', 400, 3],
    ['PAYLOAD_TOO_LARGE', 400, 3],
    ['UNSUPPORTED_MEDIA_TYPE', 400, 3],
    ['RUNTIME_IN_USE', 400, 9],
    ['CREDENTIAL_IN_USE', 400, 9],
    ['UNAUTHENTICATED', 401, 16],
    ['FORBIDDEN', 403, 7],
    ['RUNTIME_NOT_FOUND', 404, 5],
    ['NO_SUCH_OPERATION', 404, 5],
    ['CREDENTIAL_EXISTS', 409, 6],
    ['RUNTIME_REPO_EXISTS', 409, 6],
    ['REVISION_CONFLICT', 409, 10],
    ['INTERNAL', 500, 13],
    ['REGISTRY_UNREACHABLE', 503, 14],
    ['MASTER_KEY_UNAVAILABLE', 503, 14],
    ['LEDGER_UNAVAILABLE', 503, 14],
  ] as const)('of %s has the status %i and the code %i', (code, status, grpc) => {
    expect(gatewayRefusal(new IngotError(code, 'Why'))).toEqual({
      status,
      body: { error: 'Why', code: grpc, message: 'Why', details: [] },
    })
  })

  it('has a status and a code of gRPC for every error', () => {
    for (const code of Object.keys(errors) as ErrorCode[]) {
      const { status, body } = gatewayRefusal(new IngotError(code, ''))

      expect([400, 401, 403, 404, 409, 500, 503]).toContain(status)
      expect([3, 5, 6, 7, 9, 10, 13, 14, 16]).toContain(body.code)
      expect(status >= 500).toBe(errors[code].status >= 500)
    }
  })

  it('has every fault as a detail', () => {
    const faults = [
      { severity: 'error', code: 'labelMissing:kernel', message: 'No kernel', path: '/kernel' },
      { severity: 'info', code: 'tagMutable', message: 'It can be moved' },
    ] as const

    expect(gatewayRefusal(new IngotError('RUNTIME_REFUSED', 'Why', { faults })).body.details).toEqual([
      { code: 'labelMissing:kernel', message: 'No kernel', path: '/kernel' },
      { code: 'tagMutable', message: 'It can be moved' },
    ])
  })

  it('of a method says which the path takes', () => {
    expect(methodRefusal('PUT', ['GET', 'HEAD'])).toEqual({
      error: 'PUT is not allowed here: the path takes GET, HEAD',
      code: 12,
      message: 'PUT is not allowed here: the path takes GET, HEAD',
      details: [],
    })
  })
})
