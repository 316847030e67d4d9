import {
  createServer as createPlainServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { makeCertificate, type ServerCertificate } from './certificate.ts'
import { errorAnswer, type RegistryAnswer } from './registry-answer.ts'
import { RegistryContent } from './registry-content.ts'
import { RegistryFaults, spoil } from './registry-fault.ts'
import { RegistryGate, type RegistryAuth, type SeenAuthorization } from './registry-auth.ts'
import { answerCall, repositoryOf, type RegistryHabits } from './registry-routes.ts'
import { sendAnswer } from './send-answer.ts'

export interface FakeRegistryOptions {
  auth?: RegistryAuth
  /** Whether it has the referrers API; true if left open. */
  referrers?: boolean
  /** The most entries of one page of tags or referrers; 1000 if left open. */
  pageSize?: number
  /** Speaks TLS, with a certificate of its own that a new authority signed, or with the one that is given. */
  tls?: boolean | ServerCertificate
}

/** A request that a fake registry got. */
export interface RegistryRequest {
  method: string
  /** With its query. */
  path: string
  /** The status that it was answered with; 0 where it was never answered. */
  status: number
  authorization?: SeenAuthorization
  accept?: string
  range?: string
}

/** A registry of a test on 127.0.0.1 that speaks the read side of the distribution API, or breaks it when told to. */
export interface FakeRegistry {
  /** `127.0.0.1:PORT`, as references write it. */
  readonly host: string
  /** `http://127.0.0.1:PORT` or `https://…`, without a slash at the end. */
  readonly url: string
  /** The authority that signed its certificate, as PEM, where it speaks TLS. */
  readonly certificates?: string
  readonly content: RegistryContent
  readonly faults: RegistryFaults
  /** May be changed at any time. */
  readonly habits: RegistryHabits
  /** May be changed at any time: tokens that were given stay good until they end. */
  auth: RegistryAuth | undefined
  /** All that was asked, in order. */
  readonly requests: RegistryRequest[]
  /** How many connections were made to it. */
  readonly connections: () => number
  readonly push: RegistryContent['push']
  readonly putManifest: RegistryContent['putManifest']
  readonly putBlob: RegistryContent['putBlob']
  readonly setTag: RegistryContent['setTag']
  readonly deleteTag: RegistryContent['deleteTag']
  /** Ends it, whatever hangs. */
  readonly close: () => Promise<void>
}

/** Starts a registry in this process; with TLS it needs the program `openssl`. */
export async function startFakeRegistry(options: FakeRegistryOptions = {}): Promise<FakeRegistry> {
  const certificate = options.tls === true ? await makeCertificate() : options.tls || undefined
  const server =
    certificate === undefined
      ? createPlainServer()
      : createSecureServer({ cert: certificate.certificate, key: certificate.key })
  let connections = 0
  server.on('connection', () => (connections += 1))
  const host = await listen(server)
  const content = new RegistryContent()
  const registry: FakeRegistry = {
    host,
    url: `${certificate === undefined ? 'http' : 'https'}://${host}`,
    ...(certificate === undefined ? {} : { certificates: certificate.authority }),
    content,
    faults: new RegistryFaults(),
    habits: { referrers: options.referrers ?? true, pageSize: options.pageSize ?? 1000 },
    auth: options.auth,
    requests: [],
    connections: () => connections,
    push: content.push.bind(content),
    putManifest: content.putManifest.bind(content),
    putBlob: content.putBlob.bind(content),
    setTag: content.setTag.bind(content),
    deleteTag: content.deleteTag.bind(content),
    close: () => close(server),
  }
  const gate = new RegistryGate()
  server.on('request', (request, response) => {
    // Who hangs up in the middle of an answer is no failure of the registry.
    serve(registry, gate, request, response).catch(() => response.destroy())
  })
  return registry
}

async function serve(
  registry: FakeRegistry,
  gate: RegistryGate,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = request
  const seen = gate.seen(registry.auth, request.headers.authorization)
  const entry: RegistryRequest = {
    method,
    path: url,
    status: 0,
    ...(seen === undefined ? {} : { authorization: seen }),
    ...(request.headers.accept === undefined ? {} : { accept: request.headers.accept }),
    ...(request.headers.range === undefined ? {} : { range: request.headers.range }),
  }
  registry.requests.push(entry)
  const { answer, sending } = spoil(
    answerOf(registry, gate, request),
    registry.faults.take(method, decoded(url) ?? url),
    url,
  )
  if (sending.silent !== true) entry.status = answer.status
  await sendAnswer(response, answer, sending, method !== 'HEAD')
}

function answerOf(registry: FakeRegistry, gate: RegistryGate, request: IncomingMessage): RegistryAnswer {
  const { authorization, accept = '*/*', range } = request.headers
  const { pathname, searchParams } = new URL(request.url ?? '/', registry.url)
  if (pathname === '/token') return gate.token(registry.auth, authorization, searchParams)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return errorAnswer(405, 'UNSUPPORTED', 'the operation is unsupported')
  const path = decoded(pathname)
  if (path === undefined) return errorAnswer(400, 'NAME_INVALID', 'invalid repository name')
  const refused = gate.refusal(registry.auth, authorization, repositoryOf(path), registry.url)
  if (refused !== undefined) return refused
  return answerCall(registry.content, registry.habits, { path, query: searchParams, accept, range })
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
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
  return `127.0.0.1:${address.port}`
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
