import { randomUUID } from 'node:crypto'
import { errorAnswer, jsonAnswer, type RegistryAnswer } from './registry-answer.ts'

/** How a fake registry lets callers in. */
export type RegistryAuth =
  | { kind: 'basic'; user: string; password: string }
  | {
      kind: 'token'
      /** Without, everybody gets a token for everything. */
      user?: string
      password?: string
      /** What `expires_in` says, in seconds; 60 if left open. A token ends then. */
      expiresIn?: number
      /** Says another realm than its own `/token`. */
      realm?: string
      /** Says another service than its own host. */
      service?: string
      /** Repositories for which no token is good, though one is given; they are not told apart at `/token`. */
      withheld?: readonly string[]
      /** Repositories that a token without a credential is good for. */
      open?: readonly string[]
      /** The field that the token stands in; `token` if left open. */
      field?: 'token' | 'access_token'
    }

/** What a request brought to be let in: the scheme, and whether it was right. Never the secret itself. */
export interface SeenAuthorization {
  scheme: string
  right: boolean
}

type TokenAuth = Extract<RegistryAuth, { kind: 'token' }>

/** Checks who calls a fake registry, and gives tokens away. */
export class RegistryGate {
  private readonly tokens = new Map<string, { scopes: string[]; end: number }>()

  /** What is answered to a caller who may not have a repository (`undefined`: the root of the API). */
  refusal(
    auth: RegistryAuth | undefined,
    authorization: string | undefined,
    repository: string | undefined,
    origin: string,
  ): RegistryAnswer | undefined {
    if (auth === undefined) return undefined
    if (auth.kind === 'basic')
      return isBasic(authorization, auth) ? undefined : unauthorized('Basic realm="fake registry"')
    const given = this.tokens.get(/^bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '')
    const isCurrent = given !== undefined && Date.now() < given.end
    if (isCurrent && (repository === undefined || given.scopes.includes(repository))) return undefined
    return unauthorized(challenge(auth, repository, origin, fault(authorization, isCurrent)))
  }

  /** What `/token` answers. */
  token(
    auth: RegistryAuth | undefined,
    authorization: string | undefined,
    query: URLSearchParams,
  ): RegistryAnswer {
    if (auth?.kind !== 'token') return errorAnswer(404, 'UNSUPPORTED', 'no tokens here')
    const isKnown = auth.user === undefined || isBasic(authorization, auth)
    if (authorization !== undefined && !isKnown)
      return errorAnswer(401, 'UNAUTHORIZED', 'incorrect username or password')
    const asked = query.getAll('scope').flatMap((scope) => scope.split(' '))
    const scopes = asked.map(pulled).filter((name) => name !== '' && mayPull(auth, name, isKnown))
    const token = randomUUID()
    const seconds = auth.expiresIn ?? 60
    this.tokens.set(token, { scopes, end: Date.now() + seconds * 1000 })
    return jsonAnswer({ [auth.field ?? 'token']: token, expires_in: seconds })
  }

  /** What a request brought, without its secret. */
  seen(auth: RegistryAuth | undefined, authorization: string | undefined): SeenAuthorization | undefined {
    if (authorization === undefined) return undefined
    const [scheme = '', rest = ''] = authorization.split(' ')
    const token = this.tokens.get(rest)
    const right =
      scheme.toLowerCase() === 'bearer'
        ? token !== undefined && Date.now() < token.end
        : auth !== undefined && isBasic(authorization, auth)
    return { scheme, right }
  }
}

function isBasic(
  authorization: string | undefined,
  { user, password }: { user?: string; password?: string },
): boolean {
  const text = /^basic (.+)$/i.exec(authorization ?? '')?.[1]
  return text !== undefined && Buffer.from(text, 'base64').toString() === `${user}:${password}`
}

/** The repository of a scope that asks to pull: `repository:team/image:pull`. */
function pulled(scope: string): string {
  return /^repository:(.+):(?:[a-z,*]*,)?(?:pull|\*)(?:,[a-z,*]*)?$/.exec(scope)?.[1] ?? ''
}

function mayPull(auth: TokenAuth, repository: string, isKnown: boolean): boolean {
  if (auth.withheld?.includes(repository) === true) return false
  return isKnown || auth.open?.includes(repository) === true
}

function fault(authorization: string | undefined, isCurrent: boolean): string {
  if (authorization === undefined) return ''
  return isCurrent ? ',error="insufficient_scope"' : ',error="invalid_token"'
}

function challenge(auth: TokenAuth, repository: string | undefined, origin: string, error: string): string {
  const scope = repository === undefined ? '' : `,scope="repository:${repository}:pull"`
  const service = auth.service ?? new URL(origin).host
  return `Bearer realm="${auth.realm ?? `${origin}/token`}",service="${service}"${scope}${error}`
}

function unauthorized(challenge: string): RegistryAnswer {
  return errorAnswer(401, 'UNAUTHORIZED', 'authentication required', { 'www-authenticate': challenge })
}
