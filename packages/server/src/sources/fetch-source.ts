import { IngotError } from '@ingot/contract'
import { resolveHost, type Resolve } from '@ingot/providers'
import type { IncomingMessage } from 'node:http'
import { acceptedEncodings, readBody } from './read-body.ts'
import { requestSource } from './request-source.ts'
import type { SourceWords } from './source-words.ts'
import { fault, readSourceUrl, refusedSource, shownUrl, type SourceUrl } from './source-url.ts'

/** What a source said of the version that it sent, to be sent back when it is asked again. */
export interface Validators {
  etag?: string
  lastModified?: string
}

export interface FetchOptions {
  /** A host, or host:port, that may be private and spoken to without TLS. */
  allowHost?: string
  /** Validators of the version that is known already. */
  known?: Validators
  /** The most bytes of a catalog, decoded; 8 MiB unless given. */
  sizeLimit?: number
  /** The longest time for all of it, in ms; 30 s unless given. */
  timeLimit?: number
  /** Ends the fetch early. */
  signal?: AbortSignal
  /** Finds the addresses of a host; asks the resolver of the machine unless given. */
  lookup?: Resolve
  /** What the source is called in sentences; a catalog unless given. */
  words?: SourceWords
  /** PEM texts of the authorities to trust instead of the usual ones. */
  trustedCertificates?: readonly string[]
}

export type FetchedSource = { status: 'not-modified' } | ({ status: 'fetched'; text: string } & Validators)

/** The limit that Cloudbreak has for catalogs. */
export const SOURCE_SIZE_LIMIT = 8 * 1024 * 1024

const timeLimitDefault = 30_000
const redirectLimit = 3
const validatorLimit = 1024
const redirects: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308])

/**
 * Fetches the text of a catalog from a URL of a user, and reaches no private address in doing so. Throws
 * `SOURCE_REFUSED` with every fault of the URL or for a redirect, `SOURCE_UNREACHABLE` for what the network or the
 * server does, `SOURCE_INVALID` for what is too large, not UTF-8 or wrongly encoded.
 */
export async function fetchSource(url: string, options: FetchOptions = {}): Promise<FetchedSource> {
  const source = readSourceUrl(url, options.allowHost, options.words)
  const { timeLimit = timeLimitDefault } = options
  const deadline = new AbortController()
  const timer = setTimeout(
    () => deadline.abort(new Error(`no whole answer within ${timeLimit} ms`)),
    timeLimit,
  )
  const signal = AbortSignal.any([deadline.signal, ...(options.signal === undefined ? [] : [options.signal])])
  try {
    return await followed(source, options, signal)
  } catch (error) {
    if (error instanceof IngotError) throw error
    throw unreachable(url, signal.aborted ? signal.reason : error, source.words)
  } finally {
    clearTimeout(timer)
  }
}

async function followed(
  first: SourceUrl,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<FetchedSource> {
  let source = first
  for (let followed = 0; ; followed += 1) {
    const response = await requestSource(source, {
      headers: { 'accept-encoding': acceptedEncodings, ...conditions(options.known) },
      resolve: options.lookup ?? resolveHost,
      ...(options.trustedCertificates === undefined
        ? {}
        : { trustedCertificates: options.trustedCertificates }),
      signal,
    })
    try {
      if (!redirects.has(response.statusCode)) return await answerOf(response, source, options)
      source = redirected(first, source, response.headers.location, followed, options.allowHost)
    } finally {
      response.destroy()
    }
  }
}

async function answerOf(
  response: IncomingMessage,
  source: SourceUrl,
  { known, sizeLimit = SOURCE_SIZE_LIMIT }: FetchOptions,
): Promise<FetchedSource> {
  const isConditional = known?.etag !== undefined || known?.lastModified !== undefined
  if (response.statusCode === 304 && isConditional) return { status: 'not-modified' }
  if (response.statusCode !== 200) {
    const reason = (response.statusMessage ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 100)
    throw unreachable(source.url.href, new Error(`${response.statusCode} ${reason}`.trim()), source.words)
  }
  const text = await readBody(response, sizeLimit, source.words)
  return {
    status: 'fetched',
    text,
    ...validator('etag', response.headers.etag),
    ...validator('lastModified', response.headers['last-modified']),
  }
}

function conditions({ etag, lastModified }: Validators = {}): Record<string, string> {
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
  }
}

function validator(name: keyof Validators, value: string | undefined): Validators {
  return value === undefined || value === '' || value.length > validatorLimit ? {} : { [name]: value }
}

/** Where a redirect leads, if it may be followed: a storage service may send on within its origin. */
function redirected(
  first: SourceUrl,
  from: SourceUrl,
  location: string | undefined,
  followed: number,
  allowHost: string | undefined,
): SourceUrl {
  const refuse = (why: string) => refusedSource(first.url.href, [fault('SOURCE_REDIRECT', why)], first.words)
  if (location === undefined || !URL.canParse(location, from.url.href)) {
    throw refuse('The source answered with a redirect that leads nowhere')
  }
  const target = new URL(location, from.url.href)
  if (!first.isFree || target.origin !== first.url.origin) {
    throw refuse(
      `The source redirects to ${shownUrl(target.href).slice(0, 200)}; give the URL of the ${first.words.noun} itself`,
    )
  }
  if (followed >= redirectLimit) throw refuse(`The source redirects more than ${redirectLimit} times`)
  return readSourceUrl(target.href, allowHost, first.words)
}

function unreachable(url: string, error: unknown, { noun }: SourceWords): IngotError {
  const reason = error instanceof Error ? reasonOf(error) : String(error)
  return new IngotError(
    'SOURCE_UNREACHABLE',
    `Failed to get ${noun} from '${shownUrl(url)}' due to: '${reason}'`,
    {
      cause: error,
    },
  )
}

/** Where every address of a host failed, Node throws an error of many, without a message of its own. */
function reasonOf(error: Error): string {
  if (!(error instanceof AggregateError)) return error.message
  return error.errors.map((one) => (one instanceof Error ? one.message : String(one))).join('; ')
}
