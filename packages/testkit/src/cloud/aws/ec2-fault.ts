import type { CloudFault } from '../cloud-site.ts'
import { ec2Error, type AwsAnswer } from './ec2-answer.ts'

/** The answer in place of the right one; absent where a fault leaves that as it is. */
export function faultyAnswer(fault: CloudFault | undefined): AwsAnswer | undefined {
  switch (fault) {
    case 'throttle-once':
    case 'throttle':
      return ec2Error(503, 'RequestLimitExceeded', 'Request limit exceeded.')
    case 'forbidden':
      return ec2Error(
        403,
        'UnauthorizedOperation',
        'You are not authorized to perform this operation. User: builder is not authorized to perform: ' +
          `ec2:DescribeImages. Encoded authorization failure message: ${'x'.repeat(500)}`,
      )
    case 'expired':
      return ec2Error(400, 'RequestExpired', 'Request has expired.')
    case 'skewed':
      return { ...wrongClock, headers: { date: new Date(Date.now() + 3_600_000).toUTCString() } }
    default:
      return undefined
  }
}

/** EC2 says no more than this of a signature that is too old for its clock. */
const wrongClock = ec2Error(
  401,
  'AuthFailure',
  'AWS was not able to validate the provided access credentials',
)

/** How much of an answer is sent, and whether its end is told as it should. */
export function spoilt(fault: CloudFault | undefined, isFurtherPage: boolean): 'cut' | 'half' | undefined {
  if (fault === 'cut') return 'cut'
  return fault === 'half-page' && isFurtherPage ? 'half' : undefined
}
