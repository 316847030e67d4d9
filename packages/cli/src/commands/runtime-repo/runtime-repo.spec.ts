import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IngotError } from '@ingot/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stamp } from '../../testing/answers.ts'
import { repo, repoReport, repoSynced } from '../../testing/repo-answers.ts'
import { type Ran, runLine } from '../../testing/run-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'ingot-repo-'))
const file = join(folder, 'repo.json')
const text = '{"runtimes":[\n  {"git_hash":"3g"}]}\n'
const url = 'https://archive.example.com/repo-assembly.json'
const oneRepo = { ...stamp, dryRun: false, repo }

beforeAll(() => writeFileSync(file, text))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('runtime-repo add', () => {
  it.each([
    [url, '', { url }],
    [
      url,
      ' --every 6h --allow-host archive.example.com:8443 --enable',
      { url, every: 21_600, allowHost: 'archive.example.com:8443', enable: true },
    ],
    ['repo.json', '', { url: `file:${file}` }],
    [`file:${file}`, '', { url: `file:${file}` }],
  ])('asks for %s with `%s`', async (place, flags, body) => {
    const { calls } = await runLine(
      `runtime-repo add vendor ${place}${flags} --reason New`,
      { addRuntimeRepo: oneRepo },
      { folder },
    )

    const path = '/v1/runtime-repos?reason=New'
    expect(calls).toEqual([{ operation: 'addRuntimeRepo', path, body: { name: 'vendor', ...body } }])
  })

  it.each([
    ['runtime-repo add vendor', "Missing required argument 'url|file'"],
    ['runtime-repo add vendor -', 'got standard input'],
    [`runtime-repo add vendor ${url} --every 30s`, 'Expected at least 1m, got "30s"'],
    [`runtime-repo add vendor ${url} --every often`, 'such as 90s, 15m, 6h or 1d'],
    ['runtime-repo update vendor', 'Expected --name, --from, --every, --allow-host, --enable or --no-enable'],
    ['runtime-repo update vendor --every 5s', 'Expected at least 1m, got "5s"'],
    ['runtime-repo check missing.json', 'Cannot read "missing.json"'],
  ])('exits 2 on `%s` before it asks', async (line, message) => {
    const { status, err, calls } = await runLine(line, {}, { folder })

    expect([status, calls]).toEqual([2, []])
    expect(err).toContain(message)
  })
})

describe('runtime-repo list', () => {
  it('prints a row for each, and why the last sync of one failed', async () => {
    const { every: _, sync: __, ...fresh } = { ...repo, name: 'own', id: 4, runtimes: 0 }
    const { out, calls } = await runLine('runtime-repo list --at 3', {
      listRuntimeRepos: { ...stamp, repos: [repo, fresh] },
    })

    expect(out).toBe(
      [
        'NAME    RUNTIMES  EVERY  CHECKED               OUTCOME  ID  URL',
        `vendor  31        6h     2026-01-31T12:00:00Z  failed   3   ${url}`,
        `own     0         24h    never                          4   ${url}`,
        '',
        'vendor: No answer from archive.example.com',
        '',
      ].join('\n'),
    )
    expect(calls).toEqual([
      { operation: 'listRuntimeRepos', path: '/v1/runtime-repos?at=3', body: undefined },
    ])
  })

  it.each([
    ['', [], 'No Runtime Repo is registered\n'],
    [' -o name', [repo], 'vendor\n'],
  ])('prints with `%s`', async (flag, repos, expected) => {
    const answers = { listRuntimeRepos: { ...stamp, repos } }

    expect((await runLine(`runtime-repo list${flag}`, answers)).out).toBe(expected)
  })
})

describe('runtime-repo update', () => {
  it.each([
    ['--name other --every 1d', { name: 'other', every: 86_400 }],
    ['--enable', { enable: true }],
    ['--no-enable --allow-host h', { enable: false, allowHost: 'h' }],
    ['--from repo.json', { url: `file:${file}` }],
  ])('asks with `%s`', async (flags, body) => {
    const { calls, out } = await runLine(
      `runtime-repo update vendor ${flags} -o name`,
      { updateRuntimeRepo: oneRepo },
      { folder },
    )

    expect(calls).toEqual([{ operation: 'updateRuntimeRepo', path: '/v1/runtime-repos/vendor', body }])
    expect(out).toBe('vendor\n')
  })
})

async function sync(name: string, repos: object[], answer: unknown = repoSynced, flags = ''): Promise<Ran> {
  const answers = { listRuntimeRepos: { ...stamp, repos }, syncRuntimeRepo: answer }
  return await runLine(`runtime-repo sync ${name}${flags}`, answers, { folder })
}

