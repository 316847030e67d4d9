import { IngotError, type Catalog } from '@ingot/contract'
import { printCloudbreak } from '@ingot/core'
import type { Ledger, Snapshot } from '@ingot/ledger'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { accessOf } from './auth/access.ts'
import type { Authenticate } from './auth/actor.ts'
import { contentOf } from './image-source.ts'

const compress = promisify(gzip)

/** A catalog as it goes over the wire. */
interface Page {
  readonly etag: string
  readonly plain: Buffer
  readonly zipped: Buffer
}

interface FeedOptions {
  ledger: Ledger
  authenticate: Authenticate
}

/**
 * Serves every catalog as Cloudbreak JSON v3 at `/catalogs/NAME.json`, derived images merged, so that a Cloudbreak can
 * register it by URL. A catalog that is not published answers only to who may use it, and says of no name whether it
 * exists.
 */
export function serveCatalogs(app: FastifyInstance, { ledger, authenticate }: FeedOptions): void {
  app.get<{ Params: { name: string } }>(
    '/catalogs/:name.json',
    { schema: { hide: true } },
    async (request, reply) => {
      const snapshot = ledger.snapshot()
      const catalog = await readable(snapshot, request, authenticate)
      return sendPage(request, reply, await pageOf(snapshot, catalog), catalog.published === true)
    },
  )
}

async function readable(
  snapshot: Snapshot,
  { params, headers }: FastifyRequest<{ Params: { name: string } }>,
  authenticate: Authenticate,
): Promise<Catalog> {
  const catalog = snapshot.get<Catalog>('catalog', params.name)?.body
  if (catalog?.published === true) return catalog
  const actor = await authenticate(headers.authorization)
  if (actor === undefined) {
    throw new IngotError(
      'UNAUTHENTICATED',
      `No catalog "${params.name}" is published; a key is needed to read others`,
    )
  }
  if (catalog === undefined || !accessOf(snapshot, actor).catalog(catalog.name, 'use')) {
    throw new IngotError('CATALOG_NOT_FOUND', `"${actor.name}" may use no catalog named "${params.name}"`)
  }
  return catalog
}

/** The pages of catalogs that did not change since; by their images, of which a catalog has one array. */
const pages = new WeakMap<object, { layout: unknown; page: Promise<Page> }>()

function pageOf(snapshot: Snapshot, catalog: Catalog): Promise<Page> {
  const { images, layout } = contentOf(snapshot, catalog)
  const known = pages.get(images)
  if (known !== undefined && known.layout === layout) return known.page
  const json = printCloudbreak(
    images.map(({ body }) => body),
    layout,
  )
  const page = makePage(JSON.stringify(json))
  // Catalogs without images share the empty array, and their pages with it: they are all the same.
  pages.set(images, { layout, page })
  return page
}

async function makePage(text: string): Promise<Page> {
  const plain = Buffer.from(text)
  const digest = createHash('sha256').update(plain).digest('base64url')
  // Weak, since it names the catalog in either coding.
  return { etag: `W/"${digest}"`, plain, zipped: await compress(plain) }
}

function sendPage(request: FastifyRequest, reply: FastifyReply, page: Page, isPublic: boolean) {
  void reply
    .header('etag', page.etag)
    .header('vary', 'Accept-Encoding, Authorization')
    .header('cache-control', isPublic ? 'public, no-cache' : 'private, no-cache')
  if (isKnown(request.headers['if-none-match'], page.etag)) return reply.code(304).send()
  void reply.type('application/json; charset=utf-8')
  if (!acceptsGzip(request.headers['accept-encoding'])) return reply.send(page.plain)
  return reply.header('content-encoding', 'gzip').send(page.zipped)
}

function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined || header.length > 4096) return false
  return header.split(',').some((known) => ['*', etag, etag.slice(2)].includes(known.trim()))
}

function acceptsGzip(header: string | undefined): boolean {
  if (header === undefined || header.length > 1024) return false
  return header
    .split(',')
    .some((coding) => /^\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(coding))
}
