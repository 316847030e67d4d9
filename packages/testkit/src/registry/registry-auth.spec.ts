import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFakeRegistry, type FakeRegistry } from './fake-registry.ts'
import type { RegistryAuth } from './registry-auth.ts'
import { tinyBase } from './tiny-base.ts'
import { wireRequest, type WireAnswer } from './wire-request.ts'

const credential = { user: 'ann', password: 'a:secret' }
const path = '/v2/team/app/manifests/1'

let registry: FakeRegistry

beforeEach(async () => {
  registry = await startFakeRegistry()
  registry.push('team/app', '1', tinyBase())
})

afterEach(() => registry.close())

function get(path: string, authorization?: string): Promise<WireAnswer> {
  return wireRequest(registry, path, { headers: authorization ? { authorization } : {} })
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

describe('a registry that asks for a password', () => {
  beforeEach(() => {
    registry.auth = { kind: 'basic', ...credential }
  })

  it.each([
    ['none', undefined, 401, undefined],
    ['the right one', basic('ann', 'a:secret'), 200, { scheme: 'Basic', right: true }],
    ['a wrong one', basic('ann', 'other'), 401, { scheme: 'Basic', right: false }],
    ['another user', basic('bob', 'a:secret'), 401, { scheme: 'Basic', right: false }],
    ['a token', 'Bearer abc', 401, { scheme: 'Bearer', right: false }],
  ])('lets in by it alone, and logs no secret: %s', async (_, authorization, status, seen) => {
    const answer = await get(path, authorization)

    expect(answer.status).toBe(status)
    expect(answer.headers['www-authenticate']).toBe(
      status === 200 ? undefined : 'Basic realm="fake registry"',
    )
    expect(registry.requests[0]?.authorization).toEqual(seen)
    expect(JSON.stringify(registry.requests)).not.toContain('secret')
  })

  it('has the codes of the distribution API for it', async () => {
    expect(JSON.parse((await get('/v2/')).body.toString())).toMatchObject({
      errors: [{ code: 'UNAUTHORIZED' }],
    })
  })

  it('gives no tokens', async () => {
    expect((await get('/token', basic('ann', 'a:secret'))).status).toBe(404)
  })
})

describe('a registry that asks for a token', () => {
  function settle(auth: Partial<Extract<RegistryAuth, { kind: 'token' }>> = {}): void {
    registry.auth = { kind: 'token', ...credential, ...auth }
  }

  async function token(scope: string, authorization: string | undefined = basic('ann', 'a:secret')) {
    const answer = await get(`/token?service=x&scope=${encodeURIComponent(scope)}`, authorization)
    return JSON.parse(answer.body.toString()) as { token: string; access_token?: string; expires_in: number }
  }

  it('says where to get one, and for what', async () => {
    settle()

    expect((await get(path)).headers['www-authenticate']).toBe(
      `Bearer realm="${registry.url}/token",service="${registry.host}",scope="repository:team/app:pull"`,
    )
    expect((await get('/v2/')).headers['www-authenticate']).toBe(
      `Bearer realm="${registry.url}/token",service="${registry.host}"`,
    )
  })

  it('can say another place', async () => {
    settle({ realm: 'http://169.254.169.254/token', service: 'other' })

    expect((await get(path)).headers['www-authenticate']).toContain(
      'realm="http://169.254.169.254/token",service="other"',
    )
  })

  it.each([
    'repository:team/app:pull',
    'repository:team/app:pull,push',
    'repository:team/app:push,pull',
    'repository:team/app:*',
  ])('lets in with a token for %s', async (scope) => {
    settle()
    const { token: given, expires_in } = await token(scope)

    expect((await get(path, `Bearer ${given}`)).status).toBe(200)
    expect(expires_in).toBe(60)
    expect(registry.requests.map(({ authorization }) => authorization)).toEqual([
      { scheme: 'Basic', right: true },
      { scheme: 'Bearer', right: true },
    ])
  })

  it.each([
    ['another repository', 'repository:team/other:pull', 'insufficient_scope'],
    ['another action', 'repository:team/app:push', 'insufficient_scope'],
    ['the catalog', 'registry:catalog:*', 'insufficient_scope'],
  ])('does not let in with a token for %s', async (_, scope, error) => {
    settle()
    const { token: given } = await token(scope)

    const answer = await get(path, `Bearer ${given}`)

    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toContain(`error="${error}"`)
  })

  it('refuses a wrong password, and gives who has none a token for open repositories alone', async () => {
    settle({ open: ['team/app'] })
    const wrong = await get('/token?scope=repository:team/app:pull', basic('ann', 'other'))
    const { token: anonymous } = await token('repository:team/app:pull repository:team/closed:pull', '')

    const statuses = [
      wrong.status,
      (await get(path, `Bearer ${anonymous}`)).status,
      (await get('/v2/team/closed/tags/list', `Bearer ${anonymous}`)).status,
    ]

    expect(statuses).toEqual([401, 200, 401])
  })

  it('can grant less than is asked for without a word', async () => {
    settle({ withheld: ['team/app'] })
    const { token: given } = await token('repository:team/app:pull')

    expect((await get('/v2/', `Bearer ${given}`)).status).toBe(200)
    expect((await get(path, `Bearer ${given}`)).status).toBe(401)
  })

  it('lets a token end, and not before', async () => {
    settle({ expiresIn: 0.2, field: 'access_token' })
    const { access_token: given = '' } = await token('repository:team/app:pull')

    const before = await get(path, `Bearer ${given}`)
    await new Promise((resolve) => setTimeout(resolve, 250))
    const after = await get(path, `Bearer ${given}`)

    expect([before.status, after.status]).toEqual([200, 401])
    expect(after.headers['www-authenticate']).toContain('error="invalid_token"')
  })

  it('keeps tokens good when the password changes', async () => {
    settle()
    const { token: given } = await token('repository:team/app:pull')
    settle({ password: 'new' })

    expect((await get(path, `Bearer ${given}`)).status).toBe(200)
    expect((await get('/token', basic('ann', 'a:secret'))).status).toBe(401)
  })

  it('asks nobody for a password where it has none', async () => {
    registry.auth = { kind: 'token' }
    const { token: given } = await token('repository:team/app:pull', '')

    expect((await get(path, `Bearer ${given}`)).status).toBe(200)
  })
})
