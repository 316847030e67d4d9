import { describe, expect, it } from 'vitest'
import { CloudError } from '../cloud-error.ts'
import { awsCode, awsError, isPassing } from './aws-error.ts'

const asked = new URL('https://ec2.eu-west-1.amazonaws.com')
const hour = 3_600_000

/** An error as the SDK throws it for an answer. */
function answered(name: string, message: string, status = 400, ahead = 0) {
  const date = new Date(Date.now() + ahead).toUTCString()
  const $response = { statusCode: status, headers: { date } }
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status }, $response })
}

/** An error as Node throws it where there is no answer. */
function network(code: string, fields: object = {}) {
  return Object.assign(new Error(`${code} happened`), { code, ...fields })
}

describe('awsError', () => {
  it.each([
    ['RequestLimitExceeded', 'Request limit exceeded.', 'throttled'],
    ['Throttling', 'Rate exceeded', 'throttled'],
    ['UnauthorizedOperation', 'You are not authorized', 'forbidden'],
    ['AccessDenied', 'not authorized to perform: sts:AssumeRole', 'forbidden'],
    ['OptInRequired', 'You are not subscribed to this service', 'forbidden'],
    ['AuthFailure', 'Not authorized for image:ami-1', 'forbidden'],
    ['AuthFailure', 'AWS was not able to validate the provided access credentials', 'credentials'],
    ['InvalidClientTokenId', 'The security token included in the request is invalid.', 'credentials'],
    ['ExpiredToken', 'The security token included in the request is expired', 'credentials'],
    ['RequestExpired', 'Request has expired.', 'credentials'],
    ['SignatureDoesNotMatch', 'The request signature we calculated does not match', 'credentials'],
    ['SignatureDoesNotMatch', 'Signature expired: 20260101T000000Z is now earlier than', 'clock'],
    ['SignatureDoesNotMatch', 'Signature not yet current: 20270101T000000Z', 'clock'],
    ['RequestTimeTooSkewed', 'The difference between the request time and the current time', 'clock'],
    ['IdempotentParameterMismatch', 'The same client token', 'conflict'],
    ['InvalidAMIID.NotFound', 'The image id does not exist', 'failed'],
  ])('tells %s "%s" as %s', (code, message, kind) => {
    expect(awsError(answered(code, message), asked)).toMatchObject({ kind })
  })

  it.each([
    [401, 'failed'],
    [429, 'throttled'],
    [500, 'unreachable'],
    [200, 'invalid'],
  ])('goes by status %i where the code says nothing', (status, kind) => {
    expect(awsError(answered('UnknownError', '?', status), asked)).toMatchObject({ kind })
  })

  it.each([
    ['AuthFailure', hour, 'clock'],
    ['AuthFailure', -hour, 'clock'],
    ['RequestExpired', hour, 'clock'],
    ['AuthFailure', 60_000, 'credentials'],
  ])('goes by the date of the answer: %s with %i ms', (code, ahead, kind) => {
    expect(awsError(answered(code, 'No', 401, ahead), asked)).toMatchObject({ kind })
  })

  it('takes a request that has expired for a wrong clock where the cloud does not tell its own', () => {
    const error = Object.assign(new Error('Request has expired.'), { name: 'RequestExpired' })

    expect(awsError(error, asked)).toMatchObject({ kind: 'clock' })
  })

  it.each([
    [network('ECONNREFUSED'), 'Nothing listens at "ec2.eu-west-1.amazonaws.com"'],
    [network('ENOTFOUND', { hostname: 'sts.amazonaws.com' }), 'Nobody knows the host "sts.amazonaws.com"'],
    // The SDK calls a connection that was cut a timeout.
    [network('ECONNRESET', { name: 'TimeoutError' }), '"ec2.eu-west-1.amazonaws.com" ended the connection'],
  ])('tells what the network did: %s', (error, sentence) => {
    expect(awsError(error, asked)).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(sentence),
    })
  })

  it('tells neither secrets nor what only AWS can read', () => {
    const error = answered(
      'UnauthorizedOperation',
      'No, hunter22. Encoded authorization failure message: AbC',
    )

    expect(awsError(error, asked, ['hunter22']).message).toBe(
      'AWS does not allow this: UnauthorizedOperation: No, ***.',
    )
  })

  it.each([undefined, null, 'no', 42, {}, new TypeError('x is not a function')])(
    'takes %s for an answer that makes no sense',
    (error) => {
      expect(awsError(error, asked)).toMatchObject({ name: 'CloudError', kind: 'invalid' })
    },
  )

  it('leaves our own errors as they are', () => {
    const error = new CloudError('invalid', 'Expected a list')

    expect(awsError(error, asked)).toBe(error)
  })
})

describe('isPassing', () => {
  const corrected = Object.assign(answered('AuthFailure', 'No', 401, hour), {
    $metadata: { httpStatusCode: 401, clockSkewCorrected: true },
  })

  it.each([
    ['a limit', answered('RequestLimitExceeded', 'Too much', 503), true],
    ['a failure of the cloud', answered('InternalError', 'Oops', 500), true],
    ['a connection that was cut', network('ECONNRESET'), true],
    ['a clock that the SDK has just set', corrected, true],
    ['a host that nobody knows', network('ENOTFOUND'), false],
    ['a missing right', answered('UnauthorizedOperation', 'No', 403), false],
    ['a wrong key', answered('AuthFailure', 'No', 401), false],
  ])('knows of %s', (_, error, expected) => {
    expect(isPassing(error, awsError(error, asked))).toBe(expected)
  })
})

describe('awsCode', () => {
  it('is the code of an answer', () => {
    expect(awsCode(answered('InvalidAMIID.NotFound', 'No'))).toBe('InvalidAMIID.NotFound')
  })
})
