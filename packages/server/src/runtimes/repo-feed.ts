import { IngotError } from '@ingot/contract'
import { printRepoFile } from '@ingot/core'
import type { Ledger, Snapshot } from '@ingot/ledger'
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Authenticate } from '../auth/actor.ts'
import { permissionRefusal } from '../auth/roles.ts'
import { isPublished, repoFile } from './repo-file.ts'
import { runtimeIndex } from './runtime-index.ts'

interface FeedOptions {
  ledger: Ledger
  authenticate: Authenticate
  clock?: () => Date
}

/**
 * Serves the runtimes as a Runtime Repo file at `/runtimes/repo-assembly.json`, so that a workbench can register it by
 * URL. Without a key it answers only once it is published.
 */
export function serveRepoFile(app: FastifyInstance, { ledger, authenticate, clock }: FeedOptions): void {
  const now = clock ?? (() => new Date())
  app.get('/runtimes/repo-assembly.json', { schema: { hide: true } }, async (request, reply) => {
    const snapshot = ledger.snapshot()
    const isPublic = isPublished(snapshot)
    if (!isPublic) await admit(request, authenticate)
    return sendPage(request, reply, pageOf(snapshot, now()), isPublic)
  })
}

async function admit({ headers }: FastifyRequest, authenticate: Authenticate): Promise<void> {
  const actor = await authenticate(headers.authorization)
  if (actor === undefined) {
    throw new IngotError('UNAUTHENTICATED', 'The repo file is not published; a key is needed to read it')
  }
  const refusal = permissionRefusal(actor, 'runtime:read')
  if (refusal !== undefined) throw refusal
}

interface Page {
  readonly text: string
  readonly etag: string
}

/** The page of runtimes that did not change since; by their index, which is made anew where one does. */
const pages = new WeakMap<object, Page>()

function pageOf(snapshot: Snapshot, at: Date): Page {
  const index = runtimeIndex(snapshot, at)
  const known = pages.get(index)
  if (known !== undefined) return known
  const text = printRepoFile(repoFile(snapshot, at).runtimes)
  const page = { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` }
  pages.set(index, page)
  return page
}

function sendPage(request: FastifyRequest, reply: FastifyReply, { text, etag }: Page, isPublic: boolean) {
  void reply
    .header('etag', etag)
    .header('vary', 'Authorization')
    .header('cache-control', isPublic ? 'public, no-cache' : 'private, no-cache')
  const known = request.headers['if-none-match'] ?? ''
  // Whoever compresses on the way makes the tag a weak one.
  const tags = known.length > 4096 ? [] : known.split(',').map((one) => one.trim().replace(/^W\//, ''))
  const isKnown = tags.some((tag) => tag === '*' || tag === etag)
  if (isKnown) return reply.code(304).send()
  return reply
    .type('application/json; charset=utf-8')
    .serializer((page: unknown) => String(page))
    .send(text)
}
