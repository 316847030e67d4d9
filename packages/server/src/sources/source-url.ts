import { IngotError, type Fault } from '@ingot/contract'
import { catalogWords, type SourceWords } from './source-words.ts'
import { isAddressHost, isAllowedForm, isAllowedHost, isFreeHost, isLocalName } from './source-host.ts'

/** A URL that may be fetched, as far as its text tells. */
export interface SourceUrl {
  readonly url: URL
  /** Whether an administrator allowed its host, so that its address need not be public. */
  readonly isAllowed: boolean
  /** Whether its host is a storage service or GitHub: those may redirect within their origin. */
  readonly isFree: boolean
  /** What it is called in sentences. */
  readonly words: SourceWords
}

/** A URL that is to be judged: as it was written, and as it was understood. */
interface Candidate extends SourceUrl {
  readonly text: string
  /** What stands between `//` and the path, as it was written; `undefined` where the URL has another form. */
  readonly authority: string | undefined
  readonly allowHost: string | undefined
}

const lengthLimit = 2048

const messages = {
  malformed: 'The specified URL is malformed or has invalid syntax!',
  query: ({ many }: SourceWords) =>
    `The specified URL contains query parameters or fragments which are not allowed for ${many}!`,
  local: ({ many }: SourceWords) =>
    `The specified URL points to a local or private network address which is not allowed for ${many}!`,
}

/**
 * Reads the URL of a catalog and judges its text; what its host resolves to is judged when it is connected to. Throws
 * `SOURCE_REFUSED` with every fault; texts of Cloudbreak's ImageCatalogUrlValidator where it has them.
 */
export function readSourceUrl(
  text: string,
  allowHost?: string,
  words: SourceWords = catalogWords,
): SourceUrl {
  if (text.length > lengthLimit) {
    const message = `Expected a URL of at most ${lengthLimit} characters, got ${text.length}`
    throw refusedSource(text, [fault('SOURCE_URL_LONG', message)], words)
  }
  if (!URL.canParse(text))
    throw refusedSource(text, [fault('SOURCE_URL_MALFORMED', messages.malformed)], words)
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refusedSource(text, [otherScheme(url)], words)
  const candidate: Candidate = {
    text,
    url,
    authority: /^https?:\/\/(?<authority>[^/?#]+)/i.exec(text)?.groups?.['authority'],
    allowHost,
    isAllowed: isAllowedHost(url, allowHost),
    isFree: isFreeHost(url.hostname),
    words,
  }
  const faults = rules.flatMap((rule) => rule(candidate) ?? [])
  if (faults.length > 0) throw refusedSource(text, faults, words)
  return candidate
}

/** Each tells at most one thing that is wrong; all of them are told. */
const rules: readonly ((candidate: Candidate) => Fault | undefined)[] = [
  ({ allowHost }) => {
    if (allowHost === undefined || isAllowedForm(allowHost)) return undefined
    return fault('ALLOWED_HOST_MALFORMED', `Expected a host or host:port to allow, got "${allowHost}"`)
  },
  ({ url, isAllowed }) => {
    if (url.protocol === 'https:' || (url.protocol === 'http:' && isAllowed)) return undefined
    return otherScheme(url)
  },
  ({ text, authority }) => {
    const isPlain = authority !== undefined && /^[\x21-\x7e]+$/.test(text) && !text.includes('\\')
    return isPlain ? undefined : fault('SOURCE_URL_MALFORMED', messages.malformed)
  },
  ({ url, authority = '' }) => {
    const isAnonymous = url.username === '' && url.password === '' && !authority.includes('@')
    return isAnonymous ? undefined : fault('SOURCE_CREDENTIALS', 'Expected a URL without a user or password')
  },
  ({ text, isFree, words }) =>
    !isFree && /[?#]/.test(text) ? fault('SOURCE_QUERY', messages.query(words)) : undefined,
  ({ url, isAllowed, words }) => {
    if (isAllowed || !(isAddressHost(url.hostname) || isLocalName(url.hostname))) return undefined
    return fault('SOURCE_LOCAL', messages.local(words))
  },
  ({ url, authority = '' }) => {
    // A host that is understood otherwise than it is written (0x7f.1, 2130706433, %6c, ①) is there to deceive.
    const written = authority.replace(/^.*@/, '').replace(/:\d*$/, '').toLowerCase()
    if (written === url.hostname && !written.endsWith('.')) return undefined
    const message = `Expected the host in its plain form "${url.hostname.replace(/\.+$/, '')}", got "${written}"`
    return fault('SOURCE_HOST_FORM', message)
  },
  ({ url, isAllowed }) => {
    if (isAllowed || url.port === '') return undefined
    return fault('SOURCE_PORT', `Expected the port of https, 443, got ${url.port}`)
  },
]

function otherScheme(url: URL): Fault {
  return fault('SOURCE_SCHEME', `Expected an https URL, got one of "${url.protocol}"`)
}

/** The refusal of a source, with what is wrong with it. */
export function refusedSource(text: string, faults: readonly Fault[], { one }: SourceWords): IngotError {
  const [first] = faults
  const more = faults.length > 1 ? `, and ${faults.length - 1} more` : ''
  const message = `Cannot fetch ${one} from '${shownUrl(text)}': ${first?.message}${more}`
  return new IngotError('SOURCE_REFUSED', message, { faults })
}

/** A URL as messages and logs show it: without credentials, and without a query, which may be a signature. */
export function shownUrl(text: string): string {
  const shown = text.slice(0, lengthLimit).replace(/\/\/[^/?#]*@/, '//')
  return shown.replace(/\?.*$/s, '?…')
}

/** A fault of a source. */
export function fault(code: string, message: string): Fault {
  return { severity: 'error', code, message }
}
