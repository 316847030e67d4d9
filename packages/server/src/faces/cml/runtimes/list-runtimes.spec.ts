import { withStage } from '@ingot/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { everyRuntime as storedRuntimes } from '../../../runtimes/stored-runtimes.ts'
import { imageWritten } from '../../../image-document.ts'
import { startCml, type CmlServer } from '../testing/cml-server.ts'
import { storeRuntimes, type SampleRuntime } from '../testing/sample-runtimes.ts'

let server: CmlServer

beforeEach(async () => {
  server = await startCml()
})

afterEach(() => server.close())

type Query = Record<string, string> | string

async function list(query: Query = {}): Promise<{ runtimes: Record<string, unknown>[]; token: string }> {
  const { status, body } = await server.send('GET', '/runtimes', { query })
  expect([status, body]).toEqual([200, { runtimes: expect.any(Array), next_page_token: expect.any(String) }])
  return {
    runtimes: body['runtimes'] as Record<string, unknown>[],
    token: String(body['next_page_token']),
  }
}

const numbers = async (query?: Query) => (await list(query)).runtimes.map(({ id }) => id)

/** All pages from one on; `between` happens after each. */
async function walk(
  query: Record<string, string>,
  between: () => Promise<void> = async () => undefined,
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = []
  let token = ''
  do {
    const page = await list({ ...query, page_token: token })
    found.push(...page.runtimes)
    token = page.token
    await between()
  } while (token !== '')
  return found
}

const samples: readonly SampleRuntime[] = [
  { kernel: 'Python 3.9', edition: 'Standard', description: 'The standard one' },
  { kernel: 'Python 3.10', edition: 'Standard', fullVersion: '1.0.2-b7' },
  { kernel: 'Python 3.10', edition: 'Nvidia GPU', editor: 'JupyterLab', description: 'With the GPU' },
  { kernel: 'R 4.5', editor: 'Workbench', status: 'DISABLED' },
  { kernel: 'R 4.5', status: 'DEPRECATED' },
]

describe('the list of runtimes', () => {
  it('is empty where there is none', async () => {
    expect(await list()).toEqual({ runtimes: [], token: '' })
    expect(await list({ page_size: '5000', search_filter: '{"kernel":"Python 3.9"}' })).toEqual({
      runtimes: [],
      token: '',
    })
  })

  it.each([
    [{ kernel: 'Python 3.10' }, [2, 3]],
    [{ kernel: 'Python 3.1' }, []],
    [{ kernel: 'python 3.10' }, []],
    [{ editor: 'Workbench' }, [4]],
    [{ kernel: 'Python 3.9', editor: 'PBJ Workbench', edition: 'Standard' }, [1]],
    [{ kernel: 'Python 3.9', editor: 'JupyterLab' }, []],
    [{ description: 'gpu' }, [3]],
    [{ full_version: '1.0.2-b7' }, [2]],
    [{ image_identifier: 'registry.example.com/team/image:5' }, [5]],
    [{ status: 'ENABLED' }, [1, 2, 3]],
    [{ status: 'DISABLED' }, [4]],
    [{}, [1, 2, 3, 4, 5]],
  ])('has with the filter %j the runtimes %j', async (filter, expected) => {
    await storeRuntimes(server, samples)

    const found = await numbers({ search_filter: JSON.stringify(filter) })
    expect(found.toSorted((a, b) => Number(a) - Number(b))).toEqual(expected)
    const camel = await numbers({ searchFilter: JSON.stringify(filter) })
    expect(camel).toEqual(found)
  })

  it.each([
    // A plus in a URL arrives as a blank; encoded it stays one.
    ['sort=+kernel,+full_version', [1, 2, 3, 4, 5]],
    ['sort=%2Bkernel%2C%2Bfull_version', [1, 2, 3, 4, 5]],
    ['sort=-kernel,-full_version', [5, 4, 3, 2, 1]],
    ['sort=+kernel,-full_version', [1, 3, 2, 5, 4]],
    ['sort=-status,-image_identifier', [3, 2, 1, 4, 5]],
    ['sort=-image_identifier', [5, 4, 3, 2, 1]],
    ['sort=edition,editor,image_identifier', [3, 1, 2, 5, 4]],
  ])('is sorted by %s', async (query, expected) => {
    await storeRuntimes(server, samples)

    expect(await numbers(query)).toEqual(expected)
  })

  it.each([
    'search_filter=kernel',
    'search_filter={"id":"1"}',
    'search_filter={"kernel":["Python 3.9"]}',
    'sort=id',
    'sort=+kernel,,',
    'page_size=many',
    'page_size=-1',
    'page_token=nothing',
  ])('refuses %s', async (query) => {
    const { status, body } = await server.send('GET', '/runtimes', { query })

    expect([status, body['code']]).toEqual([400, 3])
  })
})

