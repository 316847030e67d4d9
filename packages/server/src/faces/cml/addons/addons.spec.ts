import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startCml, type CmlServer } from '../testing/cml-server.ts'
import { multipartOf, type WrittenPart } from '../testing/multipart.ts'

let server: CmlServer

beforeEach(async () => {
  server = await startCml()
})

afterEach(() => server.close())

const spark = {
  identifier: 'spark351-24.1-h1',
  component: 'Spark',
  display_name: 'Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1',
  image_identifier: 'registry.example.com/cloudera/spark:3.5.1',
}
const hadoop = {
  identifier: 'hadoop-cli-7.3.1.709-1',
  component: 'HadoopCLI',
  display_name: 'Hadoop CLI 7.3.1',
}

const upload = (parts: readonly WrittenPart[], path = '/runtimeaddons') =>
  server.send('POST', path, multipartOf(parts))
const file = (content: object | string): WrittenPart => ({
  name: 'file',
  filename: 'repo-assembly.json',
  type: 'application/json',
  content: typeof content === 'string' ? content : JSON.stringify(content),
})

async function listed(query: Record<string, string> = {}): Promise<Record<string, unknown>[]> {
  const { status, body } = await server.send('GET', '/runtimeaddons', { query })
  expect([status, typeof body['next_page_token']]).toEqual([200, 'string'])
  return body['runtime_addons'] as Record<string, unknown>[]
}

const shown = (id: number, { identifier, component, display_name }: typeof hadoop) => ({
  id,
  identifier,
  component,
  display_name,
  status: 'AVAILABLE',
  manageable: true,
  created_at: '2026-03-01T12:00:00.000Z',
  reason: '',
})

describe('POST /runtimeaddons', () => {
  it('loads an addon repository file, and answers for each addon', async () => {
    const { status, body } = await upload([file({ runtime_addons: [spark, hadoop] })])

    expect([status, body]).toEqual([
      202,
      {
        results: [
          { identifier: spark.identifier, success: true, reason: '' },
          { identifier: hadoop.identifier, success: true, reason: '' },
        ],
        runtime_addons: [shown(1, spark), shown(2, hadoop)],
        faults: [],
      },
    ])
    expect(await listed()).toEqual([shown(2, hadoop), shown(1, spark)])
  })

  it('takes the same file again, without a commit', async () => {
    await upload([file([spark])])
    const { revision } = server.ledger.snapshot()
    const { status, body } = await upload([file([spark])])

    expect([status, body['results']]).toEqual([
      202,
      [{ identifier: spark.identifier, success: true, reason: '' }],
    ])
    expect(server.ledger.snapshot().revision).toBe(revision)
  })

  it('loads what fits, and says why the rest does not', async () => {
    await upload([file([spark])])
    const { status, body } = await upload([
      file([
        { ...spark, display_name: 'Another Spark' },
        { ...hadoop, display_name: spark.display_name },
        { component: 'Ozone' },
        { ...hadoop, identifier: 'fits' },
      ]),
    ])

    expect(status).toBe(202)
    expect(body['results']).toEqual([
      { identifier: spark.identifier, success: false, reason: expect.stringContaining(spark.display_name) },
      { identifier: hadoop.identifier, success: false, reason: expect.stringContaining(spark.identifier) },
      { identifier: 'fits', success: true, reason: '' },
      { identifier: '/2', success: false, reason: expect.stringContaining('identifier') },
    ])
    expect(await listed()).toHaveLength(2)
  })

  it.each([
    ['as a field', { name: 'file', content: JSON.stringify([spark]) }],
    ['as a field of JSON', { name: 'file', content: JSON.stringify([spark]), type: 'application/json' }],
    ['as bytes', { name: 'file', content: JSON.stringify([spark]), type: 'application/octet-stream' }],
    ['with a byte order mark', { name: 'file', filename: 'f', content: `\uFEFF${JSON.stringify([spark])}` }],
  ])('takes the file %s', async (_, part) => {
    expect((await upload([part])).status).toBe(202)
    expect(await listed()).toHaveLength(1)
  })

  it.each([
    [[], 'The upload has no part "file"'],
    [[{ name: 'File', content: '[]' }], 'The upload has no part "file"'],
    [[file('')], 'not JSON'],
    [[file('{')], 'not JSON'],
    [[file('7')], 'Expected a list of addons'],
    [[file({ runtimes: [] })], 'Expected a list of addons'],
    [[file([spark]), file([hadoop])], 'The upload has the part "file" twice'],
    [[{ ...file(''), content: Buffer.from([0x5b, 0xff, 0x5d]) }], 'Expected "file" in UTF-8'],
    [
      [{ ...file(''), content: Buffer.alloc(4 * 1024 * 1024 + 1, ' ') }],
      'with at most 4194304 bytes, got more',
    ],
  ] as [WrittenPart[], string][])('refuses a file that is none (%#)', async (parts, message) => {
    const { revision } = server.ledger.snapshot()
    const { status, body } = await upload(parts)

    expect([status, body['code']]).toEqual([400, 3])
    expect(body['message']).toContain(message)
    expect(server.ledger.snapshot().revision).toBe(revision)
  })

  it('tells of a file of which nothing can be loaded what is wrong with each', async () => {
    const { status, body } = await upload([file([{}, { identifier: 'x y' }])])

    expect(status).toBe(202)
    expect(body['results']).toEqual([
      { identifier: '/0', success: false, reason: expect.stringMatching(/\S/) },
      { identifier: '/1', success: false, reason: expect.stringMatching(/\S/) },
    ])
    expect(body['runtime_addons']).toEqual([])
  })
})

