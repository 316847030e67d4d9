import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Call } from './call.ts'
import type { Connections } from './connections.ts'
import { networkError } from './network-error.ts'
import { placeText } from './registry-access.ts'
import { RegistryError } from './registry-error.ts'
import type { RegistryLimits } from './registry-limits.ts'

/** What the requests of all calls share. */
export interface Transport {
  readonly connections: Connections
  readonly limits: RegistryLimits
}

/** One request, as it is sent. */
export interface Outgoing {
  readonly method: 'GET' | 'HEAD'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Sends one request and answers the head of its answer, whose body is to be read or discarded. Follows no redirect.
 * Throws `RegistryError`, or the reason of the call's signal.
 */
export async function sendRequest(
  transport: Transport,
  call: Call,
  outgoing: Outgoing,
): Promise<IncomingMessage> {
  const { url } = outgoing
  const agent = transport.connections.agent(url, call.zone)
  for (;;) {
    try {
      return await sent(transport, call, outgoing, agent)
    } catch (error) {
      call.signal.throwIfAborted()
      // A connection that was kept may have been ended just now by the other side: that says nothing of the request.
      if (!(error instanceof StaleConnection)) throw networkError(error, call, url)
    }
  }
}

/** A kept connection was found to be ended. There are only so many of those, so trying again comes to an end. */
class StaleConnection extends Error {}

type Agent = ReturnType<Connections['agent']>

function sent(
  { limits }: Transport,
  call: Call,
  { method, url, headers }: Outgoing,
  agent: Agent,
): Promise<IncomingMessage> {
  const send = url.protocol === 'http:' ? requestHttp : requestHttps
  return new Promise((answer, reject) => {
    const request = send(url, {
      agent,
      method,
      headers: { 'user-agent': 'ingot', 'accept-encoding': 'identity', ...headers },
      signal: call.signal,
    })
    const timer = setTimeout(() => request.destroy(silent(call, limits.answerTime)), limits.answerTime)
    request.on('response', (response) => {
      clearTimeout(timer)
      answer(response)
    })
    // It stays after the answer: what fails then is told by the body, and must not end the process.
    request.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      const isStale = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
      reject(isStale ? new StaleConnection() : error)
    })
    // A server that turns to another protocol takes the connection with it, and no error is told.
    request.on('upgrade', (_response, socket) => socket.destroy())
    request.on('close', () => {
      clearTimeout(timer)
      reject(new Error('the connection ended without an answer'))
    })
    request.end()
  })
}

function silent({ place }: Call, time: number): RegistryError {
  const message = `Cannot read ${placeText(place)}: no answer within ${time / 1000} seconds; try again later`
  return new RegistryError('timeout', message)
}
