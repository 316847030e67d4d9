import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '../../../serve.ts'

/** What a command of the client gave. */
interface ClientResult {
  /** 0 where it succeeded; 255 for a refusal of the server. */
  status: number
  /** The JSON that it printed; `undefined` where it printed nothing. */
  output: unknown
  errors: string
}

/** A server on a port of its own, and the official client, which signs its requests with an access key of it. */
export interface ClientSession {
  readonly url: string
  /** Runs a command, written with a blank between its words; `values` follow it as they are. */
  run(command: string, ...values: string[]): Promise<ClientResult>
  /** The same with another private key, base64 of 32 bytes. */
  runWith(privateKey: string, command: string): Promise<ClientResult>
  close(): Promise<void>
}

/** Catalogs to mirror: names with their type and the text or the file of their content. */
export interface ClientCatalog {
  name: string
  type: 'runtime' | 'freeipa'
  content: string | { file: string }
}

/** Starts `ingot serve` in this process with an access key for the client. */
export async function startSession(
  client: string,
  catalogs: readonly ClientCatalog[],
): Promise<ClientSession> {
  const folder = mkdtempSync(join(tmpdir(), 'ingot-client-'))
  const server = await serve({ place: join(folder, 'ledger.db'), port: 0, version: '0.0.0' })
  const send = (method: string, path: string, body: object) =>
    call(server.url, server.key, method, path, body)
  for (const { name, type, content } of catalogs) {
    const text = typeof content === 'string' ? content : readFileSync(content.file, 'utf8')
    await send('PUT', `/v1/catalogs/${name}/source`, { type, from: `file:/${name}.json`, content: text })
  }
  const key = await send('POST', '/v1/access-keys', { user: 'ada', role: 'editor' })
  const run = (privateKey: string, parameters: readonly string[]) => {
    const environment = {
      PATH: process.env['PATH'],
      HOME: folder,
      CDP_ACCESS_KEY_ID: key['accessKeyId'],
      CDP_PRIVATE_KEY: privateKey,
    }
    const common = ['--endpoint-url', server.url, '--form-factor', 'public']
    return runClient(client, [...common, ...parameters], environment)
  }
  return {
    url: server.url,
    run: (command, ...values) => run(key['privateKey'] ?? '', [...command.split(' '), ...values]),
    runWith: (privateKey, command) => run(privateKey, command.split(' ')),
    close: async () => {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function call(
  url: string,
  key: string | undefined,
  method: string,
  path: string,
  body: object,
): Promise<Record<string, string>> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const response = await fetch(url + path, { method, headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as Record<string, string>
}

function runClient(
  client: string,
  parameters: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<ClientResult> {
  return new Promise((resolve) => {
    execFile(
      client,
      parameters,
      { env, timeout: 60_000, maxBuffer: 16 * 1024 * 1024 },
      (error, output, errors) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
        resolve({ status, output: output.trim() === '' ? undefined : parsed(output), errors })
      },
    )
  })
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output)
  } catch {
    return output
  }
}
