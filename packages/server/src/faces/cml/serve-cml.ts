import multipart from '@fastify/multipart'
import { IngotError } from '@ingot/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor, Authenticate } from '../../auth/actor.ts'
import { permissionRefusal } from '../../auth/roles.ts'
import type { Context } from '../../context.ts'
import { invoker } from '../invoke.ts'
import { frameworkRefusal } from '../framework-refusal.ts'
import { gatewayRefusal } from './refusal.ts'
import { readBody } from './read-body.ts'
import type { WireRoute } from './route.ts'
import { wireRoutes } from './routes.ts'

export interface CmlOptions {
  /** What use cases are given beside who asks and when. */
  context: Omit<Context, 'actor' | 'now'>
  /** By an API key: `Authorization: Bearer KEY`. */
  authenticate: Authenticate
  clock?: () => Date
}

const prefix = '/api/v2'

/** Parts of an upload: two are known. What is larger than a file may be is refused by who reads it. */
const partLimits = { fields: 8, files: 2, parts: 8, fieldSize: 64 * 1024, fieldNameSize: 128 }

/** Answers the API v2 of the workbench, as far as it has to do with runtimes (cml §11.1 to §11.4). */
export async function serveCml(app: FastifyInstance, options: CmlOptions): Promise<void> {
  await app.register(
    async (scope) => {
      await readBodies(scope)
      scope.setErrorHandler((error: Error, request, reply) => {
        const known =
          error instanceof IngotError ? error : frameworkRefusal(error, request.routeOptions.bodyLimit ?? 0)
        if (known.status >= 500) request.log.error({ err: error, requestId: request.id }, 'Request failed')
        return refuse(reply, known)
      })
      scope.setNotFoundHandler((request, reply) => refuse(reply, unknown(request)))
      for (const route of wireRoutes) addRoute(scope, route, options)
    },
    { prefix },
  )
}

/** Refuses a path of the API that no route can be looked for by; leaves those of others alone. */
export function refuseUnreadableCml(
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  return request.url.startsWith(`${prefix}/`) ? refuse(reply, frameworkRefusal(error, 0)) : undefined
}

function addRoute(
  scope: FastifyInstance,
  route: WireRoute,
  { context, authenticate, clock }: CmlOptions,
): void {
  const now = clock ?? (() => new Date())
  scope.route({
    method: route.method,
    url: route.path,
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    schema: { operationId: `v2 ${route.method} ${route.path}`, hide: true },
    // Who asks is settled before a byte of the body is read.
    onRequest: async (request) => admit(request, route, authenticate),
    handler: async (request, reply) => {
      const answer = await route.answer({
        params: request.params as Record<string, string>,
        query: lastValues(request.query),
        body: readBody(request.body),
        request,
        invoke: invoker({ ...context, actor: request.actor as Actor, now: now() }),
      })
      return reply.code(route.status ?? 200).send(answer)
    },
  })
}

async function admit(request: FastifyRequest, route: WireRoute, authenticate: Authenticate): Promise<void> {
  const { authorization } = request.headers
  const actor = await authenticate(authorization)
  if (actor === undefined) {
    const why = authorization === undefined ? 'The request has no API key' : 'The API key is not valid'
    throw new IngotError('UNAUTHENTICATED', `${why}: send "Authorization: Bearer KEY"`)
  }
  const refusal = permissionRefusal(actor, route.permission)
  if (refusal !== undefined) throw refusal
  request.actor = actor
}

/** Bodies are read as JSON whatever they say they are; uploads come in parts. */
async function readBodies(scope: FastifyInstance): Promise<void> {
  scope.removeAllContentTypeParsers()
  await scope.register(multipart, { limits: partLimits, throwFileSizeLimit: true })
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

/** Of a name that the query has several times the last; names are plain. */
function lastValues(query: unknown): Record<string, string> {
  const values = Object.entries(query as Record<string, string | string[]>)
  return Object.fromEntries(
    values.map(([name, value]) => [name, Array.isArray(value) ? (value.at(-1) ?? '') : value]),
  )
}

function unknown({ method, url }: FastifyRequest): IngotError {
  const path = url.split('?')[0]?.slice(0, 200)
  return new IngotError('NO_SUCH_OPERATION', `No operation has the method ${method} and the path ${path}`)
}

function refuse(reply: FastifyReply, error: IngotError): FastifyReply {
  const { status, body } = gatewayRefusal(error)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  return reply.code(status).type('application/json').send(body)
}
