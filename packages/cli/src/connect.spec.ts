import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createClient } from '@ingot/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { connect, httpSend, ledgerPlace } from './connect.ts'
import { run } from './run.ts'
import { stamp } from './testing/answers.ts'
import { capturedIo, chunks } from './testing/captured-io.ts'

let stop = async (): Promise<void> => {}
afterEach(async () => await stop())

async function serving(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port')
  return `http://127.0.0.1:${address.port}`
}

const catalogs = JSON.stringify({ ...stamp, catalogs: [] })

describe('a run against a server', () => {
  it.each([
    ['flags', (url: string) => ['--url', url, '--key', 'k1'], () => ({})],
    ['the environment', () => [], (url: string) => ({ INGOT_URL: url, INGOT_KEY: 'k1' })],
  ])('sends the key of %s to the server', async (_from, flags, env) => {
    let seen: string | undefined
    const url = await serving((request, response) => {
      seen = request.headers.authorization
      response.end(catalogs)
    })
    const { io, out } = capturedIo({ env: env(url) })

    expect(await run(['catalog', 'list', ...flags(url)], io)).toBe(0)
    expect(out()).toBe('No catalogs\n')
    expect(seen).toBe('Bearer k1')
  })

  it('takes shared flags before the command too', async () => {
    const url = await serving((request, response) =>
      response.end(request.url?.includes('at=3') ? catalogs : '{}'),
    )
    const { io, out } = capturedIo()

    expect(await run(['--url', url, '-o', 'json', '--at', '3', 'catalog', 'list'], io)).toBe(0)
    expect(JSON.parse(out())).toEqual(JSON.parse(catalogs))
  })

  it('exits 3 where nobody listens', async () => {
    const { io, err } = capturedIo()

    expect(await run(['catalog', 'list', '--url', 'http://127.0.0.1:1'], io)).toBe(3)
    expect(err()).toContain('error[SERVER_UNREACHABLE]: No answer from "http://127.0.0.1:1"')
  })

  it('exits 3 where something other than Ingot answers', async () => {
    const url = await serving((_request, response) => response.writeHead(404).end('<html>'))
    const { io, err } = capturedIo()

    expect(await run(['catalog', 'list', '--url', url], io)).toBe(3)
    expect(err()).toContain('404')
  })

  it('never follows a redirect, so that the key stays with the server that it is for', async () => {
    let followed = false
    const url = await serving((request, response) => {
      if (request.url === '/elsewhere') followed = true
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    const { io, err } = capturedIo()

    expect(await run(['catalog', 'list', '--url', url, '--key', 'k1'], io)).toBe(3)
    expect(err()).toContain('got a redirect to "/elsewhere"; it was not followed')
    expect(followed).toBe(false)
  })

  it('says so when the answer breaks off', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{')
      setTimeout(() => response.destroy(), 20)
    })
    const { io, err } = capturedIo()

    expect(await run(['catalog', 'list', '--url', url], io)).toBe(3)
    expect(err()).toContain('SERVER_UNREACHABLE')
  })

  it('streams a body as it comes', async () => {
    let received = ''
    const url = await serving((request, response) => {
      request.on('data', (part: Buffer) => (received += part.toString()))
      request.on('end', () => response.end('{}'))
    })

    await createClient(httpSend(new URL(url), undefined)).restoreLedger({
      stream: chunks([Buffer.from('a backup '), Buffer.from('in parts')]),
    })
    expect(received).toBe('a backup in parts')
  })

  it('keeps a path that the address has', async () => {
    let path: string | undefined
    const url = await serving((request, response) => {
      path = request.url
      response.end(catalogs)
    })

    await createClient(httpSend(new URL(`${url}/ingot/`), undefined)).listCatalogs({})
    expect(path).toBe('/ingot/v1/catalogs')
  })
})

describe('connect()', () => {
  it.each([
    [{ url: 'ftp://host' }, 'Expected the address of a server, got "ftp://host"'],
    [{ url: 'host:4468' }, 'Expected the address of a server, got "host:4468"'],
    [{ url: 'http://host', db: 'x.db' }, '--url and --db cannot be given together'],
  ])('refuses %o', async (options, message) => {
    await expect(connect(options, capturedIo().io, [])).rejects.toThrow(message)
  })
})

describe('ledgerPlace()', () => {
  it.each([
    [{}, {}, '.ingot/ledger.db'],
    [{}, { INGOT_DB: '' }, '.ingot/ledger.db'],
    [{}, { INGOT_DB: 'env.db' }, 'env.db'],
    [{ db: 'flag.db' }, { INGOT_DB: 'env.db' }, 'flag.db'],
  ])('of %o and %o is %s', (options, env, place) => {
    expect(ledgerPlace(options, capturedIo({ env }).io)).toBe(place)
  })
})
