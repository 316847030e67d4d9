import type { IncomingHttpHeaders } from 'node:http'
import { parseSignatureHeader, type SignatureHeader, type SignatureRefusal } from './signature-header.ts'
import { parseSigningDate } from './signing-date.ts'

/** What a signature speaks of in a request: `IncomingMessage` and the requests of Fastify fit. */
export interface SignableRequest {
  readonly method: string
  /** The path, with the query where there is one, as it was received. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** Names and values in turn as they came, where they are known: Node drops a second Content-Type elsewhere. */
  readonly rawHeaders?: readonly string[]
}

/** A request that carries a signature and a date; neither is judged yet. */
export interface SignedRequest extends SignatureHeader {
  /** When it says that it was signed, in ms since 1970. */
  readonly signedAt: number
  /** The texts that the signature may be of, the likeliest first. */
  readonly texts: readonly string[]
}

/** The headers that a signature rests on; each may come once. */
const signedHeaders = new Set(['x-altus-auth', 'x-altus-date', 'content-type'])

/** Reads the signature of a request, or says what keeps it from being one. */
export function readSignedRequest(request: SignableRequest): SignedRequest | SignatureRefusal {
  const twice = repeatedHeader(request)
  if (twice !== undefined) return { refusal: `The header ${twice} comes more than once; send it once` }
  const header = textOf(request.headers['x-altus-auth'])
  const date = textOf(request.headers['x-altus-date'])
  if (header === '') return { refusal: 'The request has no signature: expected the header x-altus-auth' }
  if (date === '')
    return { refusal: 'The request does not say when it was signed: expected the header x-altus-date' }
  const parsed = parseSignatureHeader(header)
  if ('refusal' in parsed) return parsed
  const signedAt = parseSigningDate(date)
  if (signedAt === undefined) return noDate(date)
  return { ...parsed, signedAt, texts: textsToSign(request, date, parsed.method) }
}

/**
 * What Signature V1 signs, in UTF-8: the method in upper case, the Content-Type, the date, the path, and the method of
 * the signature, a line each ("CDP API, request signing"). Most clients sign the path alone, some with its query. Body,
 * host and the id of the key are not covered, so neither is a query that was not signed.
 */
function textsToSign(request: SignableRequest, date: string, signatureMethod: string): string[] {
  const [path = ''] = request.url.split('?', 1)
  const type = textOf(request.headers['content-type'])
  const textFor = (place: string) =>
    [request.method.toUpperCase(), type, date, place, signatureMethod].join('\n')
  return path === request.url ? [textFor(path)] : [textFor(path), textFor(request.url)]
}

function repeatedHeader({ headers, rawHeaders = [] }: SignableRequest): string | undefined {
  const seen = new Set<string>()
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? ''
    if (!signedHeaders.has(name)) continue
    if (seen.has(name)) return name
    seen.add(name)
  }
  return [...signedHeaders].find((name) => Array.isArray(headers[name]))
}

function textOf(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header.trim() : ''
}

function noDate(date: string): SignatureRefusal {
  return {
    refusal:
      `Cannot read the date "${date.slice(0, 100)}" in the header x-altus-date: ` +
      'expected one such as "Fri, 20 Nov 2026 17:35:33 GMT", with the day of the week that it has',
  }
}