describe('runtime-repo sync', () => {
  const local = { ...repo, id: 5, name: 'own', url: `file:${file}` }

  it.each([
    ['nothing of what is at a URL', 'vendor', [repo, local], '3', {}],
    ['the text of a file', 'own', [repo, local], '5', { content: text }],
    ['the text of a file that is named by its id', '5', [repo, local], '5', { content: text }],
    ['the text by an id rather than a name', '5', [{ ...repo, name: '5' }, local], '5', { content: text }],
    ['nothing of what there is not', 'other', [repo], 'other', {}],
  ])('sends %s', async (_what, name, repos, id, body) => {
    const { calls } = await sync(name, repos)

    expect(calls[1]).toEqual({ operation: 'syncRuntimeRepo', path: `/v1/runtime-repos/${id}/sync`, body })
  })

  it('asks to compare the labels, and to store nothing', async () => {
    const { calls, err, out } = await sync(
      'vendor',
      [repo],
      { ...repoSynced, dryRun: true, faults: [] },
      ' --verify-labels --dry-run',
    )

    const path = '/v1/runtime-repos/3/sync?dryRun=true'
    expect(calls[1]).toEqual({ operation: 'syncRuntimeRepo', path, body: { verifyLabels: true } })
    expect(err).toBe('Dry run: nothing was changed\n')
    expect(out).toContain('vendor: nothing stored; the ledger is at revision 7\n')
  })

  it('prints what came, changed, went and is refused, and faults beside it', async () => {
    const { out, err, status } = await sync('vendor', [repo])

    expect(out).toBe(
      [
        '+ added registry.example.com/team/forecast:1.0 (/runtimes/0)',
        '~ changed registry.example.com/other:1 (/runtimes/1)',
        '    description: "a" → "b"',
        '- dropped registry.example.com/gone:1',
        '✗ refused registry.example.com/bad:1 (/runtimes/2)',
        '    git_hash: expected 40 hexadecimal digits, got "3g"',
        '32 entries: 1 added, 1 changed, 0 returned, 1 dropped, 1 refused, 28 unchanged',
        'vendor: stored as of revision 7',
        '',
      ].join('\n'),
    )
    expect(err).toContain(
      'error[REPO_ENTRY_HASH]: Expected 40 hexadecimal digits, got "3g" (/runtimes/2/git_hash)',
    )
    expect(status).toBe(1)
  })

  it.each([
    ['an entry is refused', { faults: [] }, 1],
    ['a fault is an error', { entries: [] }, 1],
    ['all is well', { faults: [], entries: repoReport.entries.slice(1) }, 0],
  ])('exits by whether %s', async (_what, differences, status) => {
    expect((await sync('vendor', [repo], { ...repoSynced, ...differences })).status).toBe(status)
  })

  it.each([
    [
      'not-modified',
      'The file has not changed since the last sync\nvendor: nothing stored; the ledger is at revision 7\n',
    ],
    [
      'unchanged',
      '28 entries: 0 added, 0 changed, 0 returned, 0 dropped, 0 refused, 28 unchanged\nvendor: nothing stored',
    ],
  ])('says of a file that is %s that nothing is stored', async (outcome, shown) => {
    const { out } = await sync('vendor', [repo], { ...repoSynced, outcome, entries: [], faults: [] })

    expect(out.startsWith(shown)).toBe(true)
  })

  it.each([
    ['the first of many', '', 20, '… and 14 more\n'],
    ['all with --all', ' --all', 34, '34 added'],
  ])('lists %s', async (_what, flag, listed, shown) => {
    const entries = Array.from({ length: 34 }, () => ({ ...repoReport.entries[1]! }))
    const { out } = await sync('vendor', [repo], { ...repoSynced, entries }, flag)

    expect(out.match(/^\+ /gm)?.length).toBe(listed)
    expect(out).toContain(shown)
  })

  it('shows the spot of a fault in the file that it has read', async () => {
    const faults = [{ ...repoReport.faults[0]!, file: `file:${file}`, line: 2, column: 4 }]
    const { err } = await sync(
      'own',
      [local],
      new IngotError('SOURCE_INVALID', 'Not a repo file', { faults }),
    )

    expect(err).toContain('  2 |   {"git_hash":"3g"}]}\n         ^\n')
  })
})

describe('runtime-repo check', () => {
  it('sends the file, and prints what a sync would do and the spot of each fault', async () => {
    const faults = [{ ...repoReport.faults[0]!, file: 'repo.json', line: 2, column: 4 }]
    const { out, status, calls } = await runLine(
      'runtime-repo check repo.json --verify-labels --at 3',
      { checkRepoFile: { ...stamp, ...repoReport, entries: repoReport.entries.slice(0, 1), faults } },
      { folder },
    )

    const body = { file: 'repo.json', content: text, verifyLabels: true }
    expect(calls).toEqual([{ operation: 'checkRepoFile', path: '/v1/runtime-repos/check?at=3', body }])
    expect(out).toBe(
      [
        '✗ refused registry.example.com/bad:1 (/runtimes/2)',
        '    git_hash: expected 40 hexadecimal digits, got "3g"',
        '29 entries: 0 added, 0 changed, 0 returned, 0 dropped, 1 refused, 28 unchanged',
        'repo.json:2:4: error[REPO_ENTRY_HASH]: Expected 40 hexadecimal digits, got "3g"',
        '  2 |   {"git_hash":"3g"}]}',
        '         ^',
        '1 error, 0 warnings, 0 notes',
        '',
      ].join('\n'),
    )
    expect(status).toBe(1)
  })

  it('prints the codes of the faults with -o name, and exits 0 where there are none', async () => {
    const answer = { ...stamp, ...repoReport }
    const clean = { ...answer, faults: [], entries: [] }
    const line = 'runtime-repo check - -o name'

    expect(await runLine(line, { checkRepoFile: answer })).toMatchObject({
      out: 'REPO_ENTRY_HASH\n',
      status: 1,
    })
    expect(await runLine(line, { checkRepoFile: clean })).toMatchObject({ out: '', status: 0 })
  })
})

describe('runtime-repo delete', () => {
  it.each([
    [false, 'Forgot the Runtime Repo vendor\n', ''],
    [true, 'Would forget the Runtime Repo vendor\n', 'Dry run: nothing was changed\n'],
  ])('says what became of it, dry run: %s', async (dryRun, out, err) => {
    const ran = await runLine('runtime-repo delete vendor', { deleteRuntimeRepo: { ...oneRepo, dryRun } })

    expect(ran).toMatchObject({ out, err, status: 0 })
    expect(ran.calls).toEqual([
      { operation: 'deleteRuntimeRepo', path: '/v1/runtime-repos/vendor', body: undefined },
    ])
  })
})
