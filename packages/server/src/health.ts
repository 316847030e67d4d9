import type { Ledger } from '@ingot/ledger'
import type { FastifyInstance } from 'fastify'

/** `/healthz`: the process answers. `/readyz`: it also reaches its ledger. Neither needs a key nor tells anything else. */
export function serveHealth(app: FastifyInstance, ledger: Ledger): void {
  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'ok' }))
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    try {
      const snapshot = await ledger.refresh()
      return { status: 'ready', revision: snapshot.revision }
    } catch (error) {
      app.log.warn({ err: error }, 'Not ready')
      return reply.code(503).send({ status: 'not ready' })
    }
  })
}
