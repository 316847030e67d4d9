import { IngotError } from '@ingot/contract'
import type { Ledger } from '@ingot/ledger'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Actor } from '../../auth/actor.ts'
import { permissionRefusal } from '../../auth/roles.ts'
import { invoker } from './invoke.ts'
import type { WireOperation } from './operation.ts'
import { wireOperations } from './operations.ts'
import { wireRefusal, type WireRefusal } from './refusal.ts'
import { readRequest } from './request.ts'
import { frameworkRefusal } from './framework-refusal.ts'

/** Tells who sent a request, from its signature or token; or why nobody did. */
export type AuthenticateWire = (request: {
  method: string
  /** Path and query, as they came. */
  url: string
  headers: IncomingHttpHeaders
}) => Actor | IngotError | Promise<Actor | IngotError>

export interface CdpOptions {
  ledger: Ledger
  authenticate: AuthenticateWire
  clock?: () => Date
  /** The account in the resource names (CRN) that are given; default `ingot`. */
  accountId?: string
  /** The region of the control plane in them; default `us-west-1`. */
  region?: string
}

const prefix = '/api/v1'

/** Answers CDP's API: `POST /api/v1/<service>/<operation>`, a JSON object in and out (CDP API, public form factor). */
export async function serveCdp(app: FastifyInstance, options: CdpOptions): Promise<void> {
  await app.register(
    async (scope) => {
      readAnyBody(scope)
      scope.addHook('onRequest', async (_request, reply) => nameRequest(reply))
      scope.setErrorHandler((error, request, reply) => {
        const known = error instanceof IngotError ? error : frameworkRefusal(error)
        if (known.status >= 500)
          request.log.error({ err: error, requestId: requestIdOf(reply) }, 'Request failed')
        return refuse(reply, wireRefusal(known))
      })
      scope.setNotFoundHandler((request, reply) => refuse(reply, unknown(request)))
      for (const operation of wireOperations) addRoute(scope, operation, options)
    },
    { prefix },
  )
}

function addRoute(scope: FastifyInstance, operation: WireOperation, options: CdpOptions): void {
  const { ledger, authenticate, clock = () => new Date(), accountId, region } = options
  const site = { account: accountId ?? 'ingot', region: region ?? 'us-west-1' }
  const { service, name } = operation

  scope.route({
    method: 'POST',
    url: `/${service}/${name}`,
    ...(operation.bodyLimit === undefined ? {} : { bodyLimit: operation.bodyLimit }),
    schema: { operationId: `${service}.${name}`, hide: true },
    // Who asks is settled before a byte of the body is read.
    onRequest: async (request) => {
      const { method, url, headers } = request
      const actor = await authenticate({ method, url, headers })
      if (actor instanceof IngotError) throw actor
      const refusal = permissionRefusal(actor, operation.permission)
      if (refusal !== undefined) throw refusal
      request.actor = actor
    },
    handler: async (request) => {
      const given = readRequest(operation.request, request.body)
      const context = { ledger, actor: request.actor as Actor, now: clock() }
      return operation.answer(given, { site, invoke: invoker(context) })
    },
  })
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