describe('POST /runtimeaddons/custom', () => {
  const tarball = gzipSync(Buffer.alloc(1024))
  const digest = `sha256:${createHash('sha256').update(tarball).digest('hex')}`
  const metadata = (name: string): WrittenPart => ({
    name: 'metadata',
    content: JSON.stringify({ name, spec: { paths: ['/opt/team'] } }),
  })
  const archive: WrittenPart = {
    name: 'tarball',
    filename: 'addon.tar.gz',
    type: 'application/gzip',
    content: tarball,
  }
  const post = (parts: readonly WrittenPart[]) => upload(parts, '/runtimeaddons/custom')

  it('keeps the record and the digest of the archive', async () => {
    const { status, body } = await post([metadata('team-tools'), archive])

    expect([status, body]).toEqual([
      200,
      {
        ...shown(1, { identifier: 'team-tools', component: 'Custom', display_name: 'team-tools' }),
        digest,
        size: tarball.length,
        faults: [],
      },
    ])
    const { addons } = await server.invoke('listAddons', {})
    expect(addons).toMatchObject([{ identifier: 'team-tools', paths: ['/opt/team'], digest }])
  })

  it.each([
    ['in the other order', [archive, metadata('a')]],
    ['with metadata as JSON', [{ ...metadata('a'), type: 'application/json' }, archive]],
    [
      'with metadata as a file',
      [{ ...metadata('a'), filename: 'm.json', type: 'application/json' }, archive],
    ],
    ['with a tarball without a name', [metadata('a'), { name: 'tarball', content: tarball }]],
    [
      'with parts that nobody knows',
      [{ name: 'x', content: 'y' }, metadata('a'), archive, { ...archive, name: 'z' }],
    ],
  ] as [string, WrittenPart[]][])('takes parts %s', async (_, parts) => {
    expect(await post(parts)).toMatchObject({ status: 200, body: { identifier: 'a', digest } })
  })

  it('takes the same again, and refuses another archive of that name', async () => {
    await post([metadata('a'), archive])
    const { revision } = server.ledger.snapshot()

    expect(await post([metadata('a'), archive])).toMatchObject({ status: 200, body: { id: 1 } })
    expect(await post([metadata('a'), { ...archive, content: gzipSync('other') }])).toMatchObject({
      status: 409,
      body: { code: 6 },
    })
    expect(server.ledger.snapshot().revision).toBe(revision)
  })

  it.each([
    [[], 'The upload lacks "metadata" and "tarball"'],
    [[metadata('a')], 'The upload lacks "tarball"'],
    [[archive], 'The upload lacks "metadata"'],
    [[metadata('a'), metadata('b'), archive], 'the part "metadata" twice'],
    [[metadata('a'), archive, archive], 'the part "tarball" twice'],
    [[metadata('Not Allowed'), archive], 'lower-case letters'],
    [[{ name: 'metadata', content: '{"name":"a"}' }, archive], '"paths"'],
    [[{ name: 'metadata', content: '{' }, archive], 'not JSON'],
    [
      [{ name: 'metadata', content: `{"name":"a","x":"${'x'.repeat(256 * 1024)}"}` }, archive],
      '"metadata" with at most',
    ],
    [
      [metadata('a'), { ...archive, content: '' }],
      'Expected "tarball" as a tar archive compressed with gzip',
    ],
    [[metadata('a'), { ...archive, content: 'PK\u0003\u0004' }], 'compressed with gzip'],
    [[metadata('a'), { ...archive, content: Buffer.alloc(1024) }], 'compressed with gzip'],
  ] as [WrittenPart[], string][])('refuses parts that are none (%#)', async (parts, message) => {
    const { status, body } = await post(parts)

    expect([status, body['code']]).toEqual([400, 3])
    expect(body['message']).toContain(message)
    expect(await listed()).toEqual([])
  })
})

