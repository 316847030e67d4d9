import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRuntime } from '../../testing/sample-runtime.ts'
import { secretForms } from '../../testing/secret-forms.ts'
import type { WireRoute } from './route.ts'
import { wireRoutes } from './routes.ts'
import { startCml, type CmlReply, type CmlServer } from './testing/cml-server.ts'
import { multipartOf } from './testing/multipart.ts'

let server: CmlServer

const seed = 20_260_301
const canary = 'canary-Zq7/+= of the fuzz'

beforeAll(async () => {
  server = await startCml()
  const credential = { name: 'known', server: server.registry.host, username: canary, password: canary }
  await server.send('POST', '/dockercredentials', { body: credential })
  await server.send('POST', '/runtimes', { body: { url: server.push('known', buildRuntime()) } })
  await server.send('POST', '/runtimerepos', { body: { name: 'known', url: 'https://a.example.com/f.json' } })
})

afterAll(() => server.close())

const codes = [3, 5, 6, 7, 9, 10, 12, 16]
const refusals = [400, 401, 403, 404, 405, 409]

/** Whatever was asked: an answer, or a refusal in the form of the API, and nothing of the inside. */
function judge({ status, body, headers }: CmlReply): void {
  const text = JSON.stringify([body, headers])
  for (const form of secretForms(canary)) expect(Buffer.from(text).includes(form)).toBe(false)
  expect(text).not.toMatch(/node_modules|\.ts:\d+|\bat (?:async )?\w+ \(/)
  expect(headers['content-type']).toContain('application/json')
  if (status === 200 || status === 202) return
  expect(refusals).toContain(status)
  expect(body).toEqual({
    error: body['message'],
    code: expect.any(Number),
    message: expect.stringMatching(/\S/),
    details: expect.any(Array),
  })
  expect(codes).toContain(body['code'])
}

/** Members that any of the routes reads, and some that none does. */
const members =
  'name server username password is_default isDefault url docker_credential_id dockerCredentialId ' +
  'runtime_identifier status image_identifier runtime_id ids identifiers reason id __proto__ constructor x'
const parameters = 'search_filter sort page_size page_token pageSize url docker_credential_id'

const plainWords =
  'known nothing 1 0 -1 5000 ENABLED DISABLED DEPRECATED AVAILABLE true null {} [] {"name":"known"} ' +
  '{"status":"ENABLED"} {"a":1} +kernel,-full_version -name id __proto__ \u0000 \uD800 ü€😀'
const words = [...plainWords.split(' '), '', ' ', ' kernel', '{"kernel":"Python 3.10"}', 'x'.repeat(3000)]
const text = fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 30 }))
const value = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.jsonValue({ maxDepth: 3 }),
  fc.array(fc.oneof(text, fc.integer()), { maxLength: 4 }),
)

/** Nothing outside of this machine is asked: a URL is one of the registry of the test, or none. */
function tame(url: unknown): unknown {
  if (typeof url !== 'string' || url === '') return url
  return url.length % 2 === 0 ? `${server.registry.host}/${url}` : `${server.registry.host}/team/known:1.0`
}

const tamed = <Given extends Record<string, unknown>>(given: Given): Given =>
  'url' in given ? { ...given, url: tame(given['url']) } : given

const pathOf = ({ path }: WireRoute, id: string) =>
  path.replace('::', ':').replace(':id', encodeURIComponent(id).replace(/^\.{1,2}$/, '%2E'))
const plainText = fc.string({ maxLength: 12 })

