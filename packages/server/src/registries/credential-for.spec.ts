import type { Credential } from '@ingot/contract'
import { openLedger, type Ledger } from '@ingot/ledger'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { credentialFor, requireCredentialFor } from './credential-for.ts'

const at = new Date('2026-03-01T12:00:00.000Z')
const folder = mkdtempSync(join(tmpdir(), 'ingot-credential-for-'))

let ledger: Ledger

beforeAll(async () => {
  ledger = await openLedger(join(folder, 'ledger.db'))
})

afterEach(async () => {
  const gone = [...ledger.snapshot().all('credential')].map(({ kind, id }) => ({ kind, id, body: null }))
  await ledger.commit({ actor: 'a', action: 'clear', changes: gone })
})

afterAll(async () => {
  await ledger.close()
  rmSync(folder, { recursive: true, force: true })
})

function credential(name: string, more: Partial<Credential> = {}): Credential {
  return {
    id: `id-${name}`,
    name,
    server: 'registry.example.com',
    kind: 'basic',
    isDefault: false,
    sealed: { key: 'k', nonce: '', ciphertext: '', tag: '' },
    owner: 'ada',
    created: '2026-01-01T00:00:00.000Z',
    ...more,
  }
}

async function store(...credentials: Credential[]) {
  const changes = credentials.map((body) => ({ kind: 'credential', id: body.id, body }))
  return ledger.commit({ actor: 'a', action: 'put', changes })
}

const image = { registry: 'registry.example.com', repository: 'team/app' }
const expired = { expires: '2026-03-01T12:00:00.000Z' }

describe('credentialFor()', () => {
  it.each<[string, Credential[], string | undefined]>([
    ['none where there is none', [], undefined],
    ['the only one of the server', [credential('a')], 'a'],
    [
      'none of another server, not even a default',
      [
        credential('a', { server: 'other.example.com', isDefault: true }),
        credential('b', { server: 'registry.example.com:5000', isDefault: true }),
        credential('c', { server: 'example.com', isDefault: true }),
      ],
      undefined,
    ],
    [
      'none of another path',
      [credential('a', { path: 'team/ap' }), credential('b', { path: 'app' })],
      undefined,
    ],
    [
      'the one with the longest path, before any default',
      [
        credential('a', { isDefault: true }),
        credential('b', { path: 'team' }),
        credential('c', { path: 'team', isDefault: true }),
        credential('d', { path: 'team/app' }),
      ],
      'd',
    ],
    [
      'the default among equals',
      [credential('a'), credential('b', { isDefault: true }), credential('c')],
      'b',
    ],
    [
      'the newest among equals, by its last rotation',
      [
        credential('a', { created: '2026-02-01T00:00:00.000Z' }),
        credential('b', { rotated: '2026-02-02T00:00:00.000Z' }),
        credential('c'),
      ],
      'b',
    ],
    ['the first by id where all is equal', [credential('b'), credential('a')], 'a'],
    [
      'one that has not expired, however well the others fit',
      [credential('a', { path: 'team/app', isDefault: true, ...expired }), credential('b')],
      'b',
    ],
  ])('takes %s', async (_, credentials, name) => {
    const snapshot = await store(...credentials)

    expect(credentialFor(snapshot, image, { at })).toEqual({
      credential: name === undefined ? undefined : expect.objectContaining({ id: `id-${name}` }),
    })
  })

  it('takes one that has expired where nothing else fits, and warns', async () => {
    const snapshot = await store(credential('a', expired))

    expect(credentialFor(snapshot, image, { at })).toEqual({
      credential: expect.objectContaining({ id: 'id-a' }),
      warning: expect.stringContaining('"a" has expired at 2026-03-01T12:00:00.000Z'),
    })
  })

  it.each(['a', 'id-a'])('takes the one that is wanted as %s, however badly it fits', async (wanted) => {
    const snapshot = await store(
      credential('a', expired),
      credential('b', { isDefault: true, path: 'team/app' }),
    )

    expect(credentialFor(snapshot, image, { at, wanted })).toMatchObject({
      credential: { id: 'id-a' },
      warning: expect.stringContaining('has expired'),
    })
  })

  it('never takes one of another server, whatever there is', async () => {
    const servers = ['registry.example.com', 'registry.example.com:443', 'docker.io', 'example.com']
    const some = fc.record({
      server: fc.constantFrom(...servers),
      path: fc.option(fc.constantFrom('team', 'team/app', 'tea', 'app'), { nil: undefined }),
      isDefault: fc.boolean(),
      expires: fc.option(fc.constantFrom('2026-01-02T00:00:00.000Z', '2027-01-01T00:00:00.000Z'), {
        nil: undefined,
      }),
    })
    const lists = fc.array(some, { maxLength: 6 })
    const places = fc.record({
      registry: fc.constantFrom(...servers),
      repository: fc.constantFrom('team/app', 'team', 'teams', 'app', 'team/app/more'),
    })
    await fc.assert(
      fc.asyncProperty(lists, places, async (given, place) => {
        const snapshot = await store(
          ...given.map(({ path, expires, ...rest }, index) =>
            credential(`n${index}`, {
              ...rest,
              ...(path === undefined ? {} : { path }),
              ...(expires === undefined ? {} : { expires }),
            }),
          ),
        )
        const { credential: chosen } = credentialFor(snapshot, place, { at })
        const fitting = [...snapshot.all<Credential>('credential')].filter(
          ({ body: { server, path } }) =>
            server === place.registry &&
            (path === undefined || `${place.repository}/`.startsWith(`${path}/`)),
        )

        expect(chosen === undefined).toBe(fitting.length === 0)
        if (chosen !== undefined) expect(fitting).toContainEqual(chosen)
        const gone = [...snapshot.all('credential')].map(({ kind, id }) => ({ kind, id, body: null }))
        await ledger.commit({ actor: 'a', action: 'clear', changes: gone })
      }),
      { numRuns: 50 },
    )
  })
})

describe('requireCredentialFor()', () => {
  it.each([
    ['of another server', { server: 'other.example.com' }, 'is for "other.example.com", but the image is'],
    ['of another path', { path: 'group' }, 'is for repositories of "registry.example.com" under "group"'],
  ])('refuses a credential %s', async (_, more, message) => {
    const snapshot = await store(credential('a', more))
    const require = () => requireCredentialFor(snapshot, image, 'a')

    expect(require).toThrow(message)
    expect(require).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
  })

  it('says what there is where the wanted one is not', async () => {
    const snapshot = await store(credential('a'), credential('b'))

    expect(() => requireCredentialFor(snapshot, image, 'c')).toThrow(
      'No credential has the id or name "c"; there are a, b',
    )
  })
})
