import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { stamp } from '../../testing/answers.ts'
import { mirrorChecks, mirrorPlan, repoFile } from '../../testing/repo-answers.ts'
import { digest, identifier } from '../../testing/runtime-answers.ts'
import { runLine } from '../../testing/run-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'ingot-mirror-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const rewrite = '--rewrite-host a.example=b.example --rewrite-host docker.io/team=b.example/t --status all'
const body = { rewriteHost: ['a.example=b.example', 'docker.io/team=b.example/t'], status: 'all' }
const query = 'rewriteHost=a.example%3Db.example&rewriteHost=docker.io%2Fteam%3Db.example%2Ft&status=all'
const from = `registry.example.com/team/forecast@${digest('9a3f')}`
const to = 'mirror.example.com/team/forecast:1.0'

describe('runtime mirror-plan', () => {
  it('asks for what is to be copied where', async () => {
    const { calls } = await runLine(`runtime mirror-plan ${rewrite} --at 3`, { planMirror: mirrorPlan })

    expect(calls).toEqual([{ operation: 'planMirror', path: '/v1/runtimes/mirror-plan?at=3', body }])
  })

  it.each([
    ['', `${from}\n  → ${to}\n1 copy to make\n`],
    [' -o name', `docker://${from} docker://${to}\n`],
  ])('prints with `%s` what is to be copied', async (flag, expected) => {
    const { out, err, status } = await runLine(`runtime mirror-plan${flag}`, { planMirror: mirrorPlan })

    expect(out).toBe(expected)
    expect(err).toBe(
      'Left out, for they were never read and no digest is known: registry.example.com/unread:1\n',
    )
    expect(status).toBe(0)
  })

  it('names the first of many that are left out', async () => {
    const unpinned = Array.from({ length: 13 }, (_, index) => `r${index}`)
    const { out, err } = await runLine('runtime mirror-plan', {
      planMirror: { ...stamp, items: [], unpinned },
    })

    expect(out).toBe('Nothing has to be copied\n')
    expect(err).toContain('r8, r9, … and 3 more\n')
  })
})

describe('runtime mirror-verify', () => {
  it('asks for the copies to be looked at', async () => {
    const { calls } = await runLine(`runtime mirror-verify ${rewrite}`, { verifyMirror: mirrorChecks })

    expect(calls).toEqual([{ operation: 'verifyMirror', path: '/v1/runtimes/mirror-verify', body }])
  })

  it('prints what is wrong first, and exits 1', async () => {
    const { out, status } = await runLine('runtime mirror-verify', { verifyMirror: mirrorChecks })

    expect(out).toBe(
      [
        'STATUS   COPY                                  WHAT WAS FOUND',
        'missing  mirror.example.com/other:1            There is no such image',
        `same     ${to}  It has the digest that it must have`,
        '',
      ].join('\n'),
    )
    expect(status).toBe(1)
  })

  it.each([
    ['a copy that is wrong', mirrorChecks.checks, 'mirror.example.com/other:1\n', 1],
    ['no copy that is wrong', mirrorChecks.checks.slice(0, 1), '', 0],
    ['no copy at all', [], '', 0],
  ])('prints with -o name %s', async (_what, checks, out, status) => {
    const answers = { verifyMirror: { ...mirrorChecks, checks } }

    expect(await runLine('runtime mirror-verify -o name', answers)).toMatchObject({ out, status })
  })
})

describe('runtime repo-file', () => {
  it('asks for the file as another registry needs it', async () => {
    const { calls } = await runLine(`runtime repo-file ${rewrite} --pin --at 3`, { exportRepoFile: repoFile })

    const path = `/v1/runtimes/repo-file?at=3&${query}&pin=true`
    expect(calls).toEqual([{ operation: 'exportRepoFile', path, body: undefined }])
  })

  it('prints the file, or with -o name the identifiers', async () => {
    const answers = { exportRepoFile: repoFile }

    expect((await runLine('runtime repo-file', answers)).out).toBe(
      `${JSON.stringify(repoFile, undefined, 2)}\n`,
    )
    expect((await runLine('runtime repo-file -o name', answers)).out).toBe(`${identifier}\n`)
  })

  it('writes it to a file, and says so beside', async () => {
    const { out, err } = await runLine(
      'runtime repo-file -f sub/repo.json',
      { exportRepoFile: repoFile },
      { folder },
    )

    expect([out, err]).toEqual(['', '1 runtime written to sub/repo.json\n'])
    expect(JSON.parse(readFileSync(join(folder, 'sub', 'repo.json'), 'utf8'))).toEqual(repoFile)
  })

  it('knows the statuses that a workbench may see', async () => {
    const { status, err } = await runLine('runtime repo-file --status DISABLED')

    expect(status).toBe(2)
    expect(err).toContain('Allowed choices are ENABLED, DEPRECATED, all')
  })
})

describe('runtime publish', () => {
  it.each([
    ['', true, 'answers without a key'],
    [' --off', false, 'asks for a key'],
  ])('asks with `%s` for %s', async (flag, published, shown) => {
    const { calls, out } = await runLine(`runtime publish${flag} --reason Workbenches`, {
      publishRepoFile: { ...stamp, dryRun: false, published },
    })

    const path = '/v1/runtimes/published?reason=Workbenches'
    expect(calls).toEqual([{ operation: 'publishRepoFile', path, body: { published } }])
    expect(out).toBe(`/runtimes/repo-assembly.json ${shown}\n`)
  })
})
