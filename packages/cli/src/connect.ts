import { userInfo } from 'node:os'
import type { OperationName, Send } from '@ingot/contract'
import { IngotError } from '@ingot/contract'
import type { SharedOptions } from './flags.ts'
import type { Io } from './io.ts'
import { UsageError } from './usage-error.ts'

/** A way to the API, over HTTP or in process, until it is closed. */
export interface Connection {
  send: Send
  close(): Promise<void>
}

/** Opens a way to the API for the operations that a command calls. */
export type Connect = (
  options: SharedOptions,
  io: Io,
  operations: readonly OperationName[],
) => Promise<Connection>

/** A server where --url or INGOT_URL names one; otherwise the local ledger. An explicit --db wins over INGOT_URL. */
export const connect: Connect = async (options, io, operations) => {
  const url = serverAddress(options, io)
  if (url !== undefined) return httpConnection(url, options.key ?? io.env['INGOT_KEY'])
  const { openLocal } = await import('@ingot/server')
  const place = ledgerPlace(options, io)
  return await openLocal({ place, operations, actor: actorName(io), masterKey: masterKeySource(io) })
}

/** What is still on its way when it is closed, nobody waits for: the server is told by the end of the connection. */
function httpConnection(url: URL, key: string | undefined): Connection {
  const controller = new AbortController()
  return { send: httpSend(url, key, controller.signal), close: async () => controller.abort() }
}

/** Where the local ledger is: --db, INGOT_DB, or `.ingot/ledger.db` in the current folder. */
export function ledgerPlace(options: { db?: string }, io: Io): string {
  return options.db ?? nonEmpty(io.env['INGOT_DB']) ?? '.ingot/ledger.db'
}

/** Where the operator says that the master key of secrets is. */
export function masterKeySource({ env }: Io): { key?: string | undefined; file?: string | undefined } {
  return { key: env['INGOT_MASTER_KEY'], file: env['INGOT_MASTER_KEY_FILE'] }
}

/** Who acts, for the log: INGOT_ACTOR, or who is at the keyboard. A server knows its callers by their keys instead. */
function actorName(io: Io): string {
  const given = nonEmpty(io.env['INGOT_ACTOR'])
  if (given !== undefined) return given
  try {
    return userInfo().username
  } catch {
    // A container may run as a user without a name.
    return 'local'
  }
}

function serverAddress(options: SharedOptions, io: Io): URL | undefined {
  if (options.url !== undefined && options.db !== undefined) {
    throw new UsageError('USAGE', '--url and --db cannot be given together', 'Name the server or the ledger.')
  }
  const text = options.url ?? (options.db === undefined ? nonEmpty(io.env['INGOT_URL']) : undefined)
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw new UsageError(
    'USAGE',
    `Expected the address of a server, got "${text}"`,
    'Give an address such as http://127.0.0.1:4468 with --url or INGOT_URL.',
  )
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}

/** Sends over HTTP. The key goes to the named server alone: a redirect is refused, never followed. */
export function httpSend(server: URL, key: string | undefined, signal?: AbortSignal): Send {
  const base = server.href.replace(/\/+$/, '')
  const authorization: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` }
  return async ({ method, path, headers, body }) => {
    const response = await reach(base, path, {
      method,
      headers: { ...headers, ...authorization },
      body: typeof body === 'object' ? ReadableStream.from(body) : body,
      redirect: 'manual',
      ...(signal === undefined ? {} : { signal }),
      ...(typeof body === 'object' ? { duplex: 'half' } : {}),
    })
    if (response.status >= 300 && response.status < 400) throw redirected(base, response)
    return { status: response.status, body: bodyOf(response, base) }
  }
}

async function reach(base: string, path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(base + path, request)
  } catch (cause) {
    throw unreachable(base, cause)
  }
}

async function* bodyOf(response: Response, base: string): AsyncIterable<Uint8Array> {
  if (response.body === null) return
  try {
    yield* response.body
  } catch (cause) {
    throw unreachable(base, cause)
  }
}

function redirected(base: string, response: Response): IngotError {
  const target = response.headers.get('location') ?? 'an unnamed place'
  const message = `Expected an answer from "${base}", got a redirect to "${target}"; it was not followed`
  return new IngotError('SERVER_UNREACHABLE', message)
}

function unreachable(base: string, error: unknown): IngotError {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  const reason =
    cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : 'unknown'
  return new IngotError('SERVER_UNREACHABLE', `No answer from "${base}": ${reason}`, { cause: error })
}
