import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import type { CloudFault } from '../cloud-site.ts'
import { FakeGlance } from './fake-glance.ts'
import { FakeKeystone, type KeystoneUser } from './fake-keystone.ts'
import { emptyAnswer, pageAnswer, type OpenStackAnswer, type OpenStackCall } from './openstack-answer.ts'

export interface FakeOpenStackOptions {
  /** `RegionOne` and `RegionTwo` if left open. */
  readonly regions?: readonly string[]
  /** The most images of one page; 1000 if left open. */
  readonly pageSize?: number
  /** How long every answer takes, in ms. */
  readonly latency?: number
}

/** A request that it got. */
export interface OpenStackRequest {
  readonly method: string
  /** With its query, and with the region before it: `/RegionOne/v2/images?limit=1000`. */
  readonly path: string
  readonly region: string | undefined
  readonly token: string | undefined
}

/** Keystone, and a Glance for each region, on one port of 127.0.0.1. */
export interface FakeOpenStack {
  /** `http://127.0.0.1:PORT/identity/v3`, what an account has as its auth URL. */
  readonly authUrl: string
  /** What the catalog says of a region: `http://127.0.0.1:PORT/RegionOne`. */
  readonly imageEndpoint: (region: string) => string
  readonly user: KeystoneUser
  readonly keystone: FakeKeystone
  readonly regions: ReadonlyMap<string, FakeGlance>
  /** All that was asked, in order. */
  readonly requests: OpenStackRequest[]
  /** What a region does from now on, until told otherwise. */
  readonly fail: (fault: CloudFault | undefined, region: string) => void
  readonly close: () => Promise<void>
}

const user: KeystoneUser = {
  username: 'builder',
  password: 'correct horse',
  applicationCredential: '21dced0fd20347869b93710d2b98aae0',
  applicationSecret: 'battery staple',
  project: 'golden',
  projectId: 'b1946ac92492d2347c6235b4d2611184',
}

/** Starts a fake OpenStack in this process. */
export async function startFakeOpenStack(options: FakeOpenStackOptions = {}): Promise<FakeOpenStack> {
  const { regions = ['RegionOne', 'RegionTwo'], pageSize = 1000, latency = 0 } = options
  const server = createServer()
  const base = await listen(server)
  const imageEndpoint = (region: string) => `${base}/${region}`
  const faults = new Map<string, CloudFault>()
  const cloud: FakeOpenStack = {
    authUrl: `${base}/identity/v3`,
    imageEndpoint,
    user,
    keystone: new FakeKeystone(user, () => catalogOf(regions, imageEndpoint)),
    regions: new Map(regions.map((region) => [region, new FakeGlance(user.projectId, pageSize)])),
    requests: [],
    fail: (fault, region) => void (fault === undefined ? faults.delete(region) : faults.set(region, fault)),
    close: () => close(server),
  }
  server.on('request', (request, response) => {
    // Who hangs up in the middle of an answer is no failure of the cloud.
    serve(cloud, faults, latency, request, response).catch(() => response.destroy())
  })
  return cloud
}

/** A catalog has more services and interfaces than one looks for. */
function catalogOf(regions: readonly string[], imageEndpoint: (region: string) => string): object[] {
  const endpoints = regions.flatMap((region) => [
    { interface: 'internal', region, region_id: region, url: 'http://glance.internal.invalid' },
    { interface: 'public', region, region_id: region, url: imageEndpoint(region) },
  ])
  const compute = [
    { interface: 'public', region: 'Compute', region_id: 'Compute', url: 'http://nova.invalid' },
  ]
  return [
    { type: 'compute', name: 'nova', endpoints: compute },
    { type: 'image', name: 'glance', endpoints },
  ]
}

async function serve(
  cloud: FakeOpenStack,
  faults: Map<string, CloudFault>,
  latency: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams: query, search } = new URL(request.url ?? '/', cloud.authUrl)
  const [, first = '', ...rest] = pathname.split('/')
  const region = cloud.regions.has(first) ? first : undefined
  const { method = 'GET', headers } = request
  const token = headers['x-auth-token']
  cloud.requests.push({
    method,
    path: pathname + search,
    region,
    token: typeof token === 'string' ? token : undefined,
  })
  const body = await bodyOf(request)
  const fault = region === undefined ? undefined : faults.get(region)
  if (fault === 'hang') return
  if (latency > 0) await setTimeout(latency)
  const call: OpenStackCall = { method, path: `/${rest.join('/')}`, query, headers, body }
  if (fault === 'throttle-once' || fault === 'half-page') faults.delete(first)
  send(response, spoiled(answerOf(cloud, region, first, call), fault), fault)
}

function answerOf(
  cloud: FakeOpenStack,
  region: string | undefined,
  first: string,
  call: OpenStackCall,
): OpenStackAnswer {
  if (first === 'identity') return cloud.keystone.answer(call)
  const glance = region === undefined ? undefined : cloud.regions.get(region)
  if (glance === undefined) return emptyAnswer(404)
  return cloud.keystone.accepts(call.headers['x-auth-token']) ? glance.answer(call) : unauthorized
}

const unauthorized = pageAnswer(401, 'Unauthorized', 'This server could not verify that you are authorized.')

function spoiled(answer: OpenStackAnswer, fault: CloudFault | undefined): OpenStackAnswer {
  if (fault === 'throttle' || fault === 'throttle-once')
    return pageAnswer(429, 'Too Many Requests', 'Too many requests.')
  if (fault === 'forbidden')
    return pageAnswer(403, 'Forbidden', 'You are not authorized to complete get_images action.')
  if (fault === 'expired') return unauthorized
  if (fault === 'half-page') return { ...answer, body: answer.body.subarray(0, answer.body.length / 2) }
  return answer
}

function send(
  response: ServerResponse,
  { status, headers, body }: OpenStackAnswer,
  fault: CloudFault | undefined,
): void {
  response.writeHead(status, { 'content-length': String(body.length), ...headers })
  if (fault !== 'cut') response.end(body)
  else response.write(body.subarray(0, body.length / 2), () => response.destroy())
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of request) pieces.push(piece as Uint8Array)
  return Buffer.concat(pieces)
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
