import { describe, expect, it } from 'vitest'
import { stamp } from '../../testing/answers.ts'
import { changed, digest, drifts, identifier, runtime } from '../../testing/runtime-answers.ts'
import { runLine } from '../../testing/run-line.ts'

const other = 'registry.example.com/b:1'
const dryRun = { ...changed, dryRun: true }

describe('runtime list', () => {
  const list = { ...stamp, runtimes: [runtime], total: 1 }

  it('asks for what is wanted', async () => {
    const flags = '--default|--status|DEPRECATED|--limit|5|--after|m/1|--at|7'
    const line = `runtime|list|--editor|PBJ Workbench|--kernel|R 4.5|--edition|E|${flags}`
    const { calls } = await runLine(line.split('|'), { listRuntimes: list })

    const query =
      'at=7&editor=PBJ+Workbench&kernel=R+4.5&edition=E&status=DEPRECATED&default=true&limit=5&after=m%2F1'
    expect(calls).toEqual([{ operation: 'listRuntimes', path: `/v1/runtimes?${query}`, body: undefined }])
  })

  it('prints a row for each', async () => {
    const { out, err } = await runLine('runtime list', { listRuntimes: list })

    expect(out).toBe(
      [
        'EDITOR         KERNEL       EDITION   VERSION    STATUS   DEFAULT  BASE    IDENTIFIER',
        `PBJ Workbench  Python 3.11  Forecast  2024.02.1  ENABLED  yes      PROVEN  ${identifier}`,
        '',
      ].join('\n'),
    )
    expect(err).toBe('')
  })

  it('says how to go on where there are more', async () => {
    const page = { ...list, total: 4000, next: 'mark\u{1b}[2J' }
    const { err } = await runLine('runtime list', { listRuntimes: page })

    expect(err).toBe("Showed 1 of 4000 runtimes; go on with --after 'mark\\u001b[2J'\n")
  })

  it('says so where none fits', async () => {
    expect((await runLine('runtime list', { listRuntimes: { ...list, runtimes: [] } })).out).toBe(
      'No runtime fits\n',
    )
  })

  it.each([
    ['-o name', `${identifier}\n`],
    [
      '-o csv',
      [
        'id,identifier,editor,kernel,edition,version,status,default,digest,base,errors,warnings,added,reason,replacement',
        `${runtime.id},${identifier},PBJ Workbench,Python 3.11,Forecast,2024.02.1,ENABLED,true,${digest('9a3f')},PROVEN,0,1,${runtime.added},Approved,`,
        '',
      ].join('\r\n'),
    ],
  ])('prints with %s', async (flags, expected) => {
    expect((await runLine(`runtime list ${flags}`, { listRuntimes: list })).out).toBe(expected)
  })

  it('knows the statuses', async () => {
    const { status, err } = await runLine('runtime list --status enabled')

    expect(status).toBe(2)
    expect(err).toContain('Allowed choices are ENABLED, DISABLED, DEPRECATED')
  })
})

