import type { RoleName } from '@ingot/contract'
import { openLedger, type Ledger } from '@ingot/ledger'
import {
  startFakeRegistry,
  type BuiltManifest,
  type FakeRegistry,
  type FakeRegistryOptions,
} from '@ingot/testkit'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { mkdtempSync, rmSync } from 'node:fs'
import type { OutgoingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../../app.ts'
import { authenticateByKey, makeKey } from '../../../auth/api-key.ts'
import { installCatalogs } from '../../../install.ts'
import { kinds } from '../../../kinds.ts'
import { closeRegistryClient } from '../../../registries/open-clients.ts'
import { masterKeyHolder } from '../../../secrets/master-key-holder.ts'
import { secretVault } from '../../../secrets/secret-vault.ts'
import { ubuntu } from '../../../testing/sample-runtime.ts'
import { refuseUnreadableCdp, serveCdp } from '../../cdp/serve-cdp.ts'
import { invoker, type Invoke } from '../../invoke.ts'
import { refuseUnreadableCml, serveCml } from '../serve-cml.ts'

export interface CmlReply {
  status: number
  /** The JSON of the answer. */
  body: Record<string, unknown>
  headers: OutgoingHttpHeaders
}

interface CmlRequest {
  query?: Record<string, string> | string
  /** An object is sent as JSON. */
  body?: unknown
  headers?: Record<string, string>
  /** Another key than that of the administrator; none where it is empty. */
  key?: string
}

/** A server of the API v2 beside the other faces, on a ledger of its own, and a registry that was added to it. */
export interface CmlServer {
  readonly app: FastifyInstance
  readonly ledger: Ledger
  readonly registry: FakeRegistry
  /** The clock of the server: set it to move it. */
  now: Date
  /** Sends `GET`, `/runtimes` and the like, without the prefix. */
  send(method: string, path: string, request?: CmlRequest): Promise<CmlReply>
  /** The API key of a user whose role is given. */
  keyOf(user: string, role: RoleName): Promise<string>
  /** Operations of the contract, as the administrator. */
  readonly invoke: Invoke
  /** Pushes an image to the registry; answers its reference. */
  push(name: string, image: BuiltManifest, tag?: string): string
  close(): Promise<void>
}

interface CmlServerOptions extends FakeRegistryOptions {
  logger?: FastifyBaseLogger
}

/** Starts a server without a socket, where Ubuntu on the registry is the one allowed base. */
export async function startCml(options: CmlServerOptions = {}): Promise<CmlServer> {
  const { auth, logger, ...rest } = options
  const registry = await startFakeRegistry(rest)
  const folder = mkdtempSync(join(tmpdir(), 'ingot-cml-'))
  const place = join(folder, 'ledger.db')
  const server = { now: new Date('2026-03-01T12:00:00.000Z') }
  const clock = () => server.now
  const ledger = await openLedger(place, { kinds, clock })
  await installCatalogs(ledger, clock())
  const secrets = secretVault(ledger.secretKeys, masterKeyHolder(place))
  const authenticate = authenticateByKey(ledger, () => clock().getTime())
  const app = await createApp({
    ledger,
    secrets,
    clock,
    authenticate,
    ...(logger === undefined ? {} : { logger }),
    operations: ['listRuntimes'],
    refuseUnreadable: (error, request, reply) =>
      refuseUnreadableCdp(error, request, reply) ?? refuseUnreadableCml(error, request, reply),
    prepare: async (bare) => {
      await serveCdp(bare, { ledger, clock })
      await serveCml(bare, { context: { ledger, secrets }, authenticate, clock })
    },
  })
  const invoke: Invoke = (name, input) =>
    invoker({ ledger, secrets, actor: { name: 'admin', role: 'administrator' }, now: clock() })(name, input)
  await addRegistry(invoke, registry)
  // The base is looked at once; what is asked of the registry later may need a password.
  registry.auth = auth
  const keyOf = (user: string, role: RoleName) => insertKey(ledger, user, role, clock())
  const own = await keyOf('admin', 'administrator')
  return Object.assign(server, {
    app,
    ledger,
    registry,
    invoke,
    keyOf,
    send: (method: string, path: string, request: CmlRequest = {}) =>
      send(app, method, path, { key: own, ...request }),
    push: (name: string, image: BuiltManifest, tag = '1.0') => {
      registry.push(`team/${name}`, tag, image)
      return `${registry.host}/team/${name}:${tag}`
    },
    close: async () => {
      await app.close()
      closeRegistryClient(ledger)
      await ledger.close()
      await registry.close()
      rmSync(folder, { recursive: true, force: true })
    },
  })
}

async function addRegistry(invoke: Invoke, registry: FakeRegistry): Promise<void> {
  registry.push('library/ubuntu', '22.04', ubuntu)
  await invoke('addRegistry', {
    params: { registry: 'fake' },
    body: { server: registry.host, plainHttp: true },
  })
  await invoke('addBase', { body: { reference: `${registry.host}/library/ubuntu:22.04`, generation: 'os' } })
}

async function insertKey(ledger: Ledger, user: string, role: RoleName, now: Date): Promise<string> {
  const { key, stored } = makeKey(user, role, now)
  await ledger.keys.insert(stored)
  return key
}

async function send(
  app: FastifyInstance,
  method: string,
  path: string,
  { query, body, headers = {}, key = '' }: CmlRequest,
): Promise<CmlReply> {
  const search = query === undefined ? '' : `?${typeof query === 'string' ? query : encoded(query)}`
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  const response = await app.inject({
    method: method as 'GET',
    url: `/api/v2${path}${search}`,
    headers: {
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: isRaw ? Buffer.from(body) : JSON.stringify(body) }),
  })
  const { statusCode, payload } = response
  return {
    status: statusCode,
    headers: response.headers,
    body: payload === '' ? {} : response.json<Record<string, unknown>>(),
  }
}

function encoded(query: Record<string, string>): string {
  return new URLSearchParams(query).toString()
}
