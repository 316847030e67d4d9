import type { CloudFault } from '../cloud-site.ts'
import { armError, type ArmAnswer } from './arm-answer.ts'

/** The answer in place of the right one; absent where a fault leaves that as it is. */
export function faultyAnswer(fault: CloudFault | undefined): ArmAnswer | undefined {
  switch (fault) {
    case 'throttle-once':
    case 'throttle':
      return armError(429, 'OperationNotAllowed', 'The server rejected the request: too many requests.', {
        'retry-after': '0',
      })
    case 'forbidden':
      return armError(
        403,
        'AuthorizationFailed',
        "The client does not have authorization to perform action 'Microsoft.Compute/images/read'.",
      )
    case 'expired':
      return armError(
        401,
        'ExpiredAuthenticationToken',
        'The access token expiry UTC time is earlier than now.',
      )
    case 'skewed':
      return armError(
        401,
        'InvalidAuthenticationToken',
        'IDX10222: Lifetime validation failed. The token is not yet valid.',
      )
    default:
      return undefined
  }
}
