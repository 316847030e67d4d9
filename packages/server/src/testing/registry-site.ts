import {
  createClient,
  operations,
  type Client,
  type Image,
  type OperationName,
  type RoleName,
} from '@ingot/contract'
import { openLedger, type Ledger } from '@ingot/ledger'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../app.ts'
import { kinds } from '../kinds.ts'
import { serveMetrics } from '../metrics.ts'
import { closeRegistryClient } from '../registries/open-clients.ts'
import { serveRepoFile } from '../runtimes/repo-feed.ts'
import { masterKeyHolder, type MasterKeySource } from '../secrets/master-key-holder.ts'
import { secretVault, type SecretVault } from '../secrets/secret-vault.ts'

/** An app on a ledger of its own that keeps registries and credentials. */
export interface RegistrySite {
  readonly folder: string
  /** Where the ledger is. */
  readonly place: string
  readonly ledger: Ledger
  readonly secrets: SecretVault
  readonly app: FastifyInstance
  /** The clock of the app: set it to move it. */
  now: Date
  /** Operations as the administrator `admin`. */
  readonly client: Client
  /** Operations as a user of a role. */
  as(user: string, role: RoleName): Client
  /** Stores a runtime as if it had been added. */
  addRuntime(identifier: string, credential?: string): Promise<void>
  /** How many revisions and keys of secrets there are. */
  stored(): Promise<[revision: number, keys: number]>
  close(): Promise<void>
}

interface SiteOptions {
  masterKey?: MasterKeySource
  /** Default: those of registries and credentials, and the log. */
  operations?: readonly OperationName[]
  logger?: FastifyBaseLogger
}

const own = (Object.keys(operations) as OperationName[]).filter((name) =>
  /^\/v1\/(?:registries|credentials|log)/.test(operations[name].path),
)

/** Who asks is what the header says: `ROLE/NAME`. */
function actorOf(header = '') {
  const [role, name] = header.split('/')
  return role === undefined || name === undefined ? undefined : { name, role: role as RoleName }
}

export async function openRegistrySite({
  masterKey,
  logger,
  operations: names = own,
}: SiteOptions = {}): Promise<RegistrySite> {
  const folder = mkdtempSync(join(tmpdir(), 'ingot-registries-'))
  const place = join(folder, 'ledger.db')
  const site = { now: new Date('2026-03-01T12:00:00.000Z') }
  const clock = () => site.now
  const ledger = await openLedger(place, { kinds, clock })
  const secrets = secretVault(ledger.secretKeys, masterKeyHolder(place, masterKey))
  const app = await createApp({
    ledger,
    secrets,
    authenticate: actorOf,
    clock,
    operations: names,
    ...(logger === undefined ? {} : { logger }),
    prepare: async (bare) => {
      await serveMetrics(bare, ledger)
      serveRepoFile(bare, { ledger, authenticate: actorOf, clock })
    },
  })
  const as = (user: string, role: RoleName) => clientOf(app, `${role}/${user}`)
  return Object.assign(site, {
    folder,
    place,
    ledger,
    secrets,
    app,
    as,
    client: as('admin', 'administrator'),
    addRuntime: async (identifier: string, credential?: string) => {
      const image = runtimeImage(identifier, credential)
      const changes = [{ kind: 'image', id: image.id, body: image }]
      await ledger.commit({ actor: 'admin', action: 'runtime.add', changes })
    },
    stored: async (): Promise<[number, number]> => [
      ledger.snapshot().revision,
      (await ledger.secretKeys.list()).length,
    ],
    close: async () => {
      await app.close()
      closeRegistryClient(ledger)
      await ledger.close()
      rmSync(folder, { recursive: true, force: true })
    },
  })
}

/** The least that a runtime needs here. */
function runtimeImage(identifier: string, credential: string | undefined): Image {
  const metadata = {
    metadataVersion: 2,
    editor: 'JupyterLab',
    kernel: 'Python 3.10',
    edition: 'Team',
    description: 'For tests',
    shortVersion: '2026.03',
    maintenanceVersion: 1,
    fullVersion: '2026.03.1',
  }
  return {
    id: `id of ${identifier}`,
    catalog: 'runtimes',
    name: 'team',
    version: '2026.03.1',
    artifacts: [],
    runtime: {
      number: 1,
      identifier,
      platforms: [],
      metadata,
      origin: { kind: 'manual' },
      ...(credential === undefined ? {} : { credential }),
      added: '2026-03-01T12:00:00.000Z',
    },
  } as unknown as Image
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
