import { errors, IngotError, type ErrorCode, type Fault } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { refusalError, rephrase, wireRefusal } from './refusal.ts'

function fault(message: string, severity: Fault['severity'] = 'error'): Fault {
  return { severity, code: 'X', message }
}

describe('a refusal on the wire', () => {
  it.each([
    ['INVALID_REQUEST', 400, 'INVALID_ARGUMENT'],
    ['INVALID_INPUT', 400, 'INVALID_ARGUMENT'],
    ['PAYLOAD_TOO_LARGE', 400, 'INVALID_ARGUMENT'],
    ['UNAUTHENTICATED', 401, 'UNAUTHENTICATED'],
    ['FORBIDDEN', 403, 'PERMISSION_DENIED'],
    ['CATALOG_NOT_FOUND', 404, 'NOT_FOUND'],
    ['CATALOG_IN_USE', 409, 'CONFLICT'],
    ['SOURCE_UNREACHABLE', 500, 'UNKNOWN'],
    ['INTERNAL', 500, 'UNKNOWN'],
    ['LEDGER_UNAVAILABLE', 503, 'UNAVAILABLE'],
  ] as const)('of %s has the status %i and the code %s', (code, status, written) => {
    expect(wireRefusal(new IngotError(code, 'Why'))).toEqual({ status, code: written, message: 'Why' })
  })

  it('has a status of the API for every error, and 503 only for what passes', () => {
    const statuses = Object.keys(errors).map(
      (code) => wireRefusal(new IngotError(code as ErrorCode, '')).status,
    )
    const unavailable = Object.entries(errors).filter(([, { status }]) => status === 503)

    expect(new Set(statuses)).toEqual(new Set([400, 401, 403, 404, 409, 500, 503]))
    expect(unavailable.map(([code]) => code)).toEqual([
      'MASTER_KEY_UNAVAILABLE',
      'LEDGER_UNAVAILABLE',
      'REVISION_NOT_YET',
      'SERVER_GONE',
      'SERVER_UNREACHABLE',
    ])
  })

  it.each([
    [[fault('One')], 'One'],
    [[fault('One'), fault('Note', 'info')], 'One'],
    [[fault('One'), fault('Two')], 'More than one validation errors happened: \nOne\nTwo'],
    [[fault('Note', 'info')], 'Summary'],
  ])('joins the faults of an invalid argument', (faults, message) => {
    expect(wireRefusal(new IngotError('INVALID_INPUT', 'Summary', { faults })).message).toBe(message)
  })

  it('tells who stands in the way after what it says of them', () => {
    const error = new IngotError('CATALOG_IN_USE', 'In use', { faults: [fault('by a'), fault('by b')] })

    expect(wireRefusal(error).message).toBe('In use\nby a\nby b')
  })

  it('keeps the code of an answer where it is one of the table', () => {
    expect(refusalError({ code: 'IMAGE_NOT_FOUND', message: 'm', remedy: '' }).code).toBe('IMAGE_NOT_FOUND')
    expect(refusalError({ code: 'toString', message: 'm', remedy: '' }).code).toBe('INVALID_INPUT')
  })

  it('is rephrased only where another text stands for its code', async () => {
    const other = new IngotError('INVALID_INPUT', 'other')
    const instead = { CATALOG_EXISTS: () => other }
    const bug = new TypeError('bug')

    await expect(rephrase(Promise.resolve(1), instead)).resolves.toBe(1)
    await expect(rephrase(Promise.reject(new IngotError('CATALOG_EXISTS', 'x')), instead)).rejects.toBe(other)
    await expect(rephrase(Promise.reject(new IngotError('FORBIDDEN', 'x')), instead)).rejects.toThrow('x')
    await expect(rephrase(Promise.reject(bug), instead)).rejects.toBe(bug)
  })
})
