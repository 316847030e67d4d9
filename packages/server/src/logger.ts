import type { FastifyBaseLogger } from 'fastify'
import { destination, pino } from 'pino'

/** The log of a server: JSON lines on standard error, from `level` on. Credentials of requests are left out. */
export function createLogger(
  level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent',
): FastifyBaseLogger {
  return pino({ level, redact: ['req.headers.authorization', 'req.headers.cookie'] }, destination(2))
}
