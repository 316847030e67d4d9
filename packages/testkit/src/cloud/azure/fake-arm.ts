import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { CloudFault } from '../cloud-site.ts'
import type { ArmAnswer } from './arm-answer.ts'
import { ArmContent } from './arm-content.ts'
import { faultyAnswer } from './arm-fault.ts'
import { answerArm, type ArmHabits } from './arm-routes.ts'
import { answerToken, type ArmClient } from './arm-token.ts'

export interface FakeArmOptions {
  /** The regions of the subscription; eastus and westus unless given. */
  locations?: readonly string[]
  /** The most entries of one page; 50 unless given. */
  pageSize?: number
  /** How long each answer takes, in ms; none unless given. */
  latency?: number
}

/** A request that a fake cloud got. */
export interface ArmRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly body?: unknown
}

/** A subscription of a test on 127.0.0.1 that speaks the API of Azure Resource Manager, or breaks it when told to. */
export interface FakeArm {
  /** `http://127.0.0.1:PORT`, the endpoint of an account. */
  readonly url: string
  readonly content: ArmContent
  /** Who may log in. */
  readonly client: ArmClient
  /** All that was asked, in order; may be emptied. */
  readonly requests: ArmRequest[]
  /**
   * Has every request about images and galleries fail from now on, whatever its region: ARM lists them by subscription.
   * `undefined` ends that.
   */
  fail(fault: CloudFault | undefined): void
  /** Ends it, whatever hangs. */
  close(): Promise<void>
}

/** Starts a subscription without images in this process. */
export async function startFakeArm(options: FakeArmOptions = {}): Promise<FakeArm> {
  const { locations = ['eastus', 'westus'], pageSize = 50, latency = 0 } = options
  const client: ArmClient = {
    tenant: 'contoso.example',
    clientId: 'ingot-client',
    secret: 'client-secret-value',
  }
  const content = new ArmContent('00000000-0000-0000-0000-00000000a2e5')
  const habits: ArmHabits = { locations, pageSize, tenant: client.tenant }
  const requests: ArmRequest[] = []
  let fault: CloudFault | undefined
  const server = createServer()
  const url = await listen(server)
  const answer = (call: { method: string; url: URL; body: unknown }, authorization: string | undefined) => {
    const token = answerToken(client, call.url.pathname, call.body, authorization)
    return token ?? answerArm(content, habits, { ...call, body: jsonOf(call.body) })
  }
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', url: path = '/', headers } = request
    const body = await bodyOf(request)
    requests.push({ method, path, ...(body === '' ? {} : { body: jsonOf(body) ?? body }) })
    const now = /\/providers\/Microsoft\.Compute\//i.test(path) ? fault : undefined
    if (now === 'hang') return
    if (now === 'throttle-once') fault = undefined
    if (latency > 0) await wait(latency)
    const right =
      faultyAnswer(now) ?? answer({ method, url: new URL(path, url), body }, headers.authorization)
    send(response, right, spoilt(now, path))
  }
  server.on('request', (request, response) => {
    // Who hangs up in the middle of an answer is no failure of the cloud.
    serve(request, response).catch(() => response.destroy())
  })
  return {
    url,
    content,
    client,
    requests,
    fail: (next) => {
      fault = next
    },
    close: () => close(server),
  }
}

/** How an answer that is right is broken on its way. */
function spoilt(fault: CloudFault | undefined, path: string): 'cut' | 'half' | undefined {
  if (fault === 'cut') return 'cut'
  return fault === 'half-page' && path.includes('skiptoken') ? 'half' : undefined
}

function send(response: ServerResponse, answer: ArmAnswer, spoil: 'cut' | 'half' | undefined): void {
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body)
  const half = text.slice(0, text.length / 2)
  const sent = spoil === 'half' ? half : text
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
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

function jsonOf(body: unknown): unknown {
  try {
    return JSON.parse(String(body))
  } catch {
    return undefined
  }
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
