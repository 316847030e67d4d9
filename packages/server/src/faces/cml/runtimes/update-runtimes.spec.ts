import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCml, type CmlServer } from '../testing/cml-server.ts'
import { listed, register } from '../testing/runtime-calls.ts'

let server: CmlServer

beforeAll(async () => {
  server = await startCml()
})

afterAll(() => server.close())

const post = (path: string, body: object) => server.send('POST', path, { body })

describe('POST /runtimes:update', () => {
  const statusOf = async (url: string) => (await listed(server, { image_identifier: url }))[0]?.['status']
  const update = (body: object) => post('/runtimes:update', body)

  it('sets a status of runtimes that are named by identifier, in one commit', async () => {
    const urls = [await register(server), await register(server)]
    const { revision } = server.ledger.snapshot()

    expect(await update({ status: 'ENABLED', image_identifier: urls })).toMatchObject({
      status: 200,
      body: { rows_affected: 2 },
    })
    expect(server.ledger.snapshot().revision).toBe(revision + 1)
    expect(await Promise.all(urls.map(statusOf))).toEqual(['ENABLED', 'ENABLED'])
    expect((await update({ status: 'DEPRECATED', image_identifier: [urls[0]] })).body).toEqual({
      rows_affected: 1,
    })
    expect(await Promise.all(urls.map(statusOf))).toEqual(['DEPRECATED', 'ENABLED'])
    const enabled = await listed(server, { status: 'ENABLED' })
    expect(enabled.map((one) => one['image_identifier'])).toContain(urls[1])
    expect(enabled.map((one) => one['image_identifier'])).not.toContain(urls[0])
  })

  it.each([
    ['runtime_id', (id: number) => [id]],
    ['runtime_id', (id: number) => [String(id)]],
    ['runtimeId', (id: number) => [id, id, String(id)]],
  ])('finds by %s, as numbers or texts', async (member, idsOf) => {
    const url = await register(server)
    const [runtime] = await listed(server, { image_identifier: url })
    const { body } = await update({ status: 'ENABLED', [member]: idsOf(Number(runtime?.['id'])) })

    expect(body).toEqual({ rows_affected: 1 })
    expect(await statusOf(url)).toBe('ENABLED')
  })

  it('finds a reference however it is written', async () => {
    const url = await register(server)

    expect((await update({ image_identifier: [` https://${url}`] })).body).toEqual({ rows_affected: 1 })
    expect(await statusOf(url)).toBe('ENABLED')
  })

  it('means enabled where no status is given, and says so of an empty one', async () => {
    const url = await register(server)

    expect((await update({ image_identifier: [url], status: '' })).status).toBe(400)
    expect(await statusOf(url)).toBe('DISABLED')
    expect((await update({ image_identifier: [url], status: null })).body).toEqual({ rows_affected: 1 })
    expect(await statusOf(url)).toBe('ENABLED')
  })

  it('counts what is so already, and commits nothing for it', async () => {
    const url = await register(server)
    const { revision } = server.ledger.snapshot()

    expect((await update({ status: 'DISABLED', image_identifier: [url] })).body).toEqual({ rows_affected: 1 })
    expect(server.ledger.snapshot().revision).toBe(revision)
  })

  it('counts what is not there as none', async () => {
    expect(
      (await update({ image_identifier: ['host.example.com/no:1'], runtime_id: [99_999] })).body,
    ).toEqual({ rows_affected: 0 })
  })

  it('does not disable what projects start from', async () => {
    const url = await register(server)
    await update({ image_identifier: [url] })
    await server.invoke('createProject', { body: { name: 'churn', runtimes: [url] } })
    const { status, body } = await update({ status: 'DISABLED', image_identifier: [url] })

    expect(status).toBe(400)
    expect(body).toMatchObject({
      code: 9,
      details: [{ code: 'USED_BY_CONSUMER', message: `The project "churn" starts from ${url}` }],
    })
    expect(await statusOf(url)).toBe('ENABLED')
  })

  it.each([
    [{}, 'No runtime is named'],
    [{ status: 'ENABLED' }, 'No runtime is named'],
    [{ status: 'ENABLED', image_identifier: [], runtime_id: [] }, 'No runtime is named'],
    [{ status: 'enabled', runtime_id: [1] }, 'ENABLED, DISABLED or DEPRECATED, got "enabled"'],
    [{ status: 1, runtime_id: [1] }, 'Expected "status" as a text'],
    [{ image_identifier: 'one' }, 'Expected "image_identifier" as a list'],
    [{ runtime_id: 1 }, 'Expected "runtime_id" as a list'],
    [{ runtime_id: ['one'] }, 'Expected "runtime_id" as a list'],
  ])('refuses %j', async (body, message) => {
    const { status, body: refusal } = await update(body)

    expect([status, refusal['code']]).toEqual([400, 3])
    expect(refusal['message']).toContain(message)
  })

  it('refuses more than 1000 names', async () => {
    const { status, body } = await update({ image_identifier: Array.from({ length: 1001 }, String) })

    expect([status, body['code']]).toEqual([400, 3])
    expect(body['message']).toContain('got a list of 1001')
  })
})
