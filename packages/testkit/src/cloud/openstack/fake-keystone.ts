import { randomUUID } from 'node:crypto'
import {
  emptyAnswer,
  jsonAnswer,
  jsonOf,
  type OpenStackAnswer,
  type OpenStackCall,
} from './openstack-answer.ts'

/** Who is let in, by a password or by an application credential. */
export interface KeystoneUser {
  readonly username: string
  readonly password: string
  readonly applicationCredential: string
  readonly applicationSecret: string
  readonly project: string
  readonly projectId: string
}

/** Gives tokens as Keystone v3 does (API reference, "Password authentication with scoped authorization"). */
export class FakeKeystone {
  readonly #user: KeystoneUser
  readonly #catalog: () => readonly object[]
  readonly #tokens = new Map<string, number>()
  /** How long a token is good, in ms. May be changed at any time. */
  life = 3_600_000
  /** How many tokens it gave. */
  given = 0

  constructor(user: KeystoneUser, catalog: () => readonly object[]) {
    this.#user = user
    this.#catalog = catalog
  }

  /** Lets no token that was given be good any more, though they say that they are. */
  expireTokens(): void {
    this.#tokens.clear()
  }

  /** Whether a token is good. */
  accepts(token: unknown): boolean {
    return typeof token === 'string' && (this.#tokens.get(token) ?? 0) > Date.now()
  }

  answer({ method, path, body, headers }: OpenStackCall): OpenStackAnswer {
    if (path !== '/v3/auth/tokens') return emptyAnswer(404)
    if (method === 'GET') return this.#shown(headers['x-auth-token'], headers['x-subject-token'])
    if (method !== 'POST') return emptyAnswer(405)
    if (!this.#knows(jsonOf(body)['auth'])) return unauthorized
    const token = randomUUID()
    const expires = Date.now() + this.life
    this.#tokens.set(token, expires)
    this.given += 1
    return jsonAnswer(201, { token: this.#body(expires) }, { 'x-subject-token': token })
  }

  #shown(token: unknown, subject: unknown): OpenStackAnswer {
    if (!this.accepts(token) || token !== subject) return unauthorized
    return jsonAnswer(200, { token: this.#body(this.#tokens.get(String(token)) ?? 0) })
  }

  #body(expires: number): object {
    const { username, project, projectId } = this.#user
    const domain = { id: 'default', name: 'Default' }
    return {
      methods: ['password'],
      user: { id: 'u1', name: username, domain },
      project: { id: projectId, name: project, domain },
      roles: [{ id: 'r1', name: 'member' }],
      expires_at: new Date(expires).toISOString(),
      catalog: this.#catalog(),
    }
  }

  #knows(auth: unknown): boolean {
    const { identity, scope } = (auth ?? {}) as { identity?: Identity; scope?: Scope }
    const { user, application_credential: application } = {
      user: identity?.password?.user,
      application_credential: identity?.application_credential,
    }
    if (identity?.methods?.[0] === 'application_credential')
      // Such a credential belongs to one project; a scope is refused with it.
      return (
        scope === undefined &&
        application?.id === this.#user.applicationCredential &&
        application.secret === this.#user.applicationSecret
      )
    return (
      user?.name === this.#user.username &&
      user.password === this.#user.password &&
      user.domain?.name === 'Default' &&
      (scope?.project?.id === this.#user.projectId ||
        (scope?.project?.name === this.#user.project && scope.project.domain !== undefined))
    )
  }
}

interface Identity {
  methods?: string[]
  password?: { user?: { name?: string; password?: string; domain?: { name?: string } } }
  application_credential?: { id?: string; secret?: string }
}

interface Scope {
  project?: { id?: string; name?: string; domain?: { name?: string } }
}

const unauthorized = jsonAnswer(401, {
  error: { code: 401, title: 'Unauthorized', message: 'The request you have made requires authentication.' },
})
