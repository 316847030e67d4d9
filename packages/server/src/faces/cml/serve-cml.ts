import multipart from '@fastify/multipart'
import { IngotError } from '@ingot/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor, Authenticate } from '../../auth/actor.ts'
import { permissionRefusal } from '../../auth/roles.ts'
import type { Context } from '../../context.ts'
import { invoker } from '../invoke.ts'
import { frameworkRefusal } from '../framework-refusal.ts'
import { notInParts } from './addons/upload.ts'
import { plainNames } from './plain-names.ts'
import { readBody } from './read-body.ts'
import { gatewayRefusal, methodRefusal } from './refusal.ts'
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

/** Parts of an upload: two are known. How large each may be is for who reads it to say. */
const partLimits = { files: 8, parts: 8, fieldNameSize: 128, headerPairs: 32 }

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

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
      // What nothing is there for is refused before a byte of its body is read.
      scope.addHook('onRequest', async (request) => {
        if (request.is404) throw unknown(request)
      })
      scope.setNotFoundHandler((request, reply) => refuse(reply, unknown(request)))
      for (const route of wireRoutes) addRoute(scope, route, options)
      for (const path of new Set(wireRoutes.map((route) => route.path))) refuseOtherMethods(scope, path)
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
    schema: { operationId: `v2 ${route.method} ${route.path}`, hide: true },
    // Who asks is settled before a byte of the body is read.
    onRequest: async (request) => admit(request, route, authenticate),
    handler: async (request, reply) => {
      const answer = await route.answer({
        params: request.params as Record<string, string>,
        query: plainNames(lastValues(request.query)),
        body: plainNames(readBody(request.body)),
        request,
        invoke: invoker({ ...context, actor: request.actor as Actor, now: now() }),
      })
      return reply.code(route.status ?? 200).send(answer)
    },
  })
}

/** Refuses the methods that a path does not have. */
function refuseOtherMethods(scope: FastifyInstance, path: string): void {
  const own = wireRoutes.filter((route) => route.path === path).map(({ method }): string => method)
  const allowed = own.includes('GET') ? [...own, 'HEAD'] : own
  const answer = (request: FastifyRequest, reply: FastifyReply) =>
    reply.code(405).header('allow', allowed.join(', ')).send(methodRefusal(request.method, allowed))
  scope.route({
    method: methods.filter((method) => !allowed.includes(method)),
    url: path,
    schema: { hide: true },
    onRequest: async (request, reply) => answer(request, reply),
    handler: answer,
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
  // Else the whole of it would be kept in memory before anybody looks at it.
  if (route.isUpload === true && !isInParts(request)) throw notInParts()
}

function isInParts({ headers }: FastifyRequest): boolean {
  return /^multipart\/form-data\s*(?:;|$)/i.test(headers['content-type'] ?? '')
}

/** Bodies are read as JSON whatever they say they are; uploads come in parts. */
async function readBodies(scope: FastifyInstance): Promise<void> {
  scope.removeAllContentTypeParsers()
  // Parts are streams, whatever they say they are: as fields they would be kept in memory, and cut off where too long.
  await scope.register(multipart, { limits: partLimits, isPartAFile: () => true })
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
  // What is still to come of it is not read.
  if (error.code === 'PAYLOAD_TOO_LARGE') reply.header('connection', 'close')
  return reply.code(status).type('application/json').send(body)
}
