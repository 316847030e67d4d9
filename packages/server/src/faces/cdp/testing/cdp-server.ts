import type { RoleName } from '@ingot/contract'
import { openLedger, type Ledger } from '@ingot/ledger'
import type { FastifyInstance } from 'fastify'
import { mkdtempSync, rmSync } from 'node:fs'
import type { OutgoingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../../app.ts'
import { authenticateByKey, makeKey } from '../../../auth/api-key.ts'
import { installCatalogs } from '../../../install.ts'
import { kinds } from '../../../kinds.ts'
import { noSecrets } from '../../../secrets/secret-vault.ts'
import { invoker, type Invoke } from '../../invoke.ts'
import { refuseUnreadableCdp, serveCdp } from '../serve-cdp.ts'
import { freeipaCatalog, runtimeCatalog } from './sample-catalogs.ts'

export interface WireReply {
  status: number
  /** The JSON of the answer. */
  body: Record<string, unknown>
  headers: OutgoingHttpHeaders
}

/** A server of CDP's API on a ledger of its own. */
export interface CdpServer {
  readonly app: FastifyInstance
  readonly ledger: Ledger
  /** The clock of the server: set it to move it. */
  now: Date
  /** Sends `imagecatalog/listCustomCatalogs` and the like, as the administrator or another user. */
  post(operation: string, body?: unknown, key?: string): Promise<WireReply>
  /** The access token of a user whose role is given. */
  keyOf(user: string, role: RoleName): Promise<string>
  /** Operations of the contract, as the administrator. */
  readonly invoke: Invoke
  close(): Promise<void>
}

/** Starts a server without a socket; with `bare`, on a ledger without default catalogs of CDP. */
export async function startCdp({ bare = false }: { bare?: boolean } = {}): Promise<CdpServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ingot-cdp-'))
  const server = { now: new Date('2026-03-01T12:00:00.000Z') }
  const clock = () => server.now
  const ledger = await openLedger(join(folder, 'ledger.db'), { kinds, clock })
  await installCatalogs(ledger, clock())
  const app = await createApp({
    ledger,
    clock,
    authenticate: authenticateByKey(ledger, () => clock().getTime()),
    operations: [],
    refuseUnreadable: refuseUnreadableCdp,
    prepare: (unready) => serveCdp(unready, { ledger, clock }),
  })
  const invoke: Invoke = (name, input) =>
    invoker({ ledger, secrets: noSecrets, actor: { name: 'admin', role: 'administrator' }, now: clock() })(
      name,
      input,
    )
  if (!bare) await addDefaults(invoke)
  const keyOf = (user: string, role: RoleName) => insertKey(ledger, user, role, clock())
  const own = await keyOf('admin', 'administrator')
  return Object.assign(server, {
    app,
    ledger,
    keyOf,
    invoke,
    post: (operation: string, body: unknown = {}, key = own) => post(app, operation, body, key),
    close: async () => {
      await app.close()
      await ledger.close()
      rmSync(folder, { recursive: true, force: true })
    },
  })
}

async function addDefaults(invoke: Invoke): Promise<void> {
  const sources = [
    ['cdp-default', 'runtime', runtimeCatalog],
    ['freeipa-default', 'freeipa', freeipaCatalog],
  ] as const
  for (const [catalog, type, content] of sources) {
    await invoke('addSource', { params: { catalog }, body: { type, from: `file:/${catalog}.json`, content } })
  }
}

async function insertKey(ledger: Ledger, user: string, role: RoleName, now: Date): Promise<string> {
  const { key, stored } = makeKey(user, role, now)
  await ledger.keys.insert(stored)
  return key
}

async function post(app: FastifyInstance, operation: string, body: unknown, key: string): Promise<WireReply> {
  const response = await app.inject({
    method: 'POST',
    url: `/api/v1/${operation}`,
    headers: { 'content-type': 'application/json', authorization: key },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const { statusCode, headers } = response
  return { status: statusCode, headers, body: response.json<Record<string, unknown>>() }
}