describe('the pages of a list', () => {
  it('hold together while runtimes come, change and go', async () => {
    await storeRuntimes(
      server,
      Array.from({ length: 25 }, (_, index) => ({ kernel: `Python 3.${index % 7}` })),
    )
    const before = await list({ sort: '-kernel,+full_version' })
    let number = 100
    const found = await walk({ sort: '-kernel,+full_version', page_size: '4' }, async () => {
      number += 1
      await storeRuntimes(server, [{ kernel: 'Python 3.6', shortVersion: '0.1' }], number)
      const gone = storedRuntimes(server.ledger.snapshot()).find(
        ({ body }) => body.runtime.metadata.shortVersion === '1.0',
      )
      const { id = '' } = gone ?? {}
      await server.ledger.commit({
        actor: 'x',
        action: 'image.delete',
        changes: [{ kind: 'image', id, body: null }],
      })
    })

    expect(found).toEqual(before.runtimes)
    const after = await numbers()
    expect(after).toContain(101)
    expect(after).not.toEqual(before.runtimes.map(({ id }) => id))
  })

  it('hold together while a stage begins that was planned before', async () => {
    await storeRuntimes(server, samples)
    const [first, second] = storedRuntimes(server.ledger.snapshot())
    const changes = [first, second].flatMap((document, index) => {
      if (document === undefined) return []
      const from = index === 0 ? '2026-03-02T00:00:00.000Z' : '2026-03-04T00:00:00.000Z'
      return [
        imageWritten({
          ...withStage(document.body, { state: 'disabled', from }),
          runtime: document.body.runtime,
        }),
      ]
    })
    await server.ledger.commit({ actor: 'admin', action: 'image.stage', changes })
    server.now = new Date('2026-03-03T00:00:00.000Z')
    const whole = await list()
    const found = await walk({ page_size: '1' }, async () => {
      server.now = new Date(server.now.getTime() + 86_400_000)
    })

    // The one that began before the first page is disabled on every page, the one that begins later on none.
    expect(found).toEqual(whole.runtimes)
    expect(found.filter(({ status }) => status === 'DISABLED')).toHaveLength(2)
    expect((await list({ search_filter: '{"status":"DISABLED"}' })).runtimes).toHaveLength(3)
  })

  it('are of one list: a token is refused by another list, filter or sort', async () => {
    await storeRuntimes(server, samples)
    const { token } = await list({ page_size: '2', sort: '+kernel' })

    expect((await list({ pageToken: token, pageSize: '2', sort: '+kernel' })).runtimes).toHaveLength(2)
    for (const [path, query] of [
      ['/runtimes', { page_token: token }],
      ['/runtimes', { page_token: token, sort: '-kernel' }],
      ['/runtimes', { page_token: token, sort: '+kernel', search_filter: '{}' }],
      ['/runtimerepos', { page_token: token, sort: '+kernel' }],
      ['/runtimeaddons', { page_token: token }],
      ['/dockercredentials', { page_token: token }],
    ] as const) {
      const { status, body } = await server.send('GET', path, { query })
      expect([status, body['code']]).toEqual([400, 3])
    }
  })

  it('of a revision that is not there is not found', async () => {
    await storeRuntimes(server, samples)
    const { token } = await list({ page_size: '2' })
    const other = await startCml()
    const { status, body } = await other.send('GET', '/runtimes', { query: { page_token: token } })
    await other.close()

    expect([status, body['code']]).toEqual([404, 5])
  })
})

describe('a list of 10000 runtimes', () => {
  it(
    'is given in two pages of 5000, and in one of any other size up to 10000',
    { timeout: 120_000 },
    async () => {
      await storeRuntimes(
        server,
        Array.from({ length: 10_001 }, (_, index) => ({
          edition: `Edition ${index % 100}`,
          kernel: `Python 3.${index % 3}`,
          status: index % 5 === 0 ? ('DISABLED' as const) : ('ENABLED' as const),
        })),
      )
      const found = await walk({ page_size: '5000' })

      expect(found).toHaveLength(10_001)
      expect(new Set(found.map(({ id }) => id)).size).toBe(10_001)
      expect((await list({ page_size: '10000' })).runtimes).toHaveLength(10_000)
      expect((await list()).runtimes).toHaveLength(1000)
      const some = await walk({ page_size: '5000', search_filter: '{"kernel":"Python 3.1"}' })
      expect(some).toHaveLength(3334)
      const sorted = await walk({ page_size: '5000', sort: '-edition,+full_version' })
      expect(sorted.map((one) => one['edition'])).toEqual(
        sorted
          .map((one) => one['edition'])
          .toSorted((a, b) => Number(String(b).slice(8)) - Number(String(a).slice(8))),
      )
    },
  )
})
