import { describe, expect, it } from 'vitest'
import { createClient, type Send } from './client.ts'
import { IngotError } from './ingot-error.ts'
import { operations } from './operations.ts'

type Request = Parameters<Send>[0]

/** A client whose answers are given, with the requests that it sent. */
function clientThatGets(status: number, ...chunks: string[]) {
  const sent: Request[] = []
  async function* body() {
    for (const chunk of chunks) yield Buffer.from(chunk)
  }
  const client = createClient(async (request) => {
    sent.push(request)
    return { status, body: body() }
  })
  return { client, sent }
}

describe('createClient()', () => {
  it('has a method per operation', () => {
    expect(Object.keys(clientThatGets(200).client)).toEqual(Object.keys(operations))
  })

  it('escapes what goes into the path, repeats lists, and leaves out what is not given', async () => {
    const { client, sent } = clientThatGets(200, '{"images"', ':[]}')

    await client.showImage({ params: { image: 'a/b?c d' }, query: { at: '2026-01-01T00:00:00+01:00' } })
    const answer = await client.listImages({ query: { where: ['a=1', 'b=ü'], name: undefined, limit: 5 } })

    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/images/a%2Fb%3Fc%20d?at=2026-01-01T00%3A00%3A00%2B01%3A00',
      'GET /v1/images?where=a%3D1&where=b%3D%C3%BC&limit=5',
    ])
    expect(answer).toEqual({ images: [] })
  })

  it('sends JSON, or bytes as they come', async () => {
    const { client, sent } = clientThatGets(200, '{}')
    async function* stream() {
      yield Buffer.from('x')
    }

    await client.resolve({ body: { name: 'n' } })
    await client.restoreLedger({ stream: stream() }).catch(() => undefined)

    expect(sent[0]).toMatchObject({ headers: { 'content-type': 'application/json' }, body: '{"name":"n"}' })
    expect(sent[1]).toMatchObject({ headers: { 'content-type': 'application/octet-stream' } })
  })

  it('reads characters that are cut between chunks', async () => {
    const bytes = Buffer.from('{"lock":"ü"}')
    const client = createClient(async () => ({
      status: 200,
      body: (async function* () {
        yield bytes.subarray(0, 10)
        yield bytes.subarray(10)
      })(),
    }))

    expect(await client.verifyLog({})).toEqual({ lock: 'ü' })
  })

  it('throws refusals with their code and faults', async () => {
    const problem = new IngotError('IMAGE_NOT_FOUND', 'no such image').toProblem()
    const { client } = clientThatGets(404, JSON.stringify(problem))

    await expect(client.showImage({ params: { image: 'x' } })).rejects.toMatchObject({
      code: 'IMAGE_NOT_FOUND',
      message: 'no such image',
    })
  })

  it('says what came where no problem document did', async () => {
    const { client } = clientThatGets(502, '<html>Bad gateway</html>')

    await expect(client.listCatalogs({})).rejects.toMatchObject({
      code: 'INTERNAL',
      message: 'The server answered 502 with no problem document: <html>Bad gateway</html>',
    })
  })
})
