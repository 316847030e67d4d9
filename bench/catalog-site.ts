import { createClient, type Catalog, type Client, type Image } from '@ingot/contract'
import { openLedger, type Change, type Ledger } from '@ingot/ledger'
import { authenticateByKey, createApp, installCatalogs, kinds, makeKey } from '@ingot/server'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { catalogChanges, catalogText, imageChange } from './catalog.ts'
import { signerOf, type Signer } from './signing.ts'

const IMAGES_A_COMMIT = 2_000

export const loader = fileURLToPath(new URL('catalog-process.mjs', import.meta.url))

export async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'ingot-bench-cdp-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A client of the application on a new ledger, in this process. */
export async function withClient<Result>(
  folder: string,
  work: (client: Client, ledger: Ledger) => Promise<Result>,
): Promise<Result> {
  const ledger = await openLedger(join(folder, 'ledger.db'), { kinds })
  await installCatalogs(ledger, new Date())
  const { key, stored } = makeKey('bench', 'administrator', new Date())
  await ledger.keys.insert(stored)
  const app = await createApp({ ledger, authenticate: authenticateByKey(ledger) })
  const client = createClient(async ({ method, path, headers, body }) => {
    const response = await app.inject({
      method,
      url: path,
      headers: { ...headers, authorization: `Bearer ${key}` },
      payload: typeof body === 'string' ? body : undefined,
      payloadAsStream: true,
    })
    return { status: response.statusCode, body: response.stream() }
  })
  try {
    return await work(client, ledger)
  } finally {
    await app.close()
    await ledger.close()
  }
}

/** Serves the catalog as an object store does: with an ETag that it knows again. */
export async function withSource<Result>(work: (host: string) => Promise<Result>): Promise<Result> {
  const text = catalogText()
  const server = createServer((request, response) => {
    const isKnown = request.headers['if-none-match'] === '"bench"'
    response.writeHead(isKnown ? 304 : 200, { etag: '"bench"', 'content-type': 'application/json' })
    response.end(isKnown ? undefined : text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    return await work(`127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

function defaultCatalog(name: string): Change {
  const body: Catalog = {
    name,
    type: 'default',
    owner: 'bench',
    created: '2026-01-01T00:00:00.000Z',
    mirror: { type: 'runtime', from: 'https://example.com/catalog.json' },
  }
  return { kind: 'catalog', id: name, body }
}

export async function fill(ledger: Ledger, copies: number): Promise<Image[]> {
  const { images, layout } = catalogChanges('cdp-default', copies)
  const commit = (changes: Change[]) => ledger.commit({ actor: 'bench', action: 'bench.fill', changes })
  await commit([defaultCatalog('cdp-default'), { kind: 'layout', id: 'cdp-default', body: layout }])
  for (let start = 0; start < images.length; start += IMAGES_A_COMMIT) {
    await commit(images.slice(start, start + IMAGES_A_COMMIT).map(imageChange))
  }
  return images
}

/** Serves a ledger in a process of its own, with access keys for those who ask. */
export async function withServer<Result>(
  place: string,
  work: (url: string, signers: Signer[]) => Promise<Result>,
): Promise<Result> {
  const child = spawn(process.execPath, [loader, 'serve', place], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [told] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const { url, key } = JSON.parse(told) as { url: string; key: string }
    const signers: Signer[] = []
    for (let index = 0; index < 20; index += 1) signers.push(await makeSigner(url, key))
    return await work(url, signers)
  } finally {
    child.kill()
  }
}

async function makeSigner(url: string, key: string): Promise<Signer> {
  const response = await fetch(`${url}/v1/access-keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ user: 'bench', role: 'administrator' }),
  })
  if (!response.ok) throw new Error(`Cannot make an access key: ${await response.text()}`)
  return signerOf((await response.json()) as { accessKeyId: string; privateKey: string })
}
