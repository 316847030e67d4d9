import type { GceAnswer } from './gce-answer.ts'
import type { ServiceAccount } from './service-account.ts'

/** How far the clock of a caller may be off, in seconds. */
const tolerance = 300

/** Gives tokens for what a service account signed, as Google does (OAuth 2.0, "Service accounts"), and knows them again. */
export class GceTokens {
  readonly #account: ServiceAccount
  readonly #given = new Set<string>()
  #count = 0
  /** How far the clock of this cloud is ahead, in seconds. */
  ahead = 0

  constructor(account: ServiceAccount) {
    this.#account = account
  }

  /** Takes all tokens back that were given. */
  revoke(): void {
    this.#given.clear()
  }

  knows(authorization: string | undefined): boolean {
    return this.#given.has(authorization?.replace(/^Bearer /, '') ?? '')
  }

  /** What the token endpoint answers to a form. */
  answer(form: URLSearchParams, tokenUri: string): GceAnswer {
    const jwt = form.get('assertion') ?? ''
    const claims = claimsOf(jwt)
    if (claims === undefined || claims.aud !== tokenUri) return refused('Invalid JWT: Failed audience check.')
    if (claims.iss !== this.#account.email) return refused('Invalid grant: account not found')
    if (!this.#account.signed(jwt)) return refused('Invalid JWT Signature.')
    const now = Date.now() / 1000 + this.ahead
    if (Math.abs(Number(claims.iat) - now) > tolerance || Number(claims.exp) < now) return refused(untimely)
    return this.give()
  }

  /** A new token, as the metadata server of a machine gives it without being shown anything. */
  give(): GceAnswer {
    const token = `ya29.fake-${(this.#count += 1)}`
    this.#given.add(token)
    return { status: 200, body: { access_token: token, expires_in: 3599, token_type: 'Bearer' } }
  }
}

const untimely =
  'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.'

function refused(description: string): GceAnswer {
  return { status: 400, body: { error: 'invalid_grant', error_description: description } }
}

function claimsOf(jwt: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
  } catch {
    return undefined
  }
}
