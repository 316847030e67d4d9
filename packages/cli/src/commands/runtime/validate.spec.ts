import { IngotError } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { chunks } from '../../testing/captured-io.ts'
import { added, findings, identifier, refusedReport, report } from '../../testing/runtime-answers.ts'
import { runLine } from '../../testing/run-line.ts'

const flags = '--credential team --platform linux/arm64'
const target = { reference: identifier, credential: 'team', platform: 'linux/arm64' }

describe('runtime validate', () => {
  it.each([
    ['the report at once', flags, 'validateRuntime', '/v1/runtimes/validate', target],
    [
      'to be watched',
      `${flags} --deep`,
      'watchValidation',
      '/v1/runtimes/validate/watch',
      { ...target, deep: true },
    ],
  ])('asks for %s', async (_what, given, operation, path, body) => {
    const { calls } = await runLine(`runtime validate ${identifier} ${given}`, {
      validateRuntime: report,
      watchValidation: Buffer.from(JSON.stringify({ report })),
    })

    expect(calls).toEqual([{ operation, path, body }])
  })

  it.each([
    ['valid', report, 0],
    ['refused', refusedReport, 1],
  ])('exits with the answer where the image is %s', async (_what, answer, status) => {
    expect((await runLine(`runtime validate ${identifier}`, { validateRuntime: answer })).status).toBe(status)
  })

  it('prints the codes of the findings with -o name', async () => {
    const { out, status } = await runLine(`runtime validate ${identifier} -o name`, {
      validateRuntime: refusedReport,
    })

    expect(out).toBe('tagMutable\nlabelMissing:kernel\nbaseClaimedOnly\n')
    expect(status).toBe(1)
  })

  it('prints a report that was watched as JSON, and progress on the terminal alone', async () => {
    const progress = JSON.stringify({ progress: { done: 1, total: 2 } })
    const { out, err, status } = await runLine(
      `runtime validate ${identifier} --deep -o json`,
      {
        watchValidation: () =>
          chunks([Buffer.from(`${progress}\n`), Buffer.from(JSON.stringify({ report }))]),
      },
      { isTerminal: true, env: { NO_COLOR: '1' } },
    )

    expect(JSON.parse(out)).toEqual(report)
    expect(err).toContain('Reading layers … 0.0 of 0.0 MB (50 %)')
    expect(status).toBe(0)
  })

  it.each([
    [
      'a refusal',
      { problem: new IngotError('FORBIDDEN', 'You may not').toProblem() },
      1,
      'error[FORBIDDEN]: You may not',
    ],
    [
      'a server that fails',
      { problem: new IngotError('INTERNAL', 'It failed').toProblem() },
      3,
      'error[INTERNAL]',
    ],
    [
      'an answer that breaks off',
      { progress: { done: 1, total: 2 } },
      3,
      'error[SERVER_UNREACHABLE]: Expected the report',
    ],
  ])('ends a watched validation with %s', async (_what, line, status, message) => {
    const answers = { watchValidation: Buffer.from(`${JSON.stringify(line)}\n`) }
    const ran = await runLine(`runtime validate ${identifier} --deep`, answers)

    expect([ran.status, ran.out]).toEqual([status, ''])
    expect(ran.err).toContain(message)
  })

  it('says what is missing where no image is named', async () => {
    const { status, err } = await runLine('runtime validate')

    expect(status).toBe(2)
    expect(err).toContain("Missing required argument 'reference'")
  })
})

describe('runtime add', () => {
  it('asks for the image as it is to be kept', async () => {
    const { calls } = await runLine(
      `runtime add ${identifier} ${flags} --deep --enable --default --reason New --dry-run --expect 4`,
      { addRuntime: added },
    )

    const body = { ...target, deep: true, enable: true, isDefault: true }
    const path = '/v1/runtimes?reason=New&dryRun=true&expect=4'
    expect(calls).toEqual([{ operation: 'addRuntime', path, body }])
  })

  it('prints the id with -o name', async () => {
    expect((await runLine(`runtime add ${identifier} -o name`, { addRuntime: added })).out).toBe(
      `${added.runtime.id}\n`,
    )
  })

  it('says that nothing was stored by a dry run', async () => {
    const { out, err } = await runLine(`runtime add ${identifier} --dry-run`, {
      addRuntime: { ...added, dryRun: true },
    })

    expect(err).toBe('Dry run: nothing was changed\n')
    expect(out).toContain('Findings: 0 errors, 0 warnings, 1 note')
  })

  it('tells all that stands against an image', async () => {
    const faults = findings.map(({ severity, code, message }) => ({
      severity,
      code,
      message,
      path: '/kernel',
    }))
    const { status, out, err } = await runLine(`runtime add ${identifier}`, {
      addRuntime: new IngotError('RUNTIME_REFUSED', 'It cannot be a runtime', { faults }),
    })

    expect([status, out]).toEqual([1, ''])
    expect(err).toContain('error[RUNTIME_REFUSED]: It cannot be a runtime\n')
    expect(err).toContain(
      '/kernel: error[labelMissing:kernel]: The label com.cloudera.ml.runtime.kernel is missing',
    )
    expect(err).toContain('warning[baseClaimedOnly]')
    expect(err).toContain('help: Correct every listed finding and build the image again')
  })
})

describe('runtime show', () => {
  it('asks for the runtime as it was, and prints the report that it was added with', async () => {
    const { calls, out } = await runLine(`runtime show ${identifier} --at 2026-01-31`, {
      showRuntime: { ...added, report: refusedReport },
    })

    const path = `/v1/runtimes/${encodeURIComponent(identifier)}?at=2026-01-31T00%3A00%3A00.000Z`
    expect(calls).toEqual([{ operation: 'showRuntime', path, body: undefined }])
    expect(out).toContain('\nFindings: 1 error, 1 warning, 1 note\n')
    expect(out).toContain('\nBuilt on\n  linux/amd64 PROVEN')
  })

  it.each([
    [
      'a runtime of a repo file',
      { origin: { kind: 'repo', repo: '3', dropped: '2026-02-01T00:00:00.000Z' } },
      'Dropped      2026-02-01T00:00:00Z: its repo file no longer lists it',
    ],
    [
      'where it came from',
      { origin: { kind: 'repo', repo: '3' } },
      'Added        2026-01-31T12:00:00Z by Runtime Repo 3',
    ],
    [
      'one that was never read',
      { digest: undefined, base: undefined },
      'Digest       not known, for it was never read',
    ],
    [
      'what to use instead',
      { status: 'DEPRECATED', replacement: 'x@2' },
      'DEPRECATED since 2026-01-31T12:00:00Z: Approved (use x@2)',
    ],
  ])('tells of %s', async (_what, differences, shown) => {
    const runtime = { ...added.runtime, ...differences }

    expect(
      (await runLine('runtime show a', { showRuntime: { ...added, report: undefined, runtime } })).out,
    ).toContain(shown)
  })
})
