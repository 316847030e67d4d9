import { IngotError } from '@ingot/contract'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Answers every refusal, ours and the framework's, as an RFC 9457 problem document. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | IngotError, request, reply) => {
    const known = error instanceof IngotError ? error : translate(error, request)
    // That the server closes is nobody's failure.
    if (known.code === 'SERVER_GONE') request.log.info({ requestId: request.id }, known.message)
    else if (known.status >= 500) request.log.error({ err: error, requestId: request.id }, 'Request failed')
    return sendProblem(known, request, reply)
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]
    return sendProblem(
      new IngotError('NO_SUCH_OPERATION', `No operation "${request.method} ${path}"`),
      request,
      reply,
    )
  })
}

/** Answers what the framework refuses before it looks for a route, such as a path with an escape that means nothing. */
export function refuseUnreadable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(translate(error, request), request, reply)
}

function sendProblem(error: IngotError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer')
  return reply
    .code(error.status)
    .type('application/problem+json')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(error.toProblem(request.id))
}

/** What the framework refuses before a use case is reached; anything unknown is our failure and tells nothing. */
function translate(error: FastifyError, request: FastifyRequest): IngotError {
  switch (error.statusCode) {
    case 413:
      return new IngotError(
        'PAYLOAD_TOO_LARGE',
        `The body is larger than ${request.routeOptions.bodyLimit} bytes`,
      )
    case 415:
      return new IngotError(
        'UNSUPPORTED_MEDIA_TYPE',
        `Cannot read a body of type "${request.headers['content-type']}"`,
      )
    case 400:
    case 414:
      return new IngotError('INVALID_REQUEST', `Cannot read the request: ${error.message}`)
    default:
      return new IngotError('INTERNAL', 'The request failed for a reason that is in the log', {
        cause: error,
      })
  }
}