describe('changes of runtimes', () => {
  it.each([
    ['enable', '', { status: 'ENABLED' }],
    ['disable', ' --force --reason CVE', { status: 'DISABLED', force: true }],
    ['disable', ` --replacement ${identifier}`, { status: 'DISABLED', replacement: identifier }],
    ['deprecate', ` --replacement ${identifier}`, { status: 'DEPRECATED', replacement: identifier }],
  ])('asks to %s all of them in one commit%s', async (verb, flags, body) => {
    const { calls } = await runLine(`runtime ${verb} a ${other}${flags}`, { setRuntimeStatus: changed })

    const query = flags.includes('--reason') ? '?reason=CVE' : ''
    expect(calls).toEqual([
      {
        operation: 'setRuntimeStatus',
        path: `/v1/runtimes/status${query}`,
        body: { runtimes: ['a', other], ...body },
      },
    ])
  })

  it.each([
    ['', true],
    [' --off', false],
  ])('asks with `default%s` for %s', async (flag, isDefault) => {
    const { calls } = await runLine(`runtime default a b${flag} --expect 3`, { setRuntimeDefault: changed })

    expect(calls).toEqual([
      {
        operation: 'setRuntimeDefault',
        path: '/v1/runtimes/default?expect=3',
        body: { runtimes: ['a', 'b'], isDefault },
      },
    ])
  })

  it.each([
    [' --credential team', { credential: 'team' }],
    ['', {}],
  ])('asks for the credential that is given: `%s`', async (flag, body) => {
    const { calls, out } = await runLine(`runtime set-credential ${identifier}${flag} -o name`, {
      setRuntimeCredential: { ...stamp, dryRun: false, runtime },
    })

    const path = `/v1/runtimes/${encodeURIComponent(identifier)}/credential`
    expect(calls).toEqual([{ operation: 'setRuntimeCredential', path, body }])
    expect(out).toBe(`${identifier}\n`)
  })

  it.each([
    ['runtime enable a --dry-run', { setRuntimeStatus: dryRun }],
    ['runtime default a --dry-run', { setRuntimeDefault: dryRun }],
    ['runtime set-credential a --dry-run', { setRuntimeCredential: { ...stamp, dryRun: true, runtime } }],
    ['runtime publish --dry-run', { publishRepoFile: { ...stamp, dryRun: true, published: true } }],
  ])('says after `%s` that nothing was changed', async (line, answers) => {
    expect((await runLine(line, answers)).err).toBe('Dry run: nothing was changed\n')
  })

  it.each([
    ['runtime enable', "Missing required argument 'runtimes'"],
    ['runtime enable a --force', "Unknown option '--force'"],
    ['runtime deprecate a --force', "Unknown option '--force'"],
    ['runtime default', "Missing required argument 'runtimes'"],
  ])('exits 2 on `%s`', async (line, message) => {
    const { status, err } = await runLine(line)

    expect(status).toBe(2)
    expect(err).toContain(message)
  })
})

describe('runtime drift', () => {
  it.each([
    ['', {}],
    [' a b', { runtimes: ['a', 'b'] }],
  ])('asks about `%s`', async (names, body) => {
    const { calls } = await runLine(`runtime drift${names}`, { runtimeDrift: { ...stamp, runtimes: [] } })

    expect(calls).toEqual([{ operation: 'runtimeDrift', path: '/v1/runtimes/drift', body }])
  })

  it.each([
    ['', 1, ['moved       registry.example.com/b:1  It leads elsewhere']],
    [
      ' --all',
      1,
      [
        `same        ${identifier}  It leads to what was approved`,
        'moved       registry.example.com/b:1                It leads elsewhere',
        'never-read  registry.example.com/c:1                No digest is known',
      ],
    ],
  ])('prints with `%s` what was found', async (flag, status, rows) => {
    const ran = await runLine(`runtime drift${flag}`, { runtimeDrift: { ...stamp, runtimes: drifts } })

    const squeezed = (line: string): string => line.replace(/ {2,}/g, '  ')
    expect(ran.out.trimEnd().split('\n').slice(1).map(squeezed)).toEqual(rows.map(squeezed))
    expect(ran.status).toBe(status)
  })

  it('says that none has drifted, and of how many nothing is known', async () => {
    const runtimes = drifts.filter(({ status }) => status !== 'moved')
    const { out, status } = await runLine('runtime drift', { runtimeDrift: { ...stamp, runtimes } })

    expect(out).toBe('2 runtimes, none has drifted; 1 was never read\n')
    expect(status).toBe(0)
  })

  it.each(['moved', 'gone', 'unreachable'])('exits 1 and names what is %s with -o name', async (found) => {
    const runtimes = drifts
      .slice(0, 2)
      .map((drift, index) => (index === 0 ? drift : { ...drift, status: found }))
    const { out, status } = await runLine('runtime drift -o name', { runtimeDrift: { ...stamp, runtimes } })

    expect([out, status]).toEqual([`${other}\n`, 1])
  })
})
