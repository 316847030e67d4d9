import { createServer as createHttp, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net'

/** A server on 127.0.0.1 that stands for a source of catalogs, or for what nobody may reach. */
export interface SourceServer {
  /** `http://127.0.0.1:PORT` or `https://…`. */
  readonly url: string
  /** `127.0.0.1:PORT`, as an administrator would allow it. */
  readonly host: string
  readonly port: number
  /** How often anybody connected. */
  connections(): number
  /** The headers of every request, in order. */
  requests(): readonly IncomingHttpHeaders[]
  close(): Promise<void>
}

/** Starts a server that answers every request with `answer`; with a key and a certificate, over TLS. */
export function startSource(
  answer: RequestListener,
  tls?: { key: string; cert: string },
): Promise<SourceServer> {
  const requests: IncomingHttpHeaders[] = []
  const listener: RequestListener = (request, response) => {
    requests.push(request.headers)
    answer(request, response)
  }
  const server = tls === undefined ? createHttp(listener) : createHttps(tls, listener)
  return listening(server, tls === undefined ? 'http' : 'https', requests)
}

/** Starts a server that does with every connection what it likes, below HTTP. */
export function startRawSource(converse: (socket: Socket) => void): Promise<SourceServer> {
  return listening(createTcp(converse), 'http', [])
}

async function listening(
  server: Server,
  scheme: string,
  requests: readonly IncomingHttpHeaders[],
): Promise<SourceServer> {
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
  const { port } = server.address() as AddressInfo
  const host = `127.0.0.1:${port}`
  return {
    url: `${scheme}://${host}`,
    host,
    port,
    connections: () => connections,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
