import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IngotError } from '@ingot/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stamp } from '../../testing/answers.ts'
import { identity, trust } from '../../testing/project-answers.ts'
import { runLine } from '../../testing/run-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'ingot-trust-'))
const key = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'
const oneTrust = { ...stamp, dryRun: false, trust }
const claims = '--subject a/* --issuer https://i.example.com'

beforeAll(() => {
  writeFileSync(join(folder, 'cosign.pub'), key)
  writeFileSync(join(folder, 'root.json'), '{"mediaType":"x"}')
  for (const kind of ['PRIVATE KEY', 'ENCRYPTED SIGSTORE PRIVATE KEY', 'EC PRIVATE KEY']) {
    writeFileSync(join(folder, `${kind.replaceAll(' ', '-')}.key`), key.replaceAll('PUBLIC KEY', kind))
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('trust add', () => {
  it.each([
    ['--key-file cosign.pub', { key }],
    [
      `${claims} --root root.json`,
      { identity: { subject: 'a/*', issuer: 'https://i.example.com', root: '{"mediaType":"x"}' } },
    ],
  ])('asks with `%s` for what the files say', async (flags, body) => {
    const { calls } = await runLine(
      `trust add team ${flags} --reason New`,
      { addTrust: oneTrust },
      { folder },
    )

    expect(calls).toEqual([{ operation: 'addTrust', path: '/v1/trust/team?reason=New', body }])
  })

  it('reads a key from standard input', async () => {
    const { calls } = await runLine('trust add team --key-file -', { addTrust: oneTrust }, { stdin: key })

    expect(calls[0]?.body).toEqual({ key })
  })

  it.each(['PRIVATE-KEY', 'ENCRYPTED-SIGSTORE-PRIVATE-KEY', 'EC-PRIVATE-KEY'])(
    'sends no %s anywhere',
    async (name) => {
      const { status, err, calls } = await runLine(`trust add team --key-file ${name}.key`, {}, { folder })

      expect([status, calls]).toEqual([2, []])
      expect(err).toContain(
        `Expected a public key in "${name}.key", got a private one; it was not sent anywhere`,
      )
      expect(err).not.toContain('AAAA')
    },
  )

  it.each([
    ['trust add team', 'Expected a key or an identity, got neither'],
    [`trust add team --key-file cosign.pub ${claims}`, 'Expected a key or an identity, got both'],
    [`trust add team ${claims}`, 'An identity needs all of --subject, --issuer and --root'],
    ['trust add team --root root.json', 'An identity needs all of --subject, --issuer and --root'],
    ['trust add team --key-file missing', 'Cannot read "missing"'],
  ])('exits 2 on `%s` before it asks', async (line, message) => {
    const { status, err, calls } = await runLine(line, {}, { folder })

    expect([status, calls]).toEqual([2, []])
    expect(err).toContain(message)
  })

  it('tells every fault of what is to be trusted', async () => {
    const faults = ['/identity/subject', '/identity/root'].map((path) => ({
      severity: 'error' as const,
      code: 'TRUST',
      message: `Bad ${path}`,
      path,
    }))
    const { status, err } = await runLine(
      `trust add team ${claims} --root root.json`,
      { addTrust: new IngotError('INVALID_INPUT', 'Two faults', { faults }) },
      { folder },
    )

    expect(status).toBe(1)
    expect(err).toContain(
      '/identity/subject: error[TRUST]: Bad /identity/subject\n/identity/root: error[TRUST]',
    )
  })
})

describe('trust list', () => {
  it('prints a row for each key and identity', async () => {
    const { out, calls } = await runLine('trust list --at 3', {
      listTrust: { ...stamp, trust: [trust, identity] },
    })

    expect(out).toBe(
      [
        'NAME          KIND      SINCE                 SUBJECT                       ISSUER',
        'release-team  key       2026-01-31T12:00:00Z',
        'pipeline      identity  2026-01-31T12:00:00Z  https://github.com/example/*  https://issuer.example.com',
        '',
      ].join('\n'),
    )
    expect(calls).toEqual([{ operation: 'listTrust', path: '/v1/trust?at=3', body: undefined }])
  })

  it.each([
    ['', [], 'Nobody is trusted to sign images\n'],
    [' -o name', [trust, identity], 'release-team\npipeline\n'],
  ])('prints with `%s`', async (flag, all, expected) => {
    expect((await runLine(`trust list${flag}`, { listTrust: { ...stamp, trust: all } })).out).toBe(expected)
  })
})

describe('trust delete', () => {
  it.each([
    [false, 'Trusted no longer: release-team\n', ''],
    [true, 'Would trust no longer: release-team\n', 'Dry run: nothing was changed\n'],
  ])('says what became of it, dry run: %s', async (dryRun, out, err) => {
    const ran = await runLine('trust delete release-team --expect 3', {
      deleteTrust: { ...oneTrust, dryRun },
    })

    expect(ran).toMatchObject({ out, err, status: 0 })
    expect(ran.calls).toEqual([
      { operation: 'deleteTrust', path: '/v1/trust/release-team?expect=3', body: undefined },
    ])
  })
})
