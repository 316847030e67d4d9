import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import type { CloudFault } from '../cloud-site.ts'
import { isSignedWith } from './aws-signature.ts'
import { answerEc2, type Ec2Place } from './ec2-actions.ts'
import { ec2Error, type AwsAnswer } from './ec2-answer.ts'
import { readCall, type AwsCall } from './ec2-call.ts'
import { faultyAnswer, spoilt } from './ec2-fault.ts'
import { Ec2Region } from './ec2-region.ts'
import { answerSts, stsError, type FakeRole } from './fake-sts.ts'

export interface FakeEc2Options {
  /** us-east-1 and eu-west-1 if left open. */
  readonly regions?: readonly string[]
  /** The most images of one page; 1000 if left open. */
  readonly pageSize?: number
  /** How long every answer takes, in ms. */
  readonly latency?: number
  /** How often a new copy is shown as pending; once if left open. */
  readonly copyPolls?: number
}

/** EC2 in all its regions, and STS, on one port of 127.0.0.1. */
export interface FakeEc2 {
  /** `http://127.0.0.1:PORT`, what an account has as its endpoint. */
  readonly url: string
  /** Its number. */
  readonly account: string
  /** Who is let in. */
  readonly user: { readonly accessKeyId: string; readonly secret: string }
  readonly role: FakeRole
  readonly regions: ReadonlyMap<string, Ec2Region>
  /** All that was asked, in order; may be emptied. */
  readonly requests: AwsCall[]
  /** What the EC2 of a region does from now on, until told otherwise. */
  readonly fail: (fault: CloudFault | undefined, region: string) => void
  readonly close: () => Promise<void>
}

const account = '111122223333'
const user = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secret: 'secret-access-key' }
const role: FakeRole = {
  arn: `arn:aws:iam::${account}:role/golden-images`,
  externalId: 'ingot-42',
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secret: 'temporary-secret',
  sessionToken: 'temporary-token',
}

/** Starts a fake of AWS in this process. */
export async function startFakeEc2(options: FakeEc2Options = {}): Promise<FakeEc2> {
  const { regions = ['us-east-1', 'eu-west-1'], pageSize = 1000, latency = 0, copyPolls = 1 } = options
  const server = createServer()
  const faults = new Map<string, CloudFault>()
  const fake: FakeEc2 = {
    url: await listen(server),
    account,
    user,
    role,
    regions: new Map(regions.map((region) => [region, new Ec2Region(account)])),
    requests: [],
    fail: (fault, region) => void (fault === undefined ? faults.delete(region) : faults.set(region, fault)),
    close: () => close(server),
  }
  const place: Ec2Place = { account, regions: fake.regions, pageSize, copyPolls }
  server.on('request', (request, response) => {
    // Who hangs up in the middle of an answer is no failure of the cloud.
    serve(fake, place, { faults, latency }, request, response).catch(() => response.destroy())
  })
  return fake
}

async function serve(
  fake: FakeEc2,
  place: Ec2Place,
  { faults, latency }: { faults: Map<string, CloudFault>; latency: number },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request)
  const call = readCall(request, body)
  fake.requests.push(call)
  const fault = call.service === 'ec2' ? faults.get(call.region) : undefined
  if (fault === 'hang') return
  if (fault === 'throttle-once') faults.delete(call.region)
  if (latency > 0) await setTimeout(latency)
  const answer = faultyAnswer(fault) ?? answerOf(place, call, (secret) => isSignedWith(request, body, secret))
  send(response, answer, spoilt(fault, call.parameters.has('NextToken')))
}

function answerOf(place: Ec2Place, call: AwsCall, isSigned: (secret: string) => boolean): AwsAnswer {
  const isUser = call.accessKeyId === user.accessKeyId && isSigned(user.secret)
  const isRole =
    call.accessKeyId === role.accessKeyId && call.sessionToken === role.sessionToken && isSigned(role.secret)
  if (call.service === 'sts') {
    if (isUser) return answerSts(role, call)
    return call.accessKeyId === user.accessKeyId
      ? stsError(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match.')
      : stsError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.')
  }
  if (isUser || isRole) return answerEc2(place, call)
  return ec2Error(401, 'AuthFailure', 'AWS was not able to validate the provided access credentials')
}

function send(response: ServerResponse, answer: AwsAnswer, spoil: 'cut' | 'half' | undefined): void {
  const half = answer.body.slice(0, answer.body.length / 2)
  const sent = spoil === 'half' ? half : answer.body
  response.writeHead(answer.status, {
    'content-type': 'text/xml;charset=UTF-8',
    'content-length': Buffer.byteLength(sent),
    ...answer.headers,
  })
  if (spoil !== 'cut') return void response.end(sent)
  response.write(half, () => response.destroy())
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP port')
  return `http://127.0.0.1:${address.port}`
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
