import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { run } from '../../run.ts'
import { lock, stamp } from '../../testing/answers.ts'
import { capturedIo } from '../../testing/captured-io.ts'
import { fakeApi } from '../../testing/fake-api.ts'

let folder = ''
const answer = {
  ...stamp,
  lock,
  text: 'the lock\n',
  moved: ['scheduler: our.base 1.9 → 1.10'],
  diagnostics: [],
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-lock-'))
  mkdirSync(join(folder, 'templates'))
  writeFileSync(join(folder, 'templates', 'cluster.txt'), '[cluster Slurm]\n')
  writeFileSync(join(folder, 'site.json'), '{}')
  writeFileSync(join(folder, 'templates', 'site.json'), '{"a":1}')
})

async function locked(line: string, given: object = answer): ReturnType<typeof asked> {
  return await asked(line, { lockTemplate: given })
}

async function asked(line: string, answers: Parameters<typeof fakeApi>[0]) {
  const { io, out, err } = capturedIo({ folder })
  const { connect, calls } = fakeApi(answers)
  const status = await run(line.split(' '), io, connect)
  return { status, out: out(), err: err(), body: calls[0]?.body }
}

const written = (name: string): string => readFileSync(join(folder, name), 'utf8')

describe('template lock', () => {
  it('writes the lock beside the template and prints what moved', async () => {
    const { status, out } = await locked('template lock templates/cluster.txt --region eastus')

    expect(status).toBe(0)
    expect(written('templates/cluster.txt.lock')).toBe('the lock\n')
    expect(out).toContain('  scheduler: our.base 1.9 → 1.10\n')
  })

  it.each([
    ['', 'cluster.txt'],
    ['-f cluster.lock', 'templates/cluster.txt'],
    ['-f locks/deep/cluster.lock', '../../templates/cluster.txt'],
  ])('names the template relative to the lock with `%s`', async (flags, name) => {
    const { body } = await locked(`template lock templates/cluster.txt --region eastus ${flags}`.trim())

    expect(body).toMatchObject({ template: { file: name, text: '[cluster Slurm]\n' } })
  })

  it.each([
    [
      '--region a,b --provider azure',
      [
        { provider: 'azure', region: 'a' },
        { provider: 'azure', region: 'b' },
      ],
    ],
    ['--region a --region b', [{ region: 'a' }, { region: 'b' }]],
    ['--provider aws --account prod', [{ provider: 'aws', account: 'prod' }]],
    ['--strict', [{}]],
  ])('locks for the locations of `%s`', async (flags, locations) => {
    expect((await locked(`template lock templates/cluster.txt ${flags}`)).body).toMatchObject({ locations })
  })

  it('hands an existing lock over, with its locations and parameters where none are given', async () => {
    writeFileSync(join(folder, 'old.lock'), JSON.stringify(lock))

    const { body } = await locked('template lock templates/cluster.txt -f old.lock --update our.base')

    expect(body).toMatchObject({
      lock,
      update: 'our.base',
      locations: lock.locations,
      parameters: lock.parameters,
    })
  })

  it('names files of parameters relative to the lock too', async () => {
    const { body } = await locked('template lock templates/cluster.txt --params site.json --param Cores=8')

    expect(body).toMatchObject({
      parameters: { Cores: '8' },
      parameterFiles: [{ file: '../site.json', text: '{}' }],
    })
  })

  it('moves all with a bare --update', async () => {
    expect((await locked('template lock templates/cluster.txt --update')).body).toMatchObject({
      update: true,
    })
  })

  it.each([
    ['with --dry-run', '--dry-run', answer, 0],
    [
      'when the template has errors',
      '--region eastus',
      { ...answer, diagnostics: [{ severity: 'error', code: 'BAD', message: 'Bad' }] },
      1,
    ],
  ])('writes nothing %s', async (_when, flags, given, expected) => {
    const { status } = await locked(`template lock templates/cluster.txt ${flags}`, given)

    expect(status).toBe(expected)
    expect(existsSync(join(folder, 'templates', 'cluster.txt.lock'))).toBe(false)
  })

  it('refuses to replace a file that is no lock', async () => {
    const { status, err } = await locked('template lock templates/cluster.txt -f templates/cluster.txt')

    expect(status).toBe(2)
    expect(err).toContain('Expected a lock in "templates/cluster.txt", got something that is not JSON')
    expect(written('templates/cluster.txt')).toBe('[cluster Slurm]\n')
  })
})

describe('template verify', () => {
  it('reads the template that the lock names, relative to the lock', async () => {
    writeFileSync(join(folder, 'templates', 'any.lock'), JSON.stringify(lock))

    const { status, body } = await asked('template verify templates/any.lock', {
      verifyLock: { ...stamp, findings: [] },
    })

    expect(status).toBe(0)
    expect(body).toMatchObject({
      template: { file: 'cluster.txt', text: '[cluster Slurm]\n' },
      parameterFiles: [{ file: 'site.json', text: '{"a":1}' }],
    })
  })

  it('says which template is missing', async () => {
    writeFileSync(join(folder, 'any.lock'), JSON.stringify(lock))

    const { status, err } = await asked('template verify any.lock', {})

    expect(status).toBe(2)
    expect(err).toContain('cluster.txt": there is no such file')
  })
})

describe('template fmt --write', () => {
  const formatted = { formatTemplate: { text: 'even\n', changed: true, diagnostics: [] } }

  it('writes what changed and prints its name', async () => {
    const { status, out } = await asked('template fmt --write templates/cluster.txt', formatted)

    expect([status, out]).toEqual([0, 'templates/cluster.txt\n'])
    expect(written('templates/cluster.txt')).toBe('even\n')
  })

  it('writes nothing with --dry-run', async () => {
    const { out } = await asked('template fmt --write --dry-run templates/cluster.txt', formatted)

    expect(out).toBe('templates/cluster.txt\n')
    expect(written('templates/cluster.txt')).toBe('[cluster Slurm]\n')
  })
})

describe('ledger backup', () => {
  it('writes the bytes, and no file when the stream breaks off', async () => {
    const whole = await asked('ledger backup whole.gz -o json', { backupLedger: Buffer.from('bytes') })
    const broken = await asked('ledger backup broken.gz', {})

    expect(written('whole.gz')).toBe('bytes')
    expect(JSON.parse(whole.out)).toEqual({ file: 'whole.gz', bytes: 5 })
    expect(broken.status).toBe(3)
    expect(existsSync(join(folder, 'broken.gz'))).toBe(false)
  })
})
