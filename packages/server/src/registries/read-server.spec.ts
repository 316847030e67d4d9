import { IngotError } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { readCredentialPlace, readExpiry, readRegistryServer } from './read-server.ts'

function refused(act: () => unknown): IngotError {
  try {
    act()
  } catch (error) {
    if (error instanceof IngotError) return error
  }
  throw new Error('Expected a refusal')
}

describe('readCredentialPlace()', () => {
  it.each([
    ['registry.example.com:5000', undefined, 'registry.example.com:5000', undefined, false],
    ['Registry.Example.com', undefined, 'registry.example.com', undefined, false],
    ['https://index.docker.io/v1/', undefined, 'docker.io', undefined, true],
    ['registry.example.com/team/app', undefined, 'registry.example.com', 'team/app', true],
    ['https://registry.example.com/v2/', undefined, 'registry.example.com', undefined, true],
    [
      '123456789012.dkr.ecr.us-west-2.amazonaws.com/runtimes/workbench:2.0.1',
      undefined,
      '123456789012.dkr.ecr.us-west-2.amazonaws.com',
      undefined,
      true,
    ],
    ['registry.example.com', '/team/', 'registry.example.com', 'team', false],
    ['registry.example.com/team/app', 'team', 'registry.example.com', 'team', false],
    ['registry.example.com/team/app', '', 'registry.example.com', undefined, false],
    ['docker.io', 'ada', 'docker.io', 'ada', false],
  ])('takes %s with the path %s as %s, %s', (text, path, server, kept, isNoted) => {
    const place = readCredentialPlace(text, path)

    expect(place).toMatchObject({ server, ...(kept === undefined ? {} : { path: kept }) })
    expect(place.path).toBe(kept)
    expect(place.notes.length > 0).toBe(isNoted)
  })

  it.each([
    ['', undefined, ['/body/server']],
    ['registry', undefined, ['/body/server']],
    ['user:secret@registry.example.com', undefined, ['/body/server']],
    ['registry.example.com', 'Team/App', ['/body/path']],
    ['registry', '..', ['/body/server', '/body/path']],
  ])('refuses %j with the path %j, every fault at once', (text, path, places) => {
    const refusal = refused(() => readCredentialPlace(text, path))

    expect(refusal.code).toBe('INVALID_REQUEST')
    expect(refusal.faults.map((fault) => fault.path)).toEqual(places)
    expect(refusal.message).not.toContain('secret')
  })
})

describe('readRegistryServer()', () => {
  it.each([
    ['registry.example.com:5000', 'registry.example.com:5000', []],
    [
      'https://registry.example.com/v2/',
      'registry.example.com',
      [expect.stringContaining('with all repositories')],
    ],
    ['registry.example.com/team', 'registry.example.com', [expect.stringContaining('with all repositories')]],
  ])('takes %s as %s', (text, server, notes) => {
    expect(readRegistryServer(text)).toEqual({ server, notes })
  })

  it('refuses what is no server', () => {
    expect(refused(() => readRegistryServer('a b'))).toMatchObject({
      code: 'INVALID_REQUEST',
      faults: [{ path: '/body/server' }],
    })
  })
})

describe('readExpiry()', () => {
  it('gives a time in UTC, and none for none', () => {
    expect(readExpiry('2026-03-01T12:00:00+02:00')).toBe('2026-03-01T10:00:00.000Z')
    expect(readExpiry(undefined)).toBeUndefined()
  })

  it('refuses a time that is in no calendar', () => {
    expect(refused(() => readExpiry('2026-02-31T25:00:00Z')).faults).toMatchObject([
      { path: '/body/expires' },
    ])
  })
})
