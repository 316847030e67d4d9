import { IngotError, operations, Problem, type Operation, type OperationName } from '@ingot/contract'
import type { Ledger } from '@ingot/ledger'
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify'
import type { Actor, Authenticate } from './auth/actor.ts'
import { permissionRefusal } from './auth/roles.ts'
import type { Context } from './context.ts'
import { handlers } from './handlers.ts'
import { inputReader } from './input.ts'
import { jsonOf } from './json-text.ts'
import { openWork, type OpenWork } from './open-work.ts'
import { answerProblems, refuseUnreadable } from './problem.ts'
import { noSecrets, type SecretVault } from './secrets/secret-vault.ts'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | undefined
  }
}

export interface AppOptions {
  ledger: Ledger
  authenticate: Authenticate
  /** Seals and opens secrets; without it, what needs one is refused. */
  secrets?: SecretVault
  /** Which operations to serve; all unless given. A local command asks for its own only. */
  operations?: readonly OperationName[]
  clock?: () => Date
  logger?: FastifyBaseLogger
  /** Refuses a path that no route can be looked for by, in the form of the face that it belongs to, if it is of one. */
  refuseUnreadable?: (error: Error, request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined
  /** Called on the bare app, before the operations are registered. */
  prepare?: (app: FastifyInstance) => Promise<void>
}

/**
 * Input is checked by the reader of each operation, which reports all its parts at once. Answers are exactly what their
 * schema has: the types see to it, and a test on every operation. So the framework's own compilers are never loaded.
 */
const schemaController = {
  compilersFactory: { buildValidator: () => () => () => true, buildSerializer: () => () => jsonOf },
} as unknown as NonNullable<FastifyServerOptions['schemaController']>

type AnyHandler = (input: Record<string, unknown>, context: Context) => unknown

/** The HTTP application: one route per operation of the table, and nothing that the table does not have. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify({
    ...(options.logger === undefined ? {} : { loggerInstance: options.logger }),
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
    bodyLimit: 1024 * 1024,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 2048 },
    schemaController,
    frameworkErrors: (error, request, reply) => {
      if (options.refuseUnreadable?.(error, request, reply) === undefined)
        refuseUnreadable(error, request, reply)
    },
    // One logger for all requests: what is logged names its request, and few are logged.
    childLoggerFactory: (logger) => logger,
  })
  app.decorateRequest('actor', undefined)
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  answerProblems(app)
  await options.prepare?.(app)
  const names = options.operations ?? (Object.keys(operations) as OperationName[])
  const work = openWork(app)
  for (const name of names) await addRoute(app, name, options, work)
  return app
}

async function addRoute(
  app: FastifyInstance,
  name: OperationName,
  options: AppOptions,
  work: OpenWork,
): Promise<void> {
  const operation: Operation = operations[name]
  const handler = (await handlers[name]()) as unknown as AnyHandler
  const read = inputReader(operation)
  const { ledger, secrets = noSecrets, clock = () => new Date() } = options
  const isStream = operation.response === 'stream'

  app.route({
    method: operation.method,
    url: operation.path.replace(/\{(?<name>\w+)\}/g, ':$<name>'),
    schema: routeSchema(name, operation),
    ...(operation.bodyLimit === undefined ? {} : { bodyLimit: operation.bodyLimit }),
    onRequest: (request, _reply, done) => admit(request, operation, options.authenticate, done),
    handler: async (request, reply) => {
      const { closing } = work
      const context: Context = { ledger, secrets, actor: request.actor as Actor, now: clock(), closing }
      const answer = await work.during(() => handler(read(request), context))
      if (!isStream) return answer
      return reply.type('application/octet-stream').send(work.stream(answer as AsyncIterable<Uint8Array>))
    },
  })
}

/** Who asks is settled before a byte of the body is read; at once where the authenticator knows at once. */
function admit(
  request: FastifyRequest,
  { permission }: Operation,
  authenticate: Authenticate,
  done: (error?: Error) => void,
): void {
  const settle = (actor: Actor | undefined) => {
    if (actor === undefined) return done(unauthenticated(request))
    const refusal = permissionRefusal(actor, permission)
    request.actor = actor
    done(refusal)
  }
  const found = authenticate(request.headers.authorization)
  if (found instanceof Promise) found.then(settle, done)
  else settle(found)
}

function unauthenticated({ headers }: FastifyRequest): IngotError {
  const message =
    headers.authorization === undefined ? 'The request has no API key' : 'The API key is not valid'
  return new IngotError('UNAUTHENTICATED', message)
}

const refused = {
  description: 'A refusal as a problem document (RFC 9457); docs/reference/errors.md has every code',
  content: { 'application/problem+json': { schema: Problem } },
}

/** What the OpenAPI document says of an operation. */
function routeSchema(name: OperationName, operation: Operation) {
  const { params, query, body, response } = operation
  const isBytes = {
    description: 'Bytes as they come',
    content: { 'application/octet-stream': { schema: {} } },
  }
  return {
    operationId: name,
    summary: operation.summary,
    description: `Needs the permission ${operation.permission}.`,
    security: [{ key: [] }],
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    response: { 200: response === 'stream' ? isBytes : response, '4xx': refused, '5xx': refused },
  }
}