describe('POST /runtimeaddons:updatestatus', () => {
  const update = (body: object) => server.send('POST', '/runtimeaddons:updatestatus', { body })

  beforeEach(async () => {
    await upload([
      file([spark, hadoop, { ...spark, identifier: '2', display_name: 'Spark of the number 2' }]),
    ])
  })

  const statuses = async () => (await listed({ sort: 'id' })).map(({ status }) => status)

  it.each([
    [{ identifiers: [spark.identifier] }, 1, ['DISABLED', 'AVAILABLE', 'AVAILABLE']],
    [{ ids: [1, 2] }, 2, ['DISABLED', 'DISABLED', 'AVAILABLE']],
    [{ ids: ['2'] }, 1, ['AVAILABLE', 'DISABLED', 'AVAILABLE']],
    [{ identifiers: ['2'] }, 1, ['AVAILABLE', 'AVAILABLE', 'DISABLED']],
    [
      { ids: [1], identifiers: [spark.identifier, hadoop.identifier] },
      2,
      ['DISABLED', 'DISABLED', 'AVAILABLE'],
    ],
    [{ ids: [77], identifiers: ['nothing'] }, 0, ['AVAILABLE', 'AVAILABLE', 'AVAILABLE']],
    [{ ids: null, identifiers: [hadoop.identifier], unknown: 1 }, 1, ['AVAILABLE', 'DISABLED', 'AVAILABLE']],
  ])('with %j disables %i', async (named, rows, expected) => {
    expect(await update({ status: 'DISABLED', ...named })).toMatchObject({
      status: 200,
      body: { rows_affected: rows },
    })
    expect(await statuses()).toEqual(expected)
  })

  it('takes every status that there is, and is undone by the first', async () => {
    for (const status of ['DEPRECATED', 'FAILED', 'DELETED', 'UNKNOWN', 'DISABLED', 'AVAILABLE']) {
      expect((await update({ status, ids: [1] })).status).toBe(200)
      expect(await statuses()).toEqual([status, 'AVAILABLE', 'AVAILABLE'])
    }
  })

  it.each([
    [{}, '"status" is missing'],
    [{ status: 'ENABLED', ids: [1] }, 'AVAILABLE, DISABLED, DEPRECATED, DELETED, FAILED, got "ENABLED"'],
    [{ status: 'DISABLED' }, 'No addon is named'],
    [{ status: 'DISABLED', ids: [], identifiers: [] }, 'No addon is named'],
    [{ status: 'DISABLED', ids: 1 }, 'Expected "ids" as a list'],
    [{ status: 'DISABLED', ids: [{}] }, 'Expected "ids" as a list'],
    [{ status: 'DISABLED', identifiers: 'x' }, 'Expected "identifiers" as a list'],
  ])('refuses %j', async (body, message) => {
    const { status, body: refusal } = await update(body)

    expect([status, refusal['code']]).toEqual([400, 3])
    expect(refusal['message']).toContain(message)
    expect(await statuses()).toEqual(['AVAILABLE', 'AVAILABLE', 'AVAILABLE'])
  })
})

describe('GET /runtimeaddons', () => {
  it.each([
    [{ search_filter: '{"component":"Spark"}' }, [1]],
    [{ search_filter: '{"component":"Spark","status":"DISABLED"}' }, []],
    [{ search_filter: '{"display_name":"cli"}' }, [2]],
    [{ search_filter: '{"identifier":"hadoop-cli-7.3.1.709-1"}' }, [2]],
    [{ search_filter: '{"identifier":"hadoop"}' }, []],
    [{ sort: '-component' }, [1, 2]],
    [{ sort: '+display_name' }, [2, 1]],
    [{ page_size: '1' }, [2]],
  ])('with %j has %j', async (query, ids) => {
    await upload([file([spark, hadoop])])

    expect((await listed(query)).map(({ id }) => id)).toEqual(ids)
  })

  it.each(['search_filter={"id":"1"}', 'sort=reason', 'search_filter=Spark'])('refuses %s', async (query) => {
    expect(await server.send('GET', '/runtimeaddons', { query })).toMatchObject({
      status: 400,
      body: { code: 3 },
    })
  })
})
