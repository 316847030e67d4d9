import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { secretForms } from '../../../testing/secret-forms.ts'
import { buildRuntime } from '../../../testing/sample-runtime.ts'
import { startCml, type CmlServer } from '../testing/cml-server.ts'

let server: CmlServer

beforeAll(async () => {
  server = await startCml()
})

afterAll(() => server.close())

const path = '/dockercredentials'
const user = 'canary-user-Zq7/+='
const password = 'canary "password" \\ Zq7/+='
let count = 0

/** Adds a credential of a name of its own; answers it. */
async function add(more: object = {}): Promise<Record<string, unknown>> {
  count += 1
  const body = {
    name: `c${count}`,
    server: 'registry.example.com',
    username: user,
    password,
    is_default: false,
    ...more,
  }
  const answer = await server.send('POST', path, { body })
  expect(answer.status).toBe(200)
  return answer.body
}

const patch = (id: unknown, body: object) => server.send('PATCH', `${path}/${String(id)}`, { body })

async function listed(query: Record<string, string> = {}): Promise<Record<string, unknown>[]> {
  const { status, body } = await server.send('GET', path, { query })
  expect([status, typeof body['next_page_token']]).toEqual([200, 'string'])
  return body['docker_credentials'] as Record<string, unknown>[]
}

const find = async (id: unknown) => (await listed()).find((one) => one['id'] === id)

/** Whether the registry is read with the user and password of a credential. */
async function opens(id: unknown, auth: { user: string; password: string }): Promise<boolean> {
  const url = server.push('opens', buildRuntime())
  server.registry.auth = { kind: 'basic', ...auth }
  const { body } = await server.send('POST', '/runtimes:validate', {
    body: { url, docker_credential_id: id },
  })
  server.registry.auth = undefined
  return body['success'] === true
}

describe('POST /dockercredentials', () => {
  it('adds a credential, and shows what is public', async () => {
    const credential = await add({ name: 'team', is_default: true })

    expect(credential).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'team',
      server: 'registry.example.com',
      is_default: true,
      expires_at: '',
      state: 'valid',
      last_check: null,
    })
    expect(await find(credential['id'])).toEqual(credential)
  })

  it.each([
    [{ isDefault: true }, { is_default: true }],
    [{ is_default: null }, { is_default: false }],
    [{ server: 'https://index.docker.io/v1/' }, { server: 'docker.io' }],
    [{ server: 'registry.example.com:5000/team' }, { server: 'registry.example.com:5000/team' }],
    [{ id: 'mine', unknown: 1 }, { id: expect.not.stringMatching('mine') }],
    [
      { server: '123456789012.dkr.ecr.eu-central-1.amazonaws.com', username: 'AWS' },
      { expires_at: '2026-03-02T00:00:00.000Z', state: 'valid' },
    ],
  ])('reads %j as %j', async (given, expected) => {
    const { is_default: _, ...plain } = given as Record<string, unknown>
    const body = 'isDefault' in given ? { ...plain, is_default: undefined } : given

    expect(await add(body)).toMatchObject(expected)
  })

  it.each([
    [{}, ['/name', '/server', '/username', '/password']],
    [{ name: '', server: ' ', username: null, password: '' }, ['/name', '/server', '/username', '/password']],
    [
      { name: 'x', server: 'a.example.com', username: 'u', password: 'p', is_default: 'yes' },
      ['/is_default'],
    ],
    [{ name: 7, server: 'a.example.com', username: 'u', password: 'p' }, ['/name']],
  ])('refuses %j, every fault at once', async (body, places) => {
    const { status, body: refusal } = await server.send('POST', path, { body })

    expect([status, refusal['code']]).toEqual([400, 3])
    const details = refusal['details'] as { path: string }[]
    expect(details.map((detail) => detail.path)).toEqual(places)
  })

  it('refuses a name that is taken', async () => {
    const { name } = await add()
    const body = { name, server: 'a.example.com', username: user, password }

    expect(await server.send('POST', path, { body })).toMatchObject({ status: 409, body: { code: 6 } })
  })
})

