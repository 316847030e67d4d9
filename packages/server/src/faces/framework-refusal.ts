import { IngotError } from '@ingot/contract'

/**
 * What the framework refuses before an operation is reached, of a body of at most `bodyLimit` bytes; anything else is our
 * failure and tells nothing.
 */
export function frameworkRefusal(error: unknown, bodyLimit: number): IngotError {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500
  if (status === 413) return new IngotError('PAYLOAD_TOO_LARGE', `The body is larger than ${bodyLimit} bytes`)
  if (typeof status === 'number' && status >= 400 && status < 500 && error instanceof Error) {
    return new IngotError('INVALID_REQUEST', `The request cannot be read: ${error.message.slice(0, 500)}`)
  }
  return new IngotError('INTERNAL', 'The request failed for a reason that is in the log', { cause: error })
}
