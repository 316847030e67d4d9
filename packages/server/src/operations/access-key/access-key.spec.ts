import { createClient, IngotError, type Client, type RoleName } from '@ingot/contract'
import { openLedger, type Ledger } from '@ingot/ledger'
import type { FastifyInstance } from 'fastify'
import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp } from '../../app.ts'
import { authenticateBySignature } from '../../auth/access-key.ts'
import { keyPair, pemOf } from '../../testing/key-pairs.ts'
import { signRequest, type SigningKey } from '../../testing/sign-request.ts'

const now = new Date('2026-03-01T12:00:00Z')

let folder: string
let ledger: Ledger
let app: FastifyInstance
let role: RoleName

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-access-key-'))
  ledger = await openLedger(join(folder, 'ledger.db'))
  role = 'administrator'
  app = await createApp({
    ledger,
    operations: ['createAccessKey', 'listAccessKeys', 'revokeAccessKey'],
    authenticate: () => ({ name: 'root', role }),
    clock: () => now,
  })
})

afterEach(async () => {
  await app.close()
  await ledger.close()
  rmSync(folder, { recursive: true, force: true })
})

function client(): Client {
  return createClient(async ({ method, path, headers, body }) => {
    const response = await app.inject({
      method: method as 'GET',
      url: path,
      headers,
      payload: body as string,
      payloadAsStream: true,
    })
    return { status: response.statusCode, body: response.stream() }
  })
}

/** Who the server takes a request for that this key signs now. */
async function actorOf(key: SigningKey) {
  const authenticate = authenticateBySignature(ledger, { clock: () => now.getTime() })
  return authenticate({ method: 'POST', url: '/', headers: signRequest(key, { at: now }) })
}

/** The private key of a seed as `createAccessKey` gives it. */
function fromSeed(seed: string) {
  const der = Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    Buffer.from(seed, 'base64'),
  ])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

async function refusalOf(act: Promise<unknown>): Promise<IngotError> {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof IngotError)) throw new Error(`Expected a refusal, got ${String(error)}`)
  return error
}

describe('a new access key', () => {
  it('is a pair whose seed is shown once and signs; only the public key is kept', async () => {
    const made = await client().createAccessKey({ body: { user: 'ada' } })

    const { privateKey = '', ...shown } = made
    expect(made).toEqual({
      accessKeyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      user: 'ada',
      role: 'editor',
      algorithm: 'ed25519',
      created: now.toISOString(),
      privateKey: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    })
    const key = { accessKeyId: made.accessKeyId, method: 'ed25519v1', privateKey: fromSeed(privateKey) }
    expect(await actorOf(key)).toEqual({ name: 'ada', role: 'editor' })
    // The use is noted while the answer is on its way.
    await vi.waitFor(async () =>
      expect(await client().listAccessKeys({})).toEqual({
        accessKeys: [{ ...shown, lastUsed: now.toISOString() }],
      }),
    )
    expect(JSON.stringify(await ledger.accessKeys.list())).not.toContain(privateKey)
  })

  it('has the role and the expiry that are asked for', async () => {
    const body = { user: 'ada', role: 'reader', expires: '2026-04-01T14:00:00+02:00' } as const

    const made = await client().createAccessKey({ body })

    expect(made).toMatchObject({ role: 'reader', expires: '2026-04-01T12:00:00.000Z' })
  })

  it.each([
    ['ed25519', 'ed25519v1'],
    ['rsa2048', 'rsav1'],
    ['P-521', 'ecdsav1'],
  ] as const)('may be a given public key (%s), and then nothing secret is answered', async (kind, method) => {
    const { publicKey, privateKey } = keyPair(kind)

    const made = await client().createAccessKey({ body: { user: 'ada', publicKey: pemOf(publicKey) } })

    expect(made).not.toHaveProperty('privateKey')
    expect(await actorOf({ accessKeyId: made.accessKeyId, method, privateKey })).toMatchObject({
      name: 'ada',
    })
  })

  it('is stored nowhere and has no private key on a dry run', async () => {
    const made = await client().createAccessKey({ query: { dryRun: true }, body: { user: 'ada' } })

    expect(made).not.toHaveProperty('privateKey')
    expect(await client().listAccessKeys({})).toEqual({ accessKeys: [] })
  })

  it('is refused with every fault at once', async () => {
    const publicKey = keyPair('rsa2048').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    const body = { user: ' ada', expires: '2026-03-01T12:00:00Z', publicKey }

    const error = await refusalOf(client().createAccessKey({ body }))

    expect(error.code).toBe('INVALID_INPUT')
    expect(error.faults.map(({ path, code }) => [path, code])).toEqual([
      ['/body/user', 'INVALID_VALUE'],
      ['/body/expires', 'INVALID_VALUE'],
      ['/body/publicKey', 'INVALID_PUBLIC_KEY'],
    ])
    expect(JSON.stringify(error.toProblem())).not.toContain(publicKey.split('\n')[1])
    expect(await ledger.accessKeys.list()).toEqual([])
  })

  it.each(['a\0b', 'a\nb', ' ', 'a ', 'a\u202eb', '\ud800'])('is refused for the user %j', async (user) => {
    const error = await refusalOf(client().createAccessKey({ body: { user } }))

    expect(error).toMatchObject({ code: 'INVALID_INPUT', faults: [{ path: '/body/user' }] })
  })

  it('is refused for a public key that another has, until that is revoked', async () => {
    const body = { user: 'ada', publicKey: pemOf(keyPair('P-256').publicKey) }
    const first = await client().createAccessKey({ body })

    const error = await refusalOf(client().createAccessKey({ body: { ...body, user: 'eve' } }))
    expect(error.message).toContain(`"${first.accessKeyId}" of "ada"; revoke that first`)

    await client().revokeAccessKey({ params: { key: first.accessKeyId } })
    expect(await client().createAccessKey({ body: { ...body, user: 'eve' } })).toMatchObject({ user: 'eve' })
  })
})

describe('a revoked access key', () => {
  it('is shown as it was, and gone', async () => {
    const { privateKey = '', ...made } = await client().createAccessKey({ body: { user: 'ada' } })

    const params = { key: made.accessKeyId }
    expect(await client().revokeAccessKey({ params, query: { dryRun: true } })).toEqual(made)
    expect((await client().listAccessKeys({})).accessKeys).toEqual([made])
    expect(await client().revokeAccessKey({ params })).toEqual(made)

    expect((await client().listAccessKeys({})).accessKeys).toEqual([])
    const key = { accessKeyId: made.accessKeyId, method: 'ed25519v1', privateKey: fromSeed(privateKey) }
    expect(await actorOf(key)).toMatchObject({ refusal: expect.stringContaining('is not known') })
    for (const dryRun of [true, false]) {
      const error = await refusalOf(client().revokeAccessKey({ params, query: { dryRun } }))
      expect(error).toMatchObject({
        code: 'ACCESS_KEY_NOT_FOUND',
        message: expect.stringContaining(params.key),
      })
    }
  })
})

describe('access keys', () => {
  it.each(['editor', 'reader'] as const)('are for administrators, not for the role %s', async (given) => {
    role = given
    const params = { key: 'k' }

    for (const act of [
      () => client().createAccessKey({ body: { user: 'ada' } }),
      () => client().listAccessKeys({}),
      () => client().revokeAccessKey({ params }),
    ]) {
      expect((await refusalOf(act())).code).toBe('FORBIDDEN')
    }
  })
})