describe('PATCH /dockercredentials/{docker_credential.id}', () => {
  it('changes what is given, and leaves the rest', async () => {
    const { id } = await add({ server: `${server.registry.host}/team` })

    expect((await patch(id, { id: 'other', name: `renamed-${count}` })).body).toMatchObject({
      id,
      name: `renamed-${count}`,
      server: `${server.registry.host}/team`,
    })
    expect(
      (await patch(id, { is_default: true, name: '', server: '', username: '', password: '' })).body,
    ).toEqual(await find(id))
    expect(await find(id)).toMatchObject({ name: `renamed-${count}`, is_default: true })
    expect(await opens(id, { user, password })).toBe(true)
  })

  it.each([
    ['host.example.com', 'host.example.com'],
    ['host.example.com/other', 'host.example.com/other'],
    ['https://host.example.com/', 'host.example.com'],
  ])('takes the server %s as a whole, so that a path goes that is not in it', async (given, shown) => {
    const { id } = await add({ server: 'registry.example.com/team' })

    expect((await patch(id, { server: given })).body).toMatchObject({ id, server: shown })
  })

  it('takes a new password, and a new user with it', async () => {
    const { id } = await add({ server: server.registry.host })

    expect((await patch(id, { password: 'second' })).status).toBe(200)
    expect(await opens(id, { user, password: 'second' })).toBe(true)
    expect((await patch(id, { username: 'bob', password: 'third' })).status).toBe(200)
    expect(await opens(id, { user: 'bob', password: 'third' })).toBe(true)
    expect(await opens(id, { user, password: 'second' })).toBe(false)
  })

  it('takes a whole credential as it is listed, with its secret', async () => {
    const { id } = await add({ server: `${server.registry.host}/team` })
    const shown = await find(id)
    const { status, body } = await patch(id, { ...shown, username: 'bob', password: 'third' })

    expect([status, body]).toEqual([200, shown])
    expect(await opens(id, { user: 'bob', password: 'third' })).toBe(true)
  })

  it('commits nothing where nothing changes', async () => {
    const { id } = await add()
    const { revision } = server.ledger.snapshot()

    expect((await patch(id, {})).status).toBe(200)
    expect((await patch(id, { ...(await find(id)) })).status).toBe(200)
    expect(server.ledger.snapshot().revision).toBe(revision)
  })

  it('changes nothing where a part of it is refused', async () => {
    const { id } = await add({ server: server.registry.host })
    const other = await add()
    const before = await find(id)
    const { revision } = server.ledger.snapshot()
    const refused = [
      { name: 'new-name', username: 'bob' },
      { name: 'new-name', password: 'second', server: 'a b' },
      { name: other['name'], password: 'second' },
      { name: 'new-name', username: 'u'.repeat(1025), password: 'second' },
      { name: 'new-name', password: 'second', is_default: 'yes' },
    ]
    for (const body of refused) expect((await patch(id, body)).status).toBeGreaterThanOrEqual(400)

    expect(await find(id)).toEqual(before)
    expect(server.ledger.snapshot().revision).toBe(revision)
    expect(await opens(id, { user, password })).toBe(true)
  })

  it('does not know what there is not', async () => {
    expect(await patch('nothing', { name: 'x' })).toMatchObject({ status: 404, body: { code: 5 } })
    expect((await server.send('PATCH', `${path}/`, { body: {} })).status).toBeGreaterThanOrEqual(400)
  })
})

describe('DELETE /dockercredentials/{docker_credential_id}', () => {
  it('deletes a credential once', async () => {
    const { id } = await add()
    const remove = () => server.send('DELETE', `${path}/${String(id)}`)

    expect(await remove()).toMatchObject({ status: 200, body: {} })
    expect(await remove()).toMatchObject({ status: 404, body: { code: 5 } })
    expect(await find(id)).toBeUndefined()
  })

  it('keeps one that runtimes are read with', async () => {
    const { id } = await add({ server: server.registry.host })
    const url = server.push(
      'read-with',
      buildRuntime({ 'maintenance-version': '77', 'full-version': '1.0.77' }),
    )
    const body = { url, docker_credential_id: id }
    expect((await server.send('POST', '/runtimes', { body })).body).toMatchObject({ insert_success: true })
    const { status, body: refusal } = await server.send('DELETE', `${path}/${String(id)}`)

    expect(status).toBe(400)
    expect(refusal).toMatchObject({ code: 9, details: [{ message: expect.stringContaining(url) }] })
    expect(await find(id)).toBeDefined()
  })
})

