import { redacted } from '../../registry/redact.ts'
import { shownText } from '../../registry/shown-text.ts'
import { CloudError, type CloudErrorKind } from '../cloud-error.ts'
import { isPassingFault, networkFault } from '../http/network-fault.ts'

/** Codes by what they mean (Amazon EC2 API Reference, "Error codes"; STS API Reference, "Common Errors"). */
const codes: Readonly<Partial<Record<CloudErrorKind, readonly string[]>>> = {
  throttled: [
    'BandwidthLimitExceeded',
    'EC2ThrottledException',
    'PriorRequestNotComplete',
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'RequestThrottled',
    'RequestThrottledException',
    'ResourceLimitExceeded',
    'SlowDown',
    'ThrottledException',
    'Throttling',
    'ThrottlingException',
    'TooManyRequestsException',
    'TransactionInProgressException',
  ],
  forbidden: ['UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException', 'OptInRequired', 'Blocked'],
  credentials: [
    'AuthFailure',
    'InvalidClientTokenId',
    'UnrecognizedClientException',
    'MissingAuthenticationToken',
    'ExpiredToken',
    'ExpiredTokenException',
    'RequestExpired',
    'SignatureDoesNotMatch',
    'InvalidSignatureException',
    'IncompleteSignature',
    'CredentialsProviderError',
    'TokenProviderError',
  ],
  clock: ['RequestTimeTooSkewed', 'RequestInTheFuture'],
  conflict: ['IdempotentParameterMismatch', 'InvalidAMIName.Duplicate', 'IncorrectState'],
  unsupported: ['UnsupportedOperation', 'Unsupported'],
  timeout: ['TimeoutError', 'RequestTimeout', 'RequestTimeoutException'],
}

const kinds: ReadonlyMap<string, CloudErrorKind> = new Map(
  (Object.entries(codes) as [CloudErrorKind, string[]][]).flatMap(([kind, names]) =>
    names.map((name) => [name, kind] as const),
  ),
)

const beginnings: Readonly<Partial<Record<CloudErrorKind, string>>> = {
  credentials: 'AWS does not take the credentials',
  forbidden: 'AWS does not allow this',
  throttled: 'AWS is asked too often',
  timeout: 'AWS does not answer in time',
  unreachable: 'AWS cannot be reached',
  clock: 'AWS and this machine do not agree about the time',
  invalid: 'AWS answers something that makes no sense',
}

/** A signature is good for five minutes (IAM User Guide, "Elements of a request signature"); less is no difference, in ms. */
const longestSkew = 4 * 60_000

/** What is looked at of an error of the SDK. */
interface AwsFacts {
  /** `RequestLimitExceeded`; of errors without an answer their name. */
  readonly code: string
  readonly message: string
  /** Absent where there was no answer. */
  readonly status: number | undefined
  /** What the clock of the cloud is ahead of ours, in ms; absent where it did not tell. */
  readonly skew: number | undefined
}

/** The error of an account for whatever the SDK threw; `asked` is where the question went. Of `secrets` nothing is told. */
export function awsError(error: unknown, asked: URL, secrets: readonly string[] = []): CloudError {
  if (error instanceof CloudError) return error
  if (isNetworkFault(error)) return networkFault(error, faultyUrl(error, asked))
  const facts = factsOf(error)
  const kind = kindOf(facts)
  const said = facts.message.replace(/\s*Encoded authorization failure message:[^]*$/, '')
  const words = shownText(redacted(`${facts.code}: ${said}`, secrets))
  return new CloudError(kind, `${beginnings[kind] ?? 'AWS refuses this'}: ${words}`)
}

/** The code of an answer that is no success; of anything else its name. */
export function awsCode(error: unknown): string {
  return factsOf(error).code
}

/**
 * Whether the same may succeed when it is asked again; `told` is what became of the error. The SDK corrects its clock by
 * the first answer that tells another time.
 */
export function isPassing(error: unknown, told: CloudError): boolean {
  if (told.kind === 'throttled' || isPassingFault(told)) return true
  const { $metadata: metadata } = (error ?? {}) as { $metadata?: { clockSkewCorrected?: boolean } }
  return metadata?.clockSkewCorrected === true || (factsOf(error).status ?? 0) >= 500
}

function kindOf({ code, message, status, skew }: AwsFacts): CloudErrorKind {
  const kind = kinds.get(code)
  if (kind === 'credentials') return kindOfRefusal(code, message, skew)
  if (kind !== undefined) return kind
  if (status === undefined || status < 400) return 'invalid'
  if (status === 429) return 'throttled'
  return status >= 500 ? 'unreachable' : 'failed'
}

/** EC2 has one code for keys that it does not know, for clocks that differ, and for images of others. */
function kindOfRefusal(code: string, message: string, skew: number | undefined): CloudErrorKind {
  if (code === 'AuthFailure' && /^Not authorized/i.test(message)) return 'forbidden'
  if (skew !== undefined && Math.abs(skew) > longestSkew) return 'clock'
  if (/signature expired|not yet current/i.test(message)) return 'clock'
  return code === 'RequestExpired' && skew === undefined ? 'clock' : 'credentials'
}

function factsOf(error: unknown): AwsFacts {
  const { name, message, $metadata, $response } = (error ?? {}) as SdkError
  const date = Date.parse($response?.headers?.['date'] ?? '')
  return {
    code: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : String(error),
    status: $metadata?.httpStatusCode ?? $response?.statusCode,
    skew: Number.isNaN(date) ? undefined : date - Date.now(),
  }
}

/** The fields that the SDK puts on errors; none is certain. */
interface SdkError {
  readonly name?: unknown
  readonly message?: unknown
  readonly $metadata?: { readonly httpStatusCode?: number }
  readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> }
}

/** Errors of Node have a code in capitals, and no answer of the cloud. */
function isNetworkFault(error: unknown): error is NodeJS.ErrnoException {
  const { code } = (error ?? {}) as { code?: unknown }
  return error instanceof Error && typeof code === 'string' && /^(?:E[A-Z]|HPE_|CERT_|[A-Z]+_)/.test(code)
}

/** What the SDK asked may have been another host than EC2: STS, or where credentials come from. */
function faultyUrl(error: NodeJS.ErrnoException, asked: URL): URL {
  const { hostname } = error as { hostname?: unknown }
  return typeof hostname === 'string' && URL.canParse(`https://${hostname}`)
    ? new URL(`https://${hostname}`)
    : asked
}
