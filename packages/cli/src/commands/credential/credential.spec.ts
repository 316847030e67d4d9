import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { credential } from '../../testing/registry-cases.ts'
import { run } from '../../run.ts'
import { stamp } from '../../testing/answers.ts'
import { capturedIo } from '../../testing/captured-io.ts'
import { runLine } from '../../testing/run-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'ingot-credential-'))
writeFileSync(join(folder, 'password.txt'), 'hunter2\n')
writeFileSync(join(folder, 'key.json'), '{\n  "key": "hunter2"\n}\n')
writeFileSync(join(folder, 'windows.txt'), 'hunter2\r\n')
writeFileSync(join(folder, 'latin.txt'), Buffer.from([0x68, 0xe9]))
writeFileSync(join(folder, 'empty.txt'), '\n')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const answer = { ...stamp, dryRun: false, credential }
const answers = { addCredential: answer, rotateCredential: answer, updateCredential: answer }
const add = 'credential add ci --server registry.corp.example:5000 --username ada'

describe('credential add', () => {
  it.each<[string, string, { stdin?: string; env?: Record<string, string> }, string]>([
    ['standard input', '--password-stdin', { stdin: 'hunter2\n' }, 'hunter2'],
    ['standard input without a line end', '--password-stdin', { stdin: 'hunter2' }, 'hunter2'],
    ['standard input with blanks', '--password-stdin', { stdin: ' hunter2 \n\n' }, ' hunter2 \n'],
    ['a file', '--password-file password.txt', {}, 'hunter2'],
    ['a file of Windows', '--password-file windows.txt', {}, 'hunter2'],
    ['a file of several lines', '--password-file key.json', {}, '{\n  "key": "hunter2"\n}'],
    ['the environment', '', { env: { INGOT_REGISTRY_PASSWORD: 'hunter2' } }, 'hunter2'],
    [
      'standard input, though the environment has one too',
      '--password-stdin',
      { stdin: 'hunter2', env: { INGOT_REGISTRY_PASSWORD: 'other' } },
      'hunter2',
    ],
  ])('takes the password from %s', async (_, flags, given, password) => {
    const line = `${add} ${flags}`.trim()
    const { status, out, err, calls } = await runLine(line, answers, { folder, ...given })

    expect(status).toBe(0)
    expect(calls[0]?.body).toEqual({
      name: 'ci',
      server: 'registry.corp.example:5000',
      username: 'ada',
      password,
    })
    expect(out + err).not.toContain('hunter2')
  })

  it.each([
    ['', 'Expected the password from --password-stdin, --password-file or INGOT_REGISTRY_PASSWORD, got none'],
    ['--password-stdin --password-file password.txt', 'cannot be given together'],
    ['--password-file empty.txt', 'Expected a password, got an empty one'],
    ['--password-file missing.txt', 'there is no such file'],
    ['--password-file latin.txt', 'not valid UTF-8'],
    ['--password hunter2', "Unknown option '--password'"],
  ])('asks for one instead of guessing, with %j', async (flags, message) => {
    const { status, err, calls } = await runLine(`${add} ${flags}`.trim(), answers, { folder })

    expect(status).toBe(2)
    expect(err).toContain(message)
    expect(err).not.toContain('hunter2')
    expect(calls).toEqual([])
  })

  it('hands on what is said of it, and tells what was understood', async () => {
    const line = `${add} --path team --default --expires 2027-01-01 --reason r --password-stdin`
    const noted = { ...answer, notes: ['"docker.io" is taken as the server'] }
    const { err, calls } = await runLine(line, { addCredential: noted }, { stdin: 'hunter2' })

    expect(calls[0]?.body).toMatchObject({
      path: 'team',
      isDefault: true,
      expires: '2027-01-01T00:00:00.000Z',
    })
    expect(calls[0]?.path).toBe('/v1/credentials?reason=r')
    expect(err).toBe('"docker.io" is taken as the server\n')
  })
})

describe('credential update', () => {
  it.each([
    ['--default', { isDefault: true }],
    ['--no-default', { isDefault: false }],
    ['--path=', { path: '' }],
    ['--name build --server docker.io', { name: 'build', server: 'docker.io' }],
  ])('sends with %s only what is given', async (flags, body) => {
    const { calls } = await runLine(`credential update ci ${flags}`, answers)

    expect(calls[0]?.body).toEqual(body)
  })

  it('wants something to change', async () => {
    const { status, err } = await runLine('credential update ci', answers)

    expect(status).toBe(2)
    expect(err).toContain('got none')
  })
})

describe('credential rotate', () => {
  it('sends the new password, and the user where one is given', async () => {
    const line = 'credential rotate ci --username AWS --password-stdin --dry-run'
    const { calls } = await runLine(line, answers, { stdin: 'hunter2\n' })

    expect(calls[0]).toMatchObject({
      path: '/v1/credentials/ci/secret?dryRun=true',
      body: { username: 'AWS', password: 'hunter2' },
    })
  })
})

describe('on a local ledger', () => {
  const db = join(folder, 'ledger.db')
  const words = (line: string) => [...line.split(' '), '--db', db]

  async function ran(line: string, env: Record<string, string> = {}) {
    const { io, out, err } = capturedIo({ folder, stdin: Buffer.from('hunter2\n'), env })
    const status = await run(words(line), io)
    return { status, out: out(), err: err() }
  }

  it('a credential is added, shown, rotated and deleted, and never shown whole', async () => {
    const told = [
      await ran(`${add} --password-stdin`),
      await ran('credential list'),
      await ran('credential rotate ci --password-stdin -o json'),
      await ran('log show 2 -o json'),
      await ran('credential delete ci -o yaml'),
      await ran('credential list -o name'),
    ]

    expect(told.map(({ status }) => status)).toEqual([0, 0, 0, 0, 0, 0])
    expect(told[1]?.out).toMatch(/^ci +registry\.corp\.example:5000 +basic +valid/m)
    expect(told[5]?.out).toBe('')
    const all = told.map(({ out, err }) => out + err).join('')
    for (const secret of ['hunter2', Buffer.from('hunter2').toString('base64'), '"ada"']) {
      expect(all).not.toContain(secret)
    }
  })

  it('says what to do where the master key is not as it was', async () => {
    const { status, err } = await ran(`${add} --password-stdin`, { INGOT_MASTER_KEY: 'not-a-key' })

    expect(status).toBe(3)
    expect(err).toContain('error[MASTER_KEY_UNAVAILABLE]: Expected 32 bytes')
    expect(err).toContain('openssl rand -base64 32')
    expect(err).not.toContain('not-a-key')
  })
})
