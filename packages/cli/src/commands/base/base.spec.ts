import { IngotError } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { stamp } from '../../testing/answers.ts'
import { base } from '../../testing/project-answers.ts'
import { runLine } from '../../testing/run-line.ts'

const oneBase = { ...stamp, dryRun: false, base }

function refreshed(...statuses: string[]): object {
  const bases = statuses.map((status) => ({
    id: 'b',
    reference: `${status}:1`,
    status,
    message: `It is ${status}`,
  }))
  return { ...stamp, dryRun: false, bases }
}

describe('base add', () => {
  it.each([
    ['', {}],
    [' --vendor', { vendor: true }],
    [' --no-vendor --credential team', { vendor: false, credential: 'team' }],
  ])('asks with `%s` for what is said', async (flags, said) => {
    const { calls } = await runLine(`base add ubuntu:22.04 --generation os${flags} --reason New`, {
      addBase: oneBase,
    })

    const body = { reference: 'ubuntu:22.04', generation: 'os', ...said }
    expect(calls).toEqual([{ operation: 'addBase', path: '/v1/bases?reason=New', body }])
  })

  it.each([
    ['base add ubuntu:22.04', "Required option '--generation <name>' not specified"],
    ['base add ubuntu:22.04 --generation PBJ', 'Allowed choices are non-pbj, pbj, os'],
    ['base add --generation os', "Missing required argument 'reference'"],
  ])('exits 2 on `%s`', async (line, message) => {
    const { status, err } = await runLine(line)

    expect(status).toBe(2)
    expect(err).toContain(message)
  })

  it('exits 3 where the registry does not answer, and 1 where the base is allowed already', async () => {
    const refused = async (code: 'REGISTRY_UNREACHABLE' | 'BASE_EXISTS') =>
      (await runLine('base add a --generation os', { addBase: new IngotError(code, 'No') })).status

    expect([await refused('REGISTRY_UNREACHABLE'), await refused('BASE_EXISTS')]).toEqual([3, 1])
  })
})

describe('base list', () => {
  it('prints a row for each time that another digest was seen, the newest first', async () => {
    const { out, calls } = await runLine('base list --at 3', { listBases: { ...stamp, bases: [base] } })

    expect(out).toBe(
      [
        'GENERATION  VENDOR  TAG     SEEN                  DIGEST                PLATFORMS                REFERENCE',
        'os          no      now     2026-01-31T12:00:00Z  sha256:aaaa00000000…  linux/amd64              docker.io/library/ubuntu:22.04',
        'os          no      before  2026-01-15T00:00:00Z  sha256:bbbb00000000…  linux/amd64              docker.io/library/ubuntu:22.04',
        'os          no      before  2026-01-01T00:00:00Z  sha256:aaaa00000000…  linux/amd64,linux/arm64  docker.io/library/ubuntu:22.04',
        '',
      ].join('\n'),
    )
    expect(calls).toEqual([{ operation: 'listBases', path: '/v1/bases?at=3', body: undefined }])
  })

  it('says that none is allowed, and prints references with -o name', async () => {
    expect((await runLine('base list', { listBases: { ...stamp, bases: [] } })).out).toBe(
      'No base is allowed\n',
    )
    expect((await runLine('base list -o name', { listBases: { ...stamp, bases: [base] } })).out).toBe(
      'docker.io/library/ubuntu:22.04\n',
    )
  })
})

describe('base refresh', () => {
  it.each([
    ['', {}],
    [' a b --credential team', { bases: ['a', 'b'], credential: 'team' }],
  ])('asks for `%s`', async (words, body) => {
    const { calls } = await runLine(`base refresh${words}`, { refreshBases: refreshed('same') })

    expect(calls).toEqual([{ operation: 'refreshBases', path: '/v1/bases/refresh', body }])
  })

  it.each([
    [['same', 'moved'], 0, 'moved:1\n'],
    [['same', 'moved', 'failed'], 1, 'moved:1\n'],
    [['same'], 0, ''],
  ])('exits and names for %j', async (statuses, status, out) => {
    const answers = { refreshBases: refreshed(...statuses) }

    expect(await runLine('base refresh -o name', answers)).toMatchObject({ status, out })
  })
})

describe('base delete', () => {
  it.each([
    [false, 'Allowed no longer: docker.io/library/ubuntu:22.04\n', ''],
    [true, 'Would allow no longer: docker.io/library/ubuntu:22.04\n', 'Dry run: nothing was changed\n'],
  ])('says what became of it, dry run: %s', async (dryRun, out, err) => {
    const ran = await runLine('base delete docker.io/library/ubuntu:22.04', {
      deleteBase: { ...oneBase, dryRun },
    })

    const path = '/v1/bases/docker.io%2Flibrary%2Fubuntu%3A22.04'
    expect(ran).toMatchObject({ out, err, status: 0 })
    expect(ran.calls).toEqual([{ operation: 'deleteBase', path, body: undefined }])
  })
})
