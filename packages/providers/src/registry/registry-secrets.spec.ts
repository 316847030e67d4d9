import { buildImage } from '@ingot/testkit'
import { afterEach, describe, expect, it } from 'vitest'
import { readImage } from './read-image.ts'
import { bytesOf, clientFor, errorOf, referenceTo } from './testing/client-for.ts'
import { collectOpened } from './testing/opened.ts'

const image = buildImage({ layers: [[{ path: 'a', content: 'a'.repeat(1000) }]] })
const layer = image.layers[0]!
const blob = { digest: layer.digest, size: layer.content instanceof Uint8Array ? layer.content.length : 0 }
const ann = { username: 'ann', password: 'canary-of-ann' }
const opened = collectOpened()

afterEach(() => opened.close())

describe('what a registry repeats of a credential', () => {
  const secret = 'canary/of"ann-42'
  const parts = [
    secret,
    encodeURIComponent(secret),
    Buffer.from(`ann:${secret}`).toString('base64'),
    'token-canary',
  ]

  /** Everything by which an error could be shown or logged. */
  function shown(error: unknown): string {
    if (!(error instanceof Error)) return String(error)
    const own = JSON.stringify(error, (_key, value: unknown) =>
      value instanceof Error ? String(value) : value,
    )
    const members = Object.entries(Object.getOwnPropertyDescriptors(error)).map(
      ([name, { value }]) => `${name}=${JSON.stringify(value)}`,
    )
    return [
      own,
      error.message,
      error.stack,
      ...members,
      error.cause === undefined ? '' : shown(error.cause),
    ].join('\n')
  }

  it.each([
    [
      'in the message of an error',
      403,
      (text: string) => ({ body: JSON.stringify({ errors: [{ code: 'DENIED', message: text }] }) }),
    ],
    [
      'in the code of an error',
      400,
      (text: string) => ({ body: JSON.stringify({ errors: [{ code: text, message: 'x' }] }) }),
    ],
    [
      'in a redirect',
      307,
      (text: string) => ({ headers: { location: `http://other.example/${encodeURI(text)}` } }),
    ],
    [
      'in a challenge',
      401,
      (text: string) => ({
        headers: { 'www-authenticate': `Bearer realm="http://other.example/${encodeURIComponent(text)}"` },
      }),
    ],
    [
      'in a realm that is none',
      401,
      (text: string) => ({ headers: { 'www-authenticate': `Bearer realm="${text.replace(/"/g, '\\"')}"` } }),
    ],
    [
      'in a scheme',
      401,
      (text: string) => ({ headers: { 'www-authenticate': text.replace(/[^a-z0-9-]/gi, '-') } }),
    ],
    ['in a page', 500, (text: string) => ({ body: text })],
  ])('is in no error: %s', async (_, status, answer) => {
    let seen = ''
    const registry = await opened.server((request, response) => {
      const { authorization } = request.headers
      if (authorization === undefined) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end()
        return
      }
      seen = authorization
      const { headers = {}, body = '' } = answer(`${parts.join(' ')} ${authorization}`) as {
        headers?: Record<string, string>
        body?: string
      }
      response.writeHead(status, headers).end(body)
    })
    const client = opened.add(clientFor([registry], { limits: { attempts: 1 } }))
    const error = await errorOf(
      client.manifest(referenceTo(registry, 'team/app:v1'), {
        credential: { username: 'ann', password: secret },
      }),
    )

    expect(seen).toContain('Basic')
    const [first = '', ...rest] = parts.slice(0, 3)
    for (const part of [first, JSON.stringify(first).slice(1, -1), ...rest])
      expect(shown(error)).not.toContain(part)
  })

  it('is in no error of a token', async () => {
    const registry = await opened.server((request, response) => {
      const { authorization = '' } = request.headers
      if (request.url?.startsWith('/token') === true) response.end('{"token":"token-canary"}')
      else if (authorization === '')
        response
          .writeHead(401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token"` })
          .end()
      else
        response
          .writeHead(403)
          .end(JSON.stringify({ errors: [{ code: 'DENIED', message: `${authorization} is not enough` }] }))
    })
    const client = opened.add(clientFor([registry]))
    const error = await errorOf(client.manifest(referenceTo(registry, 'team/app:v1'), { credential: ann }))

    expect(error.kind).toBe('denied')
    expect(error.message).toContain('*** is not enough')
    expect(shown(error)).not.toContain('token-canary')
  })

  it('is in no error of the token service', async () => {
    const registry = await opened.server((request, response) => {
      if (request.url?.startsWith('/token') === true)
        response.writeHead(401).end(
          JSON.stringify({
            errors: [{ code: 'UNAUTHORIZED', message: `not ${request.headers.authorization} of ${secret}` }],
          }),
        )
      else
        response
          .writeHead(401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token"` })
          .end()
    })
    const client = opened.add(clientFor([registry]))
    const credential = { username: 'ann', password: secret }
    const error = await errorOf(client.manifest(referenceTo(registry, 'team/app:v1'), { credential }))
    const answer = await client.ping(registry.host, { credential })

    for (const part of parts) {
      expect(shown(error)).not.toContain(part)
      expect(JSON.stringify(answer)).not.toContain(part)
    }
  })

  it('is in no error of a blob', async () => {
    const registry = await opened.server((request, response) => {
      const { authorization } = request.headers
      if (authorization === undefined)
        response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end()
      else
        response
          .writeHead(404)
          .end(JSON.stringify({ errors: [{ code: 'BLOB_UNKNOWN', message: `for ${authorization}` }] }))
    })
    const client = opened.add(clientFor([registry]))
    const error = await errorOf(
      bytesOf(client.blob(referenceTo(registry, 'team/app'), blob, { credential: ann })),
    )

    expect(error.message).toContain('BLOB_UNKNOWN: for Basic ***')
  })

  it('is in no fault of a manifest', async () => {
    const registry = await opened.server((_request, response) => {
      const mediaType = `application/${ann.password}`
      response.end(JSON.stringify({ schemaVersion: 2, mediaType }))
    })
    const client = opened.add(clientFor([registry]))
    const error = await errorOf(readImage(client, referenceTo(registry, 'team/app:v1'), { credential: ann }))

    expect(error.message).toContain('got "application/***"')
    expect(shown(error)).not.toContain(ann.password)
  })

  it('does not hide the words of our own sentences behind a short password', async () => {
    const registry = await opened.server((_request, response) =>
      response.writeHead(404).end('{"errors":[{"message":"app of app"}]}'),
    )
    const client = opened.add(clientFor([registry]))
    const error = await errorOf(
      client.manifest(referenceTo(registry, 'team/app:v1'), {
        credential: { username: 'ann', password: 'app' },
      }),
    )

    expect(error.message).toMatch(/^"team\/app" on the registry/)
    expect(error.message).toContain('(*** of ***)')
  })
})
