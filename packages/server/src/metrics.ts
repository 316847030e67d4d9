import type { Ledger } from '@ingot/ledger'
import type { FastifyInstance } from 'fastify'

/** Serves Prometheus metrics at `/metrics`: requests by operation and status, the ledger's revision, the process. */
export async function serveMetrics(app: FastifyInstance, ledger: Ledger): Promise<void> {
  // A CommonJS package: bundled, it has no names but its default.
  const { default: prometheus } = await import('prom-client')
  const { Gauge, Histogram, Registry, collectDefaultMetrics } = prometheus
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'ingot_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['operation', 'status'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5],
    registers: [registry],
  })
  const revision = new Gauge({
    name: 'ingot_ledger_revision',
    help: 'Revision of the newest snapshot of this server',
    registers: [registry],
  })
  // Finding a series by its labels costs more than observing it.
  const series = new Map<string, ReturnType<typeof durations.labels>>()
  const seriesOf = (operation: string, status: number) => {
    const key = `${operation} ${status}`
    const found = series.get(key) ?? durations.labels(operation, String(status))
    series.set(key, found)
    return found
  }
  app.addHook('onResponse', (request, reply, done) => {
    const { schema } = request.routeOptions
    const operation = schema?.operationId ?? 'other'
    seriesOf(operation, reply.statusCode).observe(reply.elapsedTime / 1000)
    done()
  })
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    revision.set(ledger.snapshot().revision)
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
