import { request as plainRequest, type IncomingMessage } from 'node:http'
import { request as secureRequest } from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { RegistryAccess } from './registry-access.ts'

/** An answer as it came over the wire. */
export interface WireAnswer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

export interface WireOptions {
  method?: string
  headers?: Record<string, string>
  body?: AsyncIterable<Uint8Array>
}

/** Asks a registry for a path, or a whole URL of it, with the credential as Basic. Redirects are not followed. */
export async function wireRequest(
  access: RegistryAccess,
  path: string,
  { method = 'GET', headers = {}, body }: WireOptions = {},
): Promise<WireAnswer> {
  const { host, credential, certificates } = access
  const url = new URL(path, `${certificates === undefined ? 'http' : 'https'}://${host}`)
  const options = { method, headers: { ...authorization(credential), ...headers }, agent: false }
  const request =
    certificates === undefined
      ? plainRequest(url, options)
      : secureRequest(url, { ...options, agent: false, ca: certificates })
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve)
    request.once('error', reject)
  })
  const sent = pipeline(Readable.from(body ?? [], { objectMode: false }), request)
  const [answer] = await Promise.all([answered, sent])
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(await answer.toArray()),
  }
}

function authorization(credential: RegistryAccess['credential']): Record<string, string> {
  if (credential === undefined) return {}
  const text = Buffer.from(`${credential.user}:${credential.password}`).toString('base64')
  return { authorization: `Basic ${text}` }
}
