import { describe, expect, it } from 'vitest'
import { CloudError } from '../cloud-error.ts'
import { cloudErrorOf, isMissing } from './azure-error.ts'

function failure(fields: Record<string, unknown>, name = 'Error'): Error {
  return Object.assign(new Error('No'), fields, { name })
}

describe('cloudErrorOf', () => {
  it.each([
    [{ statusCode: 401, code: 'ExpiredAuthenticationToken' }, 'credentials'],
    [
      { statusCode: 401, code: 'InvalidAuthenticationToken', message: 'The token is not yet valid.' },
      'clock',
    ],
    [{ statusCode: 403, code: 'AuthorizationFailed' }, 'forbidden'],
    [{ statusCode: 404, code: 'SubscriptionNotFound' }, 'forbidden'],
    [{ statusCode: 404, code: 'ResourceNotFound' }, 'failed'],
    [{ statusCode: 409, code: 'Conflict' }, 'conflict'],
    [{ statusCode: 429, code: 'OperationNotAllowed' }, 'throttled'],
    [{ statusCode: 500 }, 'failed'],
    [{ statusCode: 504 }, 'timeout'],
    [{ statusCode: 302 }, 'invalid'],
    [{ code: 'ENOTFOUND' }, 'unreachable'],
    [{ code: 'PARSE_ERROR', statusCode: 200, message: 'Unexpected end' }, 'invalid'],
    [{ code: 'PARSE_ERROR', message: 'Error reading response as text: aborted' }, 'unreachable'],
  ])('tells %j as "%s"', (fields, kind) => {
    expect(cloudErrorOf(failure(fields))).toMatchObject({ name: 'CloudError', kind })
  })

  it.each([
    ['AuthenticationError', 'AADSTS7000215: Invalid client secret provided.', 'credentials'],
    ['AuthenticationError', 'AADSTS700024: Client assertion is not within its valid time range.', 'clock'],
    ['CredentialUnavailableError', 'EnvironmentCredential is unavailable.', 'credentials'],
    ['AggregateAuthenticationError', 'ChainedTokenCredential failed: ECONNREFUSED', 'credentials'],
    ['CredentialUnavailableError', 'network_error: See https://aka.ms/msal.js.errors', 'unreachable'],
    ['AuthenticationError', 'getaddrinfo ENOTFOUND login.microsoftonline.com', 'unreachable'],
  ])('tells %s "%s" as "%s"', (name, message, kind) => {
    expect(cloudErrorOf(failure({ message }, name)).kind).toBe(kind)
  })

  it.each([[new TypeError('x is not a function')], ['text'], [null], [undefined]])(
    'takes %s for an answer that makes no sense',
    (error) => {
      expect(cloudErrorOf(error)).toMatchObject({ name: 'CloudError', kind: 'invalid' })
    },
  )

  it('leaves a CloudError as it is', () => {
    const error = new CloudError('conflict', 'No')

    expect(cloudErrorOf(error)).toBe(error)
  })

  it('says what the cloud said, on one line, clipped, and without the secret', () => {
    const message = `Secret s3cr~t+value was\nwrong, or ${encodeURIComponent('s3cr~t+value')} was ${'x'.repeat(500)}`

    const error = cloudErrorOf(failure({ statusCode: 400, code: 'BadRequest', message }), 's3cr~t+value')

    expect(error.message).toMatch(
      /^Azure refuses this: 400 BadRequest Secret \*\*\* was wrong, or \*\*\* was x+…$/,
    )
    expect(error.message.length).toBeLessThan(300)
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('s3cr')
  })
})

describe('isMissing', () => {
  it.each([
    [404, 'ResourceNotFound', true, true],
    [404, 'NotFound', true, true],
    [404, 'CommunityGalleryImageNotFound', true, true],
    [400, 'NoRegisteredProviderFound', true, true],
    [404, '', false, false],
    [404, 'SubscriptionNotFound', false, true],
    [401, 'InvalidAuthenticationTokenTenant', false, true],
    [403, 'AuthorizationFailed', false, true],
    [401, 'ExpiredAuthenticationToken', false, false],
    [500, 'InternalServerError', false, false],
  ])('says of %i %s: own %s, of another subscription %s', (statusCode, code, own, foreign) => {
    const error = failure({ statusCode, code })

    expect([isMissing(error, false), isMissing(error, true)]).toEqual([own, foreign])
  })
})
