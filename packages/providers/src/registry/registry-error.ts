/**
 * What went wrong with a registry. `unreachable`: the network, or a registry that is ill; `unauthorized`: it wants a
 * credential, or another one; `denied`: it knows who asks, and says no; `malformed`: what came is not what it should
 * be; `refused`: Ingot does not do what would be needed; `no-platform`: the image is there, but not for a platform that
 * is wanted.
 */
export type RegistryErrorKind =
  | 'unreachable'
  | 'unauthorized'
  | 'denied'
  | 'not-found'
  | 'no-platform'
  | 'rate-limited'
  | 'malformed'
  | 'too-large'
  | 'digest-mismatch'
  | 'refused'
  | 'timeout'

/** What is known of an error beside its sentence. */
export interface RegistryErrorDetails {
  /** The status of the answer. */
  readonly status?: number
  /** The error code of the answer: `MANIFEST_UNKNOWN` (distribution-spec, error codes). */
  readonly code?: string
  /** Everything that is wrong, where that is more than the sentence tells. */
  readonly faults?: readonly string[]
  /** How long the registry asks to wait, in ms. */
  readonly retryAfter?: number
  readonly cause?: unknown
}

/** A registry could not be read. The message is a sentence that says what to do; it holds no secret. */
export class RegistryError extends Error {
  readonly kind: RegistryErrorKind
  readonly status: number | undefined
  readonly code: string | undefined
  readonly faults: readonly string[]
  readonly retryAfter: number | undefined

  constructor(kind: RegistryErrorKind, message: string, details: RegistryErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause })
    this.name = 'RegistryError'
    this.kind = kind
    this.status = details.status
    this.code = details.code
    this.faults = details.faults ?? [message]
    this.retryAfter = details.retryAfter
  }
}

/** How many faults are told of one thing, which may have many parts with some each. */
const faultLimit = 100

/** The error of a text with faults: the first in the message, with what the text is, and those after it beside it. */
export function malformed(what: string, faults: readonly string[]): RegistryError {
  const more = faults.length > 1 ? `, and ${faults.length - 1} more` : ''
  const surplus = faults.length - faultLimit
  return new RegistryError('malformed', `Cannot read ${what}: ${faults[0] ?? 'it is empty'}${more}`, {
    faults:
      surplus > 0 ? [...faults.slice(0, faultLimit), `There are ${surplus} more faults in ${what}`] : faults,
  })
}
