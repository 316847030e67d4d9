import { IngotError } from '@ingot/contract'
import type { Ledger } from '@ingot/ledger'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { AuthenticateSigned } from '../../auth/access-key.ts'
import type { Actor } from '../../auth/actor.ts'
import { authenticateRequest } from '../../auth/authenticate-request.ts'
import { permissionRefusal } from '../../auth/roles.ts'
import { noSecrets } from '../../secrets/secret-vault.ts'
import { invoker } from '../invoke.ts'
import type { WireOperation } from './operation.ts'
import { wireOperations } from './operations.ts'
import { wireRefusal, type WireRefusal } from './refusal.ts'
import { readRequest } from './request.ts'
import type { Site } from './site.ts'
import { frameworkRefusal } from '../framework-refusal.ts'

export interface CdpOptions {
  ledger: Ledger
  /** Default: by Signature V1, or by an API key as the access token. */
  authenticate?: AuthenticateSigned
  clock?: () => Date
  /** How far the date of a signature may be from the clock, before and after, in ms; default 15 minutes. */
  window?: number
  /** The account in the resource names (CRN) that are given; default `ingot`. */
  accountId?: string | undefined
  /** The region of the control plane in them; default `us-west-1`. */
  region?: string | undefined
}

const prefix = '/api/v1'

/** Answers CDP's API: `POST /api/v1/<service>/<operation>`, a JSON object in and out (CDP API, public form factor). */
export async function serveCdp(app: FastifyInstance, options: CdpOptions): Promise<void> {
  const face = faceOf(options)
  await app.register(
    async (scope) => {
      readAnyBody(scope)
      scope.addHook('onRequest', async (_request, reply) => nameRequest(reply))
      scope.setErrorHandler((error, request, reply) => {
        const known =
          error instanceof IngotError ? error : frameworkRefusal(error, request.routeOptions.bodyLimit ?? 0)
        if (known.status >= 500)
          request.log.error({ err: error, requestId: requestIdOf(reply) }, 'Request failed')
        return refuse(reply, wireRefusal(known))
      })
      scope.setNotFoundHandler((request, reply) => refuse(reply, unknown(request)))
      for (const operation of wireOperations) addRoute(scope, operation, face)
    },
    { prefix },
  )
}

/** Refuses a path of CDP's API that no route can be looked for by; leaves those of others alone. */
export function refuseUnreadableCdp(
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  if (!request.url.startsWith(`${prefix}/`)) return undefined
  nameRequest(reply)
  return refuse(reply, wireRefusal(frameworkRefusal(error, 0)))
}

/** What every route has at hand. */
interface Face {
  readonly ledger: Ledger
  readonly authenticate: AuthenticateSigned
  readonly clock: () => Date
  readonly site: Site
}

function faceOf({ ledger, authenticate, clock = () => new Date(), ...options }: CdpOptions): Face {
  const { window, accountId = 'ingot', region = 'us-west-1' } = options
  const signatures = { clock: () => clock().getTime(), ...(window === undefined ? {} : { window }) }
  return {
    ledger,
    authenticate: authenticate ?? authenticateRequest(ledger, signatures),
    clock,
    site: { account: accountId, region },
  }
}

function addRoute(scope: FastifyInstance, operation: WireOperation, face: Face): void {
  const { service, name, bodyLimit } = operation
  scope.route({
    method: 'POST',
    url: `/${service}/${name}`,
    ...(bodyLimit === undefined ? {} : { bodyLimit }),
    schema: { operationId: `${service}.${name}`, hide: true },
    // Who asks is settled before a byte of the body is read.
    onRequest: async (request) => admit(request, operation, face),
    handler: async (request) => {
      const given = readRequest(operation.request, request.body)
      const { ledger } = face
      const context = { ledger, secrets: noSecrets, actor: request.actor as Actor, now: face.clock() }
      return operation.answer(given, { site: face.site, invoke: invoker(context) })
    },
  })
}

async function admit(request: FastifyRequest, { permission }: WireOperation, face: Face): Promise<void> {
  const { method, url, headers, raw } = request
  const actor = await face.authenticate({ method, url, headers, rawHeaders: raw.rawHeaders })
  if ('refusal' in actor) throw new IngotError('UNAUTHENTICATED', actor.refusal)
  const refusal = permissionRefusal(actor, permission)
  if (refusal !== undefined) throw refusal
  request.actor = actor
}

/** Bodies are read as JSON whatever they say they are: some clients say nothing. */
function readAnyBody(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

/** Every answer bears the id of its request, under both names that clients look for. */
function nameRequest(reply: FastifyReply): void {
  const id = randomUUID()
  reply.header('x-altus-request-id', id).header('x-cdp-request-id', id)
}

function requestIdOf(reply: FastifyReply): unknown {
  return reply.getHeader('x-altus-request-id')
}

function unknown({ method, url }: FastifyRequest): WireRefusal {
  const path = url.split('?')[0] ?? url
  const isKnown = wireOperations.some(({ service, name }) => path === `${prefix}/${service}/${name}`)
  return isKnown
    ? {
        status: 405,
        code: 'METHOD_NOT_ALLOWED',
        message: `${method} is not allowed: operations take POST only`,
      }
    : { status: 404, code: 'NOT_FOUND', message: `No operation has the path ${path}` }
}

function refuse(reply: FastifyReply, { status, code, message }: WireRefusal): FastifyReply {
  if (status === 405) reply.header('allow', 'POST')
  return reply.code(status).type('application/json').send({ code, message })
}
