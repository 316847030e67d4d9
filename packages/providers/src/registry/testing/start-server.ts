import { createServer as createHttp, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net'

/** A server on 127.0.0.1 that answers what a test likes, and keeps what it was sent, headers included. */
export interface TestServer {
  readonly host: string
  readonly url: string
  readonly certificates?: string
  readonly requests: readonly Pick<IncomingMessage, 'method' | 'url' | 'headers'>[]
  /** How often anybody connected. */
  readonly connections: () => number
  readonly close: () => Promise<void>
}

/** A certificate with its key, and the authority that signed it. */
interface Certificate {
  readonly authority: string
  readonly certificate: string
  readonly key: string
}

/** Starts a server that answers every request with `answer`; over TLS with a certificate. */
export async function startServer(answer: RequestListener, tls?: Certificate): Promise<TestServer> {
  const requests: Pick<IncomingMessage, 'method' | 'url' | 'headers'>[] = []
  const listener: RequestListener = (request, response) => {
    const { method, url, headers } = request
    requests.push({ method, url, headers })
    answer(request, response)
  }
  const server =
    tls === undefined ? createHttp(listener) : createHttps({ cert: tls.certificate, key: tls.key }, listener)
  const started = await listening(server, tls === undefined ? 'http' : 'https')
  return { ...started, requests, ...(tls === undefined ? {} : { certificates: tls.authority }) }
}

/** Starts a server that does with every connection what it likes, below HTTP. */
export async function startRawServer(converse: (socket: Socket) => void): Promise<TestServer> {
  return { ...(await listening(createTcp(converse), 'http')), requests: [] }
}

async function listening(server: Server, scheme: string): Promise<Omit<TestServer, 'requests'>> {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    // A client that goes away in the middle is what many of these tests are about.
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    url: `${scheme}://${host}`,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
