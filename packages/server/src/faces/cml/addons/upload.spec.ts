import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCml, type CmlServer } from '../testing/cml-server.ts'
import { multipartOf } from '../testing/multipart.ts'

let server: CmlServer
let url: URL
let key: string

beforeAll(async () => {
  server = await startCml()
  url = new URL(await server.app.listen({ host: '127.0.0.1', port: 0 }))
  key = await server.keyOf('ada', 'administrator')
})

afterAll(() => server.close())

const send = (body: string | Uint8Array, type?: string, path = '/runtimeaddons/custom') =>
  server.send('POST', path, { body, headers: type === undefined ? {} : { 'content-type': type } })

describe('a request in parts', () => {
  const good = [
    { name: 'metadata', content: '{"name":"a","spec":{"paths":["/opt/a"]}}' },
    { name: 'tarball', filename: 'a.tar.gz', content: gzipSync('a') },
  ]
  const bytes = (boundary: string) => multipartOf(good, boundary).body

  it.each([
    ['plain', 'x', 'multipart/form-data; boundary=x'],
    ['quoted', 'a b', 'multipart/form-data; boundary="a b"'],
    ['long', '-'.repeat(60) + 'x', `multipart/form-data; boundary=${'-'.repeat(60)}x`],
    ['after another parameter', 'x', 'multipart/form-data; charset=utf-8; boundary=x'],
    ['of other letters', "'()+_,-./:=?", 'multipart/form-data; boundary="\'()+_,-./:=?"'],
  ])('may have a boundary that is %s', async (_, boundary, type) => {
    expect(await send(bytes(boundary), type)).toMatchObject({ status: 200, body: { identifier: 'a' } })
  })

  it('may have text before its first part and after its last', async () => {
    const framed = Buffer.concat([Buffer.from('before\r\n'), bytes('x'), Buffer.from('after')])

    expect((await send(framed, 'multipart/form-data; boundary=x')).status).toBe(200)
  })

  it.each([
    ['of no type', '{}', undefined],
    ['of JSON', '{}', 'application/json'],
    ['of a form', 'metadata=a', 'application/x-www-form-urlencoded'],
    ['of another kind of parts', bytes('x'), 'multipart/mixed; boundary=x'],
    ['without a boundary', bytes('x'), 'multipart/form-data'],
    ['of another boundary', bytes('x'), 'multipart/form-data; boundary=y'],
    ['without a body', '', 'multipart/form-data; boundary=x'],
    ['that ends in a part', bytes('x').subarray(0, -20), 'multipart/form-data; boundary=x'],
    ['that ends in a header', bytes('x').subarray(0, 30), 'multipart/form-data; boundary=x'],
    ['without an end', bytes('x').subarray(0, -9), 'multipart/form-data; boundary=x'],
    ['with a part that has no name', '--x\r\n\r\nabc\r\n--x--\r\n', 'multipart/form-data; boundary=x'],
    [
      'with a name of every object',
      multipartOf([{ name: 'constructor', content: 'x' }], 'x').body,
      'multipart/form-data; boundary=x',
    ],
    [
      'with more than eight parts',
      multipartOf(
        [...Array.from({ length: 9 }, (_, index) => ({ name: `p${index}`, content: 'x' })), ...good],
        'x',
      ).body,
      'multipart/form-data; boundary=x',
    ],
  ])('%s is refused', async (_, body, type) => {
    const { revision } = server.ledger.snapshot()
    const { status, body: refusal } = await send(body, type)

    expect(status).toBe(400)
    expect(refusal).toEqual({
      error: refusal['message'],
      code: 3,
      message: expect.stringMatching(/\S/),
      details: [],
    })
    expect(server.ledger.snapshot().revision).toBe(revision)
  })
})

/** Opens a connection and sends the head of an upload to a route. */
function begin(path: string, length: number | 'chunked', type = 'multipart/form-data; boundary=x'): Socket {
  const socket = connect(Number(url.port), url.hostname)
  const size = length === 'chunked' ? 'transfer-encoding: chunked' : `content-length: ${length}`
  socket.write(
    `POST /api/v2${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\n${size}\r\ncontent-type: ${type}\r\n\r\n`,
  )
  return socket
}

/** All that comes until the connection ends, or as much as has come after the first answer. */
async function answerOf(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (bytes: Buffer) => (text += bytes.toString()))
  socket.on('error', () => undefined)
  await once(socket, 'data')
  socket.destroy()
  return text
}

describe('an upload that is larger than it may be', () => {
  it.each([
    ['/runtimeaddons', 100_000_000],
    ['/runtimeaddons/custom', 10_000_000_000],
  ])('by its own words to %s is refused before it comes', async (path, length) => {
    const text = await answerOf(begin(path, length))

    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    expect(text).toContain('connection: close')
    expect(text).toMatch(/Expected the upload with at most \d+ bytes, got more/)
  })

  it.each([
    [
      'in a part',
      '--x\r\ncontent-disposition: form-data; name="file"\r\n\r\n',
      'file\\" with at most 4194304 bytes',
    ],
    [
      'in a part that nobody knows',
      '--x\r\ncontent-disposition: form-data; name="y"\r\n\r\n',
      'the upload with at most',
    ],
    ['before its first part', '', 'the upload with at most'],
  ])('%s is refused as soon as it is', async (_, head, message) => {
    const socket = begin('/runtimeaddons', 'chunked')
    const answer = answerOf(socket)
    const block = `10000\r\n${'x'.repeat(65_536)}\r\n`
    socket.write(`${head.length.toString(16)}\r\n${head}\r\n`.replace(/^0\r\n\r\n/, ''))
    for (let sent = 0; sent < 80 && socket.writable; sent += 1) {
      if (!socket.write(block)) await Promise.race([once(socket, 'drain'), once(socket, 'close')])
    }

    const text = await answer
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    expect(text).toContain(message)
  })

  it('of no parts is not kept in memory', async () => {
    const text = await answerOf(begin('/runtimeaddons/custom', 4_000_000_000, 'application/octet-stream'))

    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    expect(text).toContain('Expected a request of type multipart/form-data')
  })
})

describe('an upload that breaks off', () => {
  it.each([
    ['between its parts', '--x\r\ncontent-disposition: form-data; name="metadata"\r\n\r\n{}\r\n--x'],
    ['in the archive', '--x\r\ncontent-disposition: form-data; name="tarball"; filename="a"\r\n\r\n\u001f'],
    ['before anything', ''],
  ])('%s stores nothing, and the server goes on', async (_, head) => {
    const { revision } = server.ledger.snapshot()
    const socket = begin('/runtimeaddons/custom', 1_000_000)
    socket.write(head)
    await new Promise((resolve) => setTimeout(resolve, 50))
    socket.destroy()
    await once(socket, 'close')
    await new Promise((resolve) => setTimeout(resolve, 50))

    expect(server.ledger.snapshot().revision).toBe(revision)
    expect((await server.send('GET', '/runtimeaddons')).status).toBe(200)
  })
})
