import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startCml, type CmlServer } from '../testing/cml-server.ts'

let server: CmlServer

beforeEach(async () => {
  server = await startCml()
})

afterEach(() => server.close())

const path = '/runtimerepos'
const url = 'https://archive.example.com/ml-runtimes/latest/artifacts/repo-assembly.json'

const create = (body: object) => server.send('POST', path, { body })

async function listed(query: Record<string, string> = {}): Promise<unknown> {
  const { status, body } = await server.send('GET', path, { query })
  expect([status, body['next_page_token']]).toEqual([200, ''])
  return body['runtimerepos']
}

describe('runtime repos', () => {
  it('are created, listed, changed and deleted by their numbers', async () => {
    expect(await create({ name: 'Cloudera ML Runtimes', url })).toMatchObject({
      status: 200,
      body: { id: 1, name: 'Cloudera ML Runtimes', url },
    })
    expect((await create({ name: 'Ours', url: `${url}.ours`, id: 0 })).body).toEqual({
      id: 2,
      name: 'Ours',
      url: `${url}.ours`,
    })
    const { status, body } = await server.send('PATCH', `${path}/2`, {
      body: { id: '7', name: 'Of the team' },
    })
    expect([status, body]).toEqual([200, { id: 2, name: 'Of the team', url: `${url}.ours` }])
    expect(await listed()).toEqual([
      { id: 1, name: 'Cloudera ML Runtimes', url },
      { id: 2, name: 'Of the team', url: `${url}.ours` },
    ])
    expect(await server.send('DELETE', `${path}/1`)).toMatchObject({ status: 200, body: {} })
    expect(await server.send('DELETE', `${path}/1`)).toMatchObject({ status: 404, body: { code: 5 } })
    expect(await listed()).toEqual([{ id: 2, name: 'Of the team', url: `${url}.ours` }])
  })

  it.each([[{ name: '', url: '' }], [{ name: null }], [{ name: 'Ours', url }], [{}]])(
    'stay as they are with the change %j, without a commit',
    async (body) => {
      await create({ name: 'Ours', url })
      const { revision } = server.ledger.snapshot()

      expect((await server.send('PATCH', `${path}/1`, { body })).body).toEqual({ id: 1, name: 'Ours', url })
      expect(server.ledger.snapshot().revision).toBe(revision)
    },
  )

  it.each([
    [{ search_filter: '{"id":"2"}' }, [2]],
    [{ search_filter: '{"id":"2","name":"first"}' }, []],
    [{ search_filter: '{"name":"REPO"}' }, [1, 2, 3]],
    [{ search_filter: '{"url":"b.example.com"}' }, [2]],
    [{ sort: '-id' }, [3, 2, 1]],
    [{ sort: 'name' }, [1, 3, 2]],
    [{ sort: '-url' }, [3, 2, 1]],
  ])('with %j are %j', async (query, ids) => {
    await create({ name: 'first repo', url: 'https://a.example.com/f.json' })
    await create({ name: 'second repo', url: 'https://b.example.com/f.json' })
    await create({ name: 'next repo', url: 'https://c.example.com/f.json' })

    expect((await listed(query)) as object[]).toEqual(ids.map((id) => expect.objectContaining({ id })))
  })

  it('come a page at a time', async () => {
    for (const name of ['a', 'b', 'c']) await create({ name, url: `https://${name}.example.com/f.json` })
    const first = await server.send('GET', path, { query: { page_size: '2' } })
    await server.send('DELETE', `${path}/1`)
    const token = String(first.body['next_page_token'])
    const second = await server.send('GET', path, { query: { page_size: '2', page_token: token } })

    expect(first.body['runtimerepos']).toHaveLength(2)
    expect(second.body).toEqual({ runtimerepos: [expect.objectContaining({ id: 3 })], next_page_token: '' })
  })

  it.each([
    ['POST', path, {}, 400, 3],
    ['POST', path, { name: 'x' }, 400, 3],
    ['POST', path, { url }, 400, 3],
    ['POST', path, { name: 'x', url: 'not a url' }, 400, 3],
    ['POST', path, { name: 'x', url: 'http://archive.example.com/f.json' }, 400, 3],
    ['POST', path, { name: 'x', url: 'https://127.0.0.1/f.json' }, 400, 3],
    ['POST', path, { name: 'Ours', url: `${url}.other` }, 409, 6],
    ['POST', path, { name: 'Other', url }, 409, 6],
    ['POST', path, { name: ['x'], url }, 400, 3],
    ['PATCH', `${path}/1`, { url: 'ftp://archive.example.com/' }, 400, 3],
    ['PATCH', `${path}/9`, { name: 'x' }, 404, 5],
    ['DELETE', `${path}/9`, undefined, 404, 5],
    ['DELETE', `${path}/one`, undefined, 404, 5],
  ])('%s %s with %j is refused with %i', async (method, place, body, status, code) => {
    await create({ name: 'Ours', url })
    const { revision } = server.ledger.snapshot()

    expect(await server.send(method, place, { body })).toMatchObject({ status, body: { code } })
    expect(server.ledger.snapshot().revision).toBe(revision)
  })
})
