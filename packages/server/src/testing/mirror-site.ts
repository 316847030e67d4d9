import type { Image, Input, Operations, Output } from '@ingot/contract'
import { openLedger, type Ledger } from '@ingot/ledger'
import { mkdtempSync, rmSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { imagesOfCatalog } from '../image-source.ts'
import { installCatalogs } from '../install.ts'
import { kinds } from '../kinds.ts'
import { mirrorState, type MirrorState } from '../mirror/mirror-state.ts'
import { addSource } from '../operations/mirror/add-source.ts'
import { syncCatalog } from '../operations/mirror/sync.ts'
import { noSecrets } from '../secrets/secret-vault.ts'
import { startSource, type SourceServer } from './source-server.ts'

type Body = Input<Operations['addSource']>['body']
type Synced = Output<Operations['syncCatalog']>

/** A ledger in a new folder, and a source of catalogs beside it. */
export interface MirrorSite {
  readonly name: string
  /** Where the ledger is. */
  readonly place: string
  readonly ledger: Ledger
  readonly source: SourceServer
  now: Date
  /** What the source says. */
  text: string
  /** With an ETag the source answers 304 to those who have it. */
  etag: string | undefined
  /** How the source answers, where it is to do something else. */
  answer: RequestListener
  context(): Context
  /** A request to mirror the source, which is allowed to be private. */
  body(given?: Partial<Body>): Body
  add(body?: Body, query?: object, catalog?: string): Promise<Synced>
  sync(query?: object, content?: string, catalog?: string): Promise<Synced>
  images(catalog?: string): Image[]
  state(): Promise<MirrorState | undefined>
  close(): Promise<void>
}

/** Opens a site whose catalog is named `cdp-default`; nothing is mirrored yet. */
export async function openMirrorSite(): Promise<MirrorSite> {
  const name = 'cdp-default'
  const folder = mkdtempSync(join(tmpdir(), 'ingot-mirror-'))
  const source = await startSource((request, response) => site.answer(request, response))
  const place = join(folder, 'ledger.db')
  const ledger = await openLedger(place, { kinds, clock: () => site.now })
  const site: MirrorSite = {
    name,
    place,
    ledger,
    source,
    now: new Date('2026-11-21T10:00:00.000Z'),
    text: '',
    etag: undefined,
    answer: ({ headers }, response) => {
      const { etag, text } = site
      if (etag !== undefined) response.setHeader('etag', etag)
      if (etag !== undefined && headers['if-none-match'] === etag) response.writeHead(304).end()
      else response.end(text)
    },
    context: () => ({
      ledger,
      secrets: noSecrets,
      actor: { name: 'ada', role: 'administrator' },
      now: site.now,
    }),
    body: (given) => ({
      type: 'runtime',
      from: `${source.url}/catalog.json`,
      allowHost: source.host,
      ...given,
    }),
    add: async (body = site.body(), query = {}, catalog = name) =>
      (await addSource({ params: { catalog }, query, body }, site.context())) as Synced,
    sync: async (query = {}, content, catalog = name) => {
      const body = content === undefined ? {} : { content }
      return (await syncCatalog({ params: { catalog }, query, body }, site.context())) as Synced
    },
    images: (catalog = name) => imagesOfCatalog(ledger.snapshot(), catalog).map(({ body }) => body),
    state: () => mirrorState(ledger.jobs, name),
    close: async () => {
      await source.close()
      await ledger.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await installCatalogs(ledger, site.now)
  return site
}
