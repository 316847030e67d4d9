import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lint } from '../../testing/runtime-answers.ts'
import { type Ran, runLine } from '../../testing/run-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'ingot-lint-'))
const text = 'FROM base\nLABEL a=b \\ \n'
const clean = { ...lint, faults: [], findings: [] }

beforeAll(() => writeFileSync(join(folder, 'Dockerfile'), text))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function linted(flags = '', answer: object = lint): Promise<Ran> {
  return await runLine(`runtime lint Dockerfile${flags}`, { lintDockerfile: answer }, { folder })
}

describe('runtime lint', () => {
  it('sends the file with the stage and the build arguments', async () => {
    const { calls } = await linted(
      ' --target runtime --build-arg A=1 --build-arg B=x=y --build-arg __proto__=z',
    )

    // As JSON, where a member of this name is one like any other.
    const args = JSON.parse('{"A":"1","B":"x=y","__proto__":"z"}') as unknown
    const body = { file: { file: 'Dockerfile', text }, target: 'runtime', args }
    expect(calls).toEqual([{ operation: 'lintDockerfile', path: '/v1/runtimes/lint', body }])
  })

  it('reads standard input', async () => {
    const { calls } = await runLine('runtime lint -', { lintDockerfile: clean }, { stdin: text })

    expect(calls[0]?.body).toEqual({ file: { file: '<stdin>', text } })
  })

  it('prints faults with the line of the file, then findings, and counts both', async () => {
    const { out, status } = await linted()

    expect(out).toBe(
      [
        'Begins from  docker.io/cloudera/ml-runtime-pbj-workbench-python3.11-standard:2024.02.1-b4',
        'Identity     PBJ Workbench / ? / ? / 2024.02 / ?',
        '',
        'In the file',
        '  Dockerfile:2:10: error[DOCKERFILE_TRAILING_BLANK]: A blank behind the backslash ends the instruction',
        '    2 | LABEL a=b \\ ',
        '                 ^',
        '',
        'Of the image',
        '  error[labelMissing:kernel]: The label com.cloudera.ml.runtime.kernel is missing; set it to a text such as "Python 3.11"',
        '      com.cloudera.ml.runtime.kernel="", ML_RUNTIME_KERNEL="Python 3.11"',
        '      rule: Cloudera AI: Metadata for custom runtimes',
        '  warning[baseClaimedOnly] on linux/arm64: What the image is built on is claimed, not proven',
        '      verdict=CLAIMED',
        '      rule: Ingot: Proof of the base',
        '',
        '2 errors, 1 warning, 0 notes',
        '',
      ].join('\n'),
    )
    expect(status).toBe(1)
  })

  it.each([
    ['faults alone', { ...lint, findings: [] }, 1, '1 error, 0 warnings, 0 notes\n'],
    ['findings alone', { ...lint, faults: [] }, 1, '1 error, 1 warning, 0 notes\n'],
    ['warnings alone', { ...clean, findings: lint.findings.slice(1) }, 0, '0 errors, 1 warning, 0 notes\n'],
    ['nothing', { ...clean, base: undefined, identity: {} }, 0, 'No faults\n'],
  ])('exits by what is found: %s', async (_what, answer, status, shown) => {
    const ran = await linted('', answer)

    expect(ran.status).toBe(status)
    expect(ran.out.endsWith(shown)).toBe(true)
  })

  it('prints the codes of both with -o name', async () => {
    expect((await linted(' -o name')).out).toBe(
      'DOCKERFILE_TRAILING_BLANK\nlabelMissing:kernel\nbaseClaimedOnly\n',
    )
  })

  it.each([
    ['runtime lint missing', 'Cannot read "missing": there is no such file'],
    ['runtime lint Dockerfile --build-arg novalue', 'Expected NAME=VALUE, got "novalue"'],
    ['runtime lint Dockerfile --build-arg =x', 'Expected NAME=VALUE, got "=x"'],
  ])('exits 2 on `%s` before it asks', async (line, message) => {
    const { status, err, calls } = await runLine(line, {}, { folder })

    expect([status, calls]).toEqual([2, []])
    expect(err).toContain(message)
  })
})
