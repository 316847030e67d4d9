import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** How far the clock of a caller may be off, in ms (EC2: "RequestExpired"; IAM User Guide, "Request signing"). */
const tolerance = 5 * 60_000

/**
 * Whether a request is signed with a secret by Signature Version 4, and not too long ago (IAM User Guide, "Create a signed
 * AWS API request"). For requests without a query string, which is how EC2 and STS are asked.
 */
export function isSignedWith(request: IncomingMessage, body: string, secret: string): boolean {
  const { authorization = '', 'x-amz-date': moment } = request.headers
  const parts =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(?<scope>[^,]+), ?SignedHeaders=(?<names>[^,]+), ?Signature=(?<signature>[0-9a-f]{64})$/.exec(
      authorization,
    )?.groups
  if (parts === undefined || typeof moment !== 'string' || !isNow(moment)) return false
  const { scope = '', names = '', signature = '' } = parts
  const headers = names.split(';').map((name) => `${name}:${valueOf(request, name)}\n`)
  const canonical = [request.method, request.url, '', headers.join(''), names, sha256(body)].join('\n')
  const text = ['AWS4-HMAC-SHA256', moment, scope, sha256(canonical)].join('\n')
  const key = scope.split('/').reduce<Buffer | string>((before, part) => hmac(before, part), `AWS4${secret}`)
  return timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex'))
}

/** `20260131T120000Z`, within what is tolerated. */
function isNow(moment: string): boolean {
  const time = Date.parse(moment.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  return Math.abs(Date.now() - time) <= tolerance
}

function valueOf({ headers }: IncomingMessage, name: string): string {
  return String(headers[name] ?? '')
    .trim()
    .replaceAll(/ +/g, ' ')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
