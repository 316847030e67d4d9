import {
  createClient,
  type Client,
  type ImageType,
  type Input,
  type Operations,
  type RoleName,
} from '@ingot/contract'
import { openLedger, type Ledger } from '@ingot/ledger'
import type { FastifyInstance } from 'fastify'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../app.ts'
import { serveCatalogs } from '../catalog-feed.ts'
import { freeipaCatalog, runtimeCatalog } from '../faces/cdp/testing/sample-catalogs.ts'
import { installCatalogs } from '../install.ts'
import { kinds } from '../kinds.ts'
import { masterKeyHolder } from '../secrets/master-key-holder.ts'
import { secretVault } from '../secrets/secret-vault.ts'

type Derivation = Partial<Input<Operations['deriveImage']>['body']>

/** An app on a ledger of its own that mirrors the sample catalogs as `cdp-default` and `freeipa-default`. */
export interface CatalogSite {
  readonly ledger: Ledger
  readonly app: FastifyInstance
  /** Where the ledger is. */
  readonly place: string
  /** The clock of the app: set it to move it. */
  now: Date
  /** Operations as the administrator `admin`. */
  readonly client: Client
  /** Operations as a user of a role; an editor unless given. */
  as(user: string, role?: RoleName): Client
  /** Mirrors a text, as a catalog of a file. */
  mirror(catalog: string, content: string, type?: ImageType): ReturnType<Client['addSource']>
  /** Derives an image in a catalog; without references of its own unless they are given. */
  derive(catalog: string, from: string, more?: Derivation, query?: object): ReturnType<Client['deriveImage']>
  revision(): number
  close(): Promise<void>
}

/** Who asks is what the header says: `ROLE/NAME`. */
function actorOf(header = '') {
  const [role, name] = header.split('/')
  return role === undefined || name === undefined ? undefined : { name, role: role as RoleName }
}

/** Opens a site; with `bare`, without the default catalogs of CDP. */
export async function openCatalogSite({ bare = false }: { bare?: boolean } = {}): Promise<CatalogSite> {
  const folder = mkdtempSync(join(tmpdir(), 'ingot-catalogs-'))
  const place = join(folder, 'ledger.db')
  const site = { now: new Date('2026-03-01T12:00:00.000Z') }
  const clock = () => site.now
  const ledger = await openLedger(place, { kinds, clock })
  await installCatalogs(ledger, clock())
  const app = await createApp({
    ledger,
    secrets: secretVault(ledger.secretKeys, masterKeyHolder(place)),
    authenticate: actorOf,
    clock,
    prepare: async (unready) => serveCatalogs(unready, { ledger, authenticate: actorOf }),
  })
  const as = (user: string, role: RoleName = 'editor') => clientOf(app, `${role}/${user}`)
  const client = as('admin', 'administrator')
  const mirror: CatalogSite['mirror'] = (catalog, content, type = 'runtime') =>
    client.addSource({ params: { catalog }, body: { type, from: `file:/${catalog}.json`, content } })
  if (!bare) {
    await mirror('cdp-default', runtimeCatalog)
    await mirror('freeipa-default', freeipaCatalog, 'freeipa')
  }
  return Object.assign(site, {
    ledger,
    app,
    place,
    client,
    as,
    mirror,
    derive: (catalog: string, from: string, more: Derivation = {}, query: object = {}) =>
      client.deriveImage({ params: { catalog }, query, body: { from, vmImages: [], ...more } }),
    revision: () => ledger.snapshot().revision,
    close: async () => {
      await app.close()
      await ledger.close()
      rmSync(folder, { recursive: true, force: true })
    },
  })
}

function clientOf(app: FastifyInstance, authorization: string): Client {
  return createClient(async ({ method, path, headers, body }) => {
    const response = await app.inject({
      method: method as 'GET',
      url: path,
      headers: { ...headers, authorization },
      payload: typeof body === 'string' ? body : undefined,
      payloadAsStream: true,
    })
    return { status: response.statusCode, body: response.stream() }
  })
}
