import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { CloudFault } from '../cloud-site.ts'
import { gceError, type GceAnswer } from './gce-answer.ts'
import type { GceImages } from './gce-images.ts'
import { GceProject } from './gce-project.ts'
import { answerGce } from './gce-routes.ts'
import { GceTokens } from './gce-tokens.ts'
import { makeServiceAccount, type ServiceAccount } from './service-account.ts'

export interface FakeGceOptions {
  /** The project of its service account; `ingot-test` if left open. */
  project?: string
  /** The most images of one page; 500 if left open. */
  pageSize?: number
  /** How long every answer takes, in ms. */
  latency?: number
}

/** A Google Cloud of a test on 127.0.0.1: the images of projects, and tokens for its one service account. */
export interface FakeGce {
  /** What an account has as its endpoint. */
  readonly url: string
  readonly project: string
  readonly email: string
  /** The key of its service account, and one that it does not know. */
  readonly secret: string
  readonly wrongSecret: string
  /** The images of the project of its service account. */
  readonly images: GceImages
  /** Any project, which is there from then on. */
  readonly projectOf: (name: string) => GceProject
  readonly tokens: GceTokens
  /** All that was asked, in order: `GET /compute/v1/…`. */
  readonly requests: string[]
  /** Has it fail from now on. */
  readonly fail: (fault: CloudFault) => void
  /** The headers and the answer that the next requests of the API get instead of what is right, one after the other. */
  readonly answers: GceAnswer[]
  readonly close: () => Promise<void>
}

/** Starts it in this process. */
export async function startFakeGce(options: FakeGceOptions = {}): Promise<FakeGce> {
  const project = options.project ?? 'ingot-test'
  accounts ??= { right: makeServiceAccount('robot', 'fake'), wrong: makeServiceAccount('robot', 'fake') }
  const cloud = new GceCloud(accounts.right, options)
  const server = createServer((request, response) => {
    // Who hangs up in the middle of an answer is no failure of the cloud.
    cloud.serve(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cloud.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: cloud.url,
    project,
    email: accounts.right.email,
    secret: accounts.right.key(`${cloud.url}/token`),
    wrongSecret: accounts.wrong.key(`${cloud.url}/token`),
    images: cloud.projectOf(project).images,
    projectOf: (name) => cloud.projectOf(name),
    tokens: cloud.tokens,
    requests: cloud.requests,
    answers: cloud.answers,
    fail: (fault) => cloud.fail(fault),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** Keys take long to make, so all clouds of a process share them. */
let accounts: { right: ServiceAccount; wrong: ServiceAccount } | undefined

class GceCloud {
  url = ''
  readonly tokens: GceTokens
  readonly requests: string[] = []
  readonly answers: GceAnswer[] = []
  readonly #projects = new Map<string, GceProject>()
  readonly #pageSize: number
  readonly #latency: number
  #fault: CloudFault | undefined

  constructor(account: ServiceAccount, { pageSize = 500, latency = 0 }: FakeGceOptions) {
    this.tokens = new GceTokens(account)
    this.#pageSize = pageSize
    this.#latency = latency
  }

  projectOf(name: string): GceProject {
    const project = this.#projects.get(name) ?? new GceProject()
    this.#projects.set(name, project)
    return project
  }

  fail(fault: CloudFault): void {
    this.#fault = fault
    if (fault !== 'skewed') return
    this.tokens.ahead = 3600
    this.tokens.revoke()
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests.push(`${request.method} ${request.url}`)
    const body = Buffer.concat(await request.toArray()).toString()
    if (this.#latency > 0) await setTimeout(this.#latency)
    const { pathname, searchParams: query } = new URL(request.url ?? '/', this.url)
    if (pathname === '/token') {
      send(response, this.tokens.answer(new URLSearchParams(body), `${this.url}/token`))
    } else if (pathname.startsWith('/computeMetadata/')) {
      send(response, { ...this.tokens.give(), headers: { 'metadata-flavor': 'Google' } })
    } else {
      this.#serveCompute(request, response, { path: pathname.slice('/compute/v1/'.length), query, body })
    }
  }

  #serveCompute(
    request: IncomingMessage,
    response: ServerResponse,
    { path, query, body }: { path: string; query: URLSearchParams; body: string },
  ): void {
    if (this.#fault === 'hang') return
    const { method = 'GET', headers } = request
    const failure = this.answers.shift() ?? this.#failure()
    const isKnown = this.tokens.knows(headers.authorization)
    const fields = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>)
    const right = () => answerGce(this.#projects, this.#pageSize, { method, path, query, body: fields })
    const answer = failure ?? (isKnown ? right() : unauthenticated)
    send(response, answer, this.#fault === 'cut' || this.#fault === 'half-page' ? this.#fault : undefined)
    if (this.#fault === 'half-page') this.#fault = undefined
  }

  #failure(): GceAnswer | undefined {
    const fault = this.#fault
    if (fault === 'throttle-once') this.#fault = undefined
    if (fault === 'throttle-once' || fault === 'throttle')
      return gceError(403, 'rateLimitExceeded', 'Rate Limit Exceeded')
    if (fault === 'forbidden') return gceError(403, 'forbidden', `Required 'compute.images.list' permission`)
    return fault === 'expired' ? unauthenticated : undefined
  }
}

const unauthenticated = gceError(401, 'authError', 'Request had invalid authentication credentials.')

function send(response: ServerResponse, answer: GceAnswer, breakage?: 'cut' | 'half-page'): void {
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  const half = text.slice(0, Math.floor(text.length / 2))
  const length = Buffer.byteLength(breakage === 'half-page' ? half : text)
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': String(length),
    ...answer.headers,
  })
  if (breakage === 'cut') response.write(half, () => response.destroy())
  else response.end(breakage === 'half-page' ? half : text)
}
