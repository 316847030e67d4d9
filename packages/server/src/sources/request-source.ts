import type { Resolve } from '@ingot/providers'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { guardedLookup } from './guarded-lookup.ts'
import type { SourceUrl } from './source-url.ts'

/** What a request for a source needs beside its address. */
export interface RequestOptions {
  headers: Readonly<Record<string, string>>
  resolve: Resolve
  /** PEM texts of the authorities to trust instead of the usual ones. */
  trustedCertificates?: readonly string[]
  signal: AbortSignal
}

/**
 * Sends one GET on a connection of its own and answers the head of the response; its body is to be read or destroyed.
 * No credential or cookie is ever sent, and no redirect followed.
 */
export function requestSource(source: SourceUrl, options: RequestOptions): Promise<IncomingMessage> {
  const { headers, resolve, trustedCertificates, signal } = options
  const send = source.url.protocol === 'http:' ? requestHttp : requestHttps
  return new Promise((answer, reject) => {
    const request = send(source.url, {
      agent: false,
      headers: { 'user-agent': 'ingot', accept: 'application/json, */*;q=0.5', ...headers },
      lookup: guardedLookup(source, resolve),
      signal,
      ...(trustedCertificates === undefined ? {} : { ca: [...trustedCertificates] }),
    })
    request.on('response', answer)
    // It stays after the answer: what fails then is told by the body, and must not end the process.
    request.on('error', reject)
    // A server that turns to another protocol takes the connection with it, and no error is told.
    request.on('upgrade', (_response, socket) => socket.destroy())
    request.on('close', () => reject(new Error('The connection ended without an answer')))
    request.end()
  })
}
