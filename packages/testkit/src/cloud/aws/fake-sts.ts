import { xmlOf, type AwsAnswer } from './ec2-answer.ts'
import type { AwsCall } from './ec2-call.ts'

/** The role that can be assumed, and what is let in with it. */
export interface FakeRole {
  readonly arn: string
  readonly externalId: string
  /** The temporary credentials that are given. */
  readonly accessKeyId: string
  readonly secret: string
  readonly sessionToken: string
}

/** Answers a call to STS that has been let in (AWS Security Token Service API Reference, "AssumeRole"). */
export function answerSts(role: FakeRole, { action, parameters }: AwsCall): AwsAnswer {
  if (action !== 'AssumeRole') return stsError(400, 'InvalidAction', `Could not find operation ${action}`)
  const isRole = parameters.get('RoleArn') === role.arn && parameters.get('ExternalId') === role.externalId
  if (!isRole)
    return stsError(403, 'AccessDenied', 'User: builder is not authorized to perform: sts:AssumeRole')
  const Credentials = {
    AccessKeyId: role.accessKeyId,
    SecretAccessKey: role.secret,
    SessionToken: role.sessionToken,
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  }
  const session = `${role.arn}/${parameters.get('RoleSessionName') ?? ''}`
  const AssumedRoleUser = { Arn: session, AssumedRoleId: 'AROA123EXAMPLE:session' }
  const result = xmlOf({ AssumeRoleResult: { Credentials, AssumedRoleUser } })
  return { status: 200, body: `<AssumeRoleResponse xmlns="${namespace}">${result}</AssumeRoleResponse>` }
}

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/'

/** A refusal of STS. */
export function stsError(status: number, code: string, message: string): AwsAnswer {
  const error = xmlOf({ Error: { Type: 'Sender', Code: code, Message: message }, RequestId: 'c6104cbe' })
  return { status, body: `<ErrorResponse xmlns="${namespace}">${error}</ErrorResponse>` }
}