describe('GET /dockercredentials', () => {
  it.each([
    [{ search_filter: '{"name":"LIST-"}' }, ['list-a', 'list-b', 'list-c']],
    [{ search_filter: '{"name":"list-","url":"b.example"}' }, ['list-b']],
    [{ search_filter: '{"name":"list-","server":"/TEAM"}' }, ['list-c']],
    [{ search_filter: '{"id":"nothing"}' }, []],
    [{ search_filter: '{"name":"list-"}', sort: '-name' }, ['list-c', 'list-b', 'list-a']],
    [{ search_filter: '{"name":"list-"}', sort: 'url' }, ['list-c', 'list-b', 'list-a']],
    [{ search_filter: '{"name":"list-"}', sort: '-server', page_size: '2' }, ['list-a', 'list-b']],
  ])('with %j has %j', async (query, names) => {
    if ((await listed({ search_filter: '{"name":"list-"}' })).length === 0) {
      await add({ name: 'list-a', server: 'c.example.com' })
      await add({ name: 'list-b', server: 'b.example.com' })
      await add({ name: 'list-c', server: 'a.example.com/team' })
    }

    expect((await listed(query)).map((one) => one['name'])).toEqual(names)
  })

  it.each(['{"username":"x"}', '{"password":"x"}', '{"state":"valid"}'])(
    'has no filter %s',
    async (filter) => {
      const { status } = await server.send('GET', path, { query: { search_filter: filter } })

      expect(status).toBe(400)
    },
  )

  it('shows when a credential ends, and what came of its test', async () => {
    const { id, name } = await add({ server: server.registry.host })
    await server.invoke('testCredential', { params: { credential: String(name) }, body: {} })

    expect(await find(id)).toMatchObject({
      last_check: { at: '2026-03-01T12:00:00.000Z', ok: expect.any(Boolean), message: expect.any(String) },
    })
  })
})

describe('user and password', () => {
  it('stand in no answer, whatever is asked', async () => {
    const answers: string[] = []
    const keep = async (method: string, place: string, request: object = {}) => {
      const { status, body, headers } = await server.send(method, place, request)
      answers.push(JSON.stringify([body, headers]))
      return { status, body }
    }
    const given = { name: 'canary', server: server.registry.host, username: user, password }
    const { body: credential } = await keep('POST', path, { body: given })
    const id = String(credential['id'])
    await keep('POST', path, { body: given })
    for (const wrong of [{ server: 'a b' }, { name: '' }, { is_default: user }, { name: 'UPPER case' }]) {
      await keep('POST', path, { body: { ...given, ...wrong } })
      await keep('PATCH', `${path}/${id}`, { body: { ...given, ...wrong } })
    }
    await keep('POST', path, { body: { ...given, name: 'long', username: user.repeat(100) } })
    await keep('POST', path, { body: { ...given, name: 'long', password: password.repeat(10_000) } })
    await keep('POST', path, { body: JSON.stringify(given).slice(0, -1) })
    await keep('POST', path, { body: { ...given, userName: user } })
    await keep('PATCH', `${path}/${id}`, { body: { username: user } })
    const url = server.push('canary', buildRuntime({ 'maintenance-version': '78', 'full-version': '1.0.78' }))
    for (const auth of [
      { kind: 'basic', user, password },
      { kind: 'basic', user, password: 'other' },
      { kind: 'token', user, password },
      { kind: 'token', user, password: 'other' },
      { kind: 'token', user, password, realm: 'http://127.0.0.1:9/token' },
    ] as const) {
      server.registry.auth = auth
      await keep('POST', '/runtimes:validate', { body: { url, docker_credential_id: id } })
      await keep('GET', '/runtimes:validate', { query: { url, docker_credential_id: id } })
    }
    server.registry.auth = { kind: 'basic', user, password }
    await server.invoke('testCredential', { params: { credential: id }, body: {} })
    await keep('POST', '/runtimes', { body: { url, docker_credential_id: id } })
    server.registry.auth = undefined
    await keep('GET', '/runtimes')
    await keep('GET', path)
    await keep('GET', path, { query: { sort: '-name' } })
    await keep('DELETE', `${path}/${id}`)
    await keep('DELETE', `${path}/${encodeURIComponent(user)}`)

    const written = Buffer.from(answers.slice(0, -1).join('\n'))
    for (const form of [user, password].flatMap(secretForms)) expect(written.includes(form)).toBe(false)
  })
})