describe('any request', () => {
  it.each(wireRoutes.map((route) => [`${route.method} ${route.path.replace('::', ':')}`, route] as const))(
    'to %s is answered, or refused with a code of gRPC and a reason',
    async (_, route) => {
      const query = fc.dictionary(fc.constantFrom(...parameters.split(' ')), text, { maxKeys: 4 })
      const body = fc.dictionary(fc.constantFrom(...members.split(' ')), value, { maxKeys: 8 })
      const id = fc.oneof(fc.constantFrom('known', '1', '2', '%', '..', '__proto__'), plainText)
      await fc.assert(
        fc.asyncProperty(query, body, id, async (asked, given, name) => {
          const request = route.method === 'GET' ? {} : { body: tamed(given) }
          judge(
            await server.send(route.method, pathOf(route, name), {
              query: written(tamed(asked)),
              ...request,
            }),
          )
        }),
        { seed, numRuns: 30 },
      )
    },
  )

  it.each(wireRoutes.filter(({ method }) => method !== 'GET').map((route) => [route.path, route] as const))(
    'to %s with any bytes of any type as well',
    async (_, route) => {
      const type = fc.constantFrom(
        'application/json',
        'text/plain',
        'multipart/form-data; boundary=x',
        '',
        'x/y; z',
      )
      const bytes = fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.jsonValue().map((one) => Buffer.from(JSON.stringify(one))),
        fc.constantFrom('{', '[[[[', '{"url":', '--x\r\n', 'nul\u0000').map((one) => Buffer.from(one)),
      )
      await fc.assert(
        fc.asyncProperty(type, bytes, async (contentType, body) => {
          const headers = { 'content-type': contentType }
          judge(await server.send(route.method, pathOf(route, 'known'), { body, headers }))
        }),
        { seed, numRuns: 25 },
      )
    },
  )

  it.each(['/runtimeaddons', '/runtimeaddons/custom'])('to %s with any parts as well', async (path) => {
    const part = fc.record(
      {
        name: fc.constantFrom('file', 'metadata', 'tarball', 'x', '__proto__', ''),
        content: fc.oneof(
          fc.jsonValue().map((one) => JSON.stringify(one)),
          fc.constantFrom(
            '{"name":"fuzz","spec":{"paths":["/opt/fuzz"]}}',
            '[{"identifier":"fuzz"}]',
            '{"runtime_addons":[{"identifier":"a","component":"Spark","display_name":"A"},{}]}',
          ),
          fc.uint8Array({ maxLength: 50 }),
          fc.constant(new Uint8Array([0x1f, 0x8b, 0])),
        ),
        filename: fc.constantFrom('a.json', '', '../../a'),
        type: fc.constantFrom('application/json', 'text/plain', 'x'),
      },
      { requiredKeys: ['name', 'content'] },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), fc.nat(40), async (parts, cut) => {
        const { body, headers } = multipartOf(parts, 'x')
        judge(
          await server.send('POST', path, {
            body: body.subarray(0, body.length - (cut > 20 ? cut - 20 : 0)),
            headers,
          }),
        )
      }),
      { seed, numRuns: 60 },
    )
  })

  it('to any path, by any method, with any query and key is answered so too', async () => {
    const pieces =
      'runtimes runtimes:validate runtimes:update credential:set dockercredentials custom runtimerepos runtimeaddons ' +
      ': % %zz %2F %C3%28 .. . 1 ;a=b'
    const piece = fc.constantFrom(...pieces.split(' '), '', 'x'.repeat(2100))
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS')
    const key = fc.constantFrom('', 'nobody', 'ingot_', undefined)
    const raw = fc.array(
      fc.constantFrom('a', '=', '&', '%', '%zz', '+', '[', ']', 'sort', 'page_size', '0'),
      {
        maxLength: 8,
      },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 4 }),
        method,
        key,
        raw,
        async (path, verb, from, query) => {
          const reply = await server.send(verb, `/${path.join('/')}`, {
            query: query.join(''),
            ...(from === undefined ? {} : { key: from }),
          })
          // What leads out of the API is not of it.
          if (isInside(path)) judge(reply)
          else expect(reply.status).toBeLessThan(500)
        },
      ),
      { seed, numRuns: 400 },
    )
  })
})

/** Whether a path stays in the API once it is made plain. */
function isInside(path: readonly string[]): boolean {
  return new URL(`http://x/api/v2/${path.join('/')}`).pathname.startsWith('/api/v2')
}

/** A query in which a text stands that is no text. */
function written(query: Record<string, unknown>): string {
  return Object.entries(query)
    .map(([name, one]) => `${name}=${encodeURIComponent(String(one).replace(/\p{Cs}/gu, '?'))}`)
    .join('&')
}
