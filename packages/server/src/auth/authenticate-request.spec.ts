import { openLedger, type Ledger } from '@ingot/ledger'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyPair } from '../testing/key-pairs.ts'
import { signRequest } from '../testing/sign-request.ts'
import { makeAccessKey } from './access-key.ts'
import { makeKey } from './api-key.ts'
import { authenticateRequest } from './authenticate-request.ts'
import { storedForm } from './public-key.ts'
import type { SignableRequest } from './signed-request.ts'

const { publicKey, privateKey } = keyPair('ed25519')
const stored = makeAccessKey(
  { algorithm: 'ed25519', publicKey: storedForm(publicKey) },
  { user: 'ada', role: 'reader' },
  new Date(),
)
const { key: apiKey, stored: storedApiKey } = makeKey('robot', 'editor', new Date())

let folder: string
let ledger: Ledger
let server: Server

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-authenticate-'))
  ledger = await openLedger(join(folder, 'ledger.db'))
  await ledger.accessKeys.insert(stored)
  await ledger.keys.insert(storedApiKey)
  const authenticate = authenticateRequest(ledger)
  server = createServer((request, response) => {
    void authenticate(request as SignableRequest).then((found) => response.end(JSON.stringify(found)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await ledger.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Sends exactly these header lines; answers what the server says. */
async function send(lines: readonly string[], path = '/'): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(
    [`POST ${path} HTTP/1.1`, 'Host: x', 'Connection: close', ...lines, '', ''].join('\r\n'),
    'latin1',
  )
  return text(socket)
}

/** The header lines of a signed request; `edit` changes one of them. */
function signedLines(
  edit: (name: string, value: string) => string[] = (name, value) => [`${name}: ${value}`],
) {
  const key = { accessKeyId: stored.accessKeyId, method: 'ed25519v1', privateKey }
  return Object.entries(signRequest(key)).flatMap(([name, value]) => edit(name, value))
}

const only = (header: string, lines: (line: string) => string[]) => (name: string, value: string) =>
  name === header ? lines(`${name}: ${value}`) : [`${name}: ${value}`]

const ada = '{"name":"ada","role":"reader"}'
const robot = '{"name":"robot","role":"editor"}'

describe('over HTTP', () => {
  it.each([
    ['signed', signedLines(), ada],
    [
      'signed, with names of headers in capitals',
      signedLines((name, value) => [`${name.toUpperCase()}:${value}`]),
      ada,
    ],
    ['signed, beside another Authorization', [...signedLines(), 'Authorization: Basic YTpi'], ada],
    ['with an API key alone, as an access token', [`Authorization: ${apiKey}`], robot],
    ['with an API key behind "Bearer"', [`Authorization: Bearer ${apiKey}`], robot],
    ['with an API key behind "bearer" and spaces', [`Authorization:   bearer   ${apiKey}  `], robot],
  ])('a request is let in %s', async (_, lines, actor) => {
    expect(await send(lines)).toContain(actor)
  })

  it.each([
    ['with nothing', [], 'The request is not signed'],
    ['with a date alone', ['x-altus-date: Fri, 20 Nov 2026 17:35:33 GMT'], 'The request is not signed'],
    ['with an unknown token', ['Authorization: ingot_x'], 'is no valid API key'],
    ['with a key behind another scheme', [`Authorization: Basic ${apiKey}`], 'is no valid API key'],
    ['with an empty Authorization', ['Authorization:'], 'is no valid API key'],
    [
      'with an empty signature, beside an API key',
      ['x-altus-auth:', `Authorization: ${apiKey}`],
      'has no signature',
    ],
    [
      'with its signature twice',
      signedLines(only('x-altus-auth', (line) => [line, line])),
      'x-altus-auth comes more',
    ],
    [
      'with its date twice',
      signedLines(only('x-altus-date', (line) => [line, line])),
      'x-altus-date comes more',
    ],
    [
      'with its type twice',
      signedLines(only('content-type', (line) => [line, 'Content-Type: a/b'])),
      'content-type comes',
    ],
    [
      'with its date in two lines',
      signedLines(only('x-altus-date', (line) => [`${line},`])),
      'Cannot read the date',
    ],
    [
      'with bytes that are no text',
      signedLines(only('content-type', (line) => [`${line}\u00ff\u0080`])),
      'did not sign',
    ],
    [
      'with a long header',
      signedLines(only('x-altus-auth', (line) => [line + 'A'.repeat(9000)])),
      'of at most 4096',
    ],
    [
      'with a huge header',
      signedLines(only('x-altus-auth', (line) => [line + 'A'.repeat(20_000)])),
      'HTTP/1.1 431',
    ],
    ['with a line folded', signedLines(only('x-altus-auth', (line) => [line, ' AAAA'])), 'HTTP/1.1 400'],
  ])('a request is refused %s', async (_, lines, sentence) => {
    const answer = await send(lines)

    expect(answer).toContain(sentence)
    expect(answer).not.toContain('"role"')
  })

  it('a request for another path is refused', async () => {
    expect(await send(signedLines(), '/other')).toContain('did not sign')
    expect(await send(signedLines(), 'http://host/')).toContain('did not sign')
    expect(await send(signedLines(), '/?query')).toContain(ada)
  })
})
