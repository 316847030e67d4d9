import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stamp } from '../../testing/answers.ts'
import { digest, identifier, noPick, pick, substituted } from '../../testing/runtime-answers.ts'
import { type Ran, runLine } from '../../testing/run-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'ingot-pick-'))
const text = 'runtimes:\n  - editor: JupyterLab\n'

beforeAll(() => writeFileSync(join(folder, 'amp.yaml'), text))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const one = { ...stamp, picks: [pick], faults: [] }
const none = { ...stamp, picks: [noPick], faults: [] }
const amp = { ...stamp, picks: [noPick, substituted], faults: [], chosen: 1 }

async function picked(line: string | string[], answer: object = one): Promise<Ran> {
  return await runLine(line, { pickRuntimes: answer }, { folder })
}

describe('runtime pick', () => {
  it('asks for what the flags say', async () => {
    const sides = '--editor|PBJ Workbench|--kernel|Python 3.11|--edition|Standard|--version|2024.02'
    const rest = '--addon|Spark 3|--addon|Ozone|--project|forecast|--allow-substitute|--at|3'
    const { calls } = await picked(`runtime|pick|${sides}|${rest}`.split('|'))

    const request = {
      editor: 'PBJ Workbench',
      kernel: 'Python 3.11',
      edition: 'Standard',
      version: '2024.02',
      addons: ['Spark 3', 'Ozone'],
    }
    const body = { requests: [request], project: 'forecast', allowSubstitute: true, trace: false }
    expect(calls).toEqual([{ operation: 'pickRuntimes', path: '/v1/runtimes/pick?at=3', body }])
  })

  it('asks for what an AMP file says, with every candidate for --explain', async () => {
    const { calls } = await picked('runtime pick --amp amp.yaml --explain', amp)

    expect(calls[0]?.body).toEqual({ amp: { file: 'amp.yaml', text }, trace: true })
  })

  it('prints the runtime, why, and all that is to be known of it', async () => {
    const { out, err, status } = await picked('runtime pick --editor x')

    expect(out).toBe(
      [
        'Asked for    PBJ Workbench / Python 3.11 / * 2024.02',
        'Result       exact',
        `Runtime      ${identifier}`,
        `Digest       ${digest('9a3f')}`,
        'Status       ENABLED',
        'Why          It is what fits PBJ Workbench with Python 3.11',
        'Addon        ✗ No addon has the display name "Spark 3.5.1"',
        'Warning      EDITION_ASSUMED: No edition is asked for: "Standard" is taken',
        '',
      ].join('\n'),
    )
    expect([err, status]).toEqual(['', 0])
  })

  it('says of a refusal what came nearest, and what would have to change', async () => {
    const { out, status } = await picked('runtime pick --editor x', none)

    expect(out).toBe(
      [
        'Asked for    JupyterLab / R 4.5 / *',
        'Result       none',
        'Why          No runtime fits JupyterLab with R 4.5',
        'Nearest      registry.example.com/team/forecast:1.0: it has the editor "PBJ Workbench"',
        'Change       Ask for the editor "PBJ Workbench"',
        '',
      ].join('\n'),
    )
    expect(status).toBe(1)
  })

  it('prints every alternative of an AMP file, and which is taken', async () => {
    const { out, status } = await picked('runtime pick --amp amp.yaml', amp)

    expect(out).toMatch(/^Alternative {2}1 of 2\nAsked for {4}JupyterLab/)
    expect(out).toContain('\n\nAlternative  2 of 2, taken\n')
    expect(out).toContain('Instead      kernel: "Python 3.11" instead of "Python 3.12"\n')
    expect(status).toBe(0)
  })

  it('exits 1 where no alternative has a runtime, or none is asked for', async () => {
    const refused = { ...amp, picks: [noPick, noPick], chosen: undefined }

    expect((await picked('runtime pick --amp amp.yaml', refused)).status).toBe(1)
    expect(await picked('runtime pick --amp amp.yaml', { ...refused, picks: [] })).toMatchObject({
      out: 'The file asks for no runtime\n',
      status: 1,
    })
  })

  it('shows the spot of a fault in the AMP file', async () => {
    const fault = {
      severity: 'warning',
      code: 'AMP_ODD',
      message: 'Odd',
      file: 'amp.yaml',
      line: 2,
      column: 5,
    }
    const { err } = await picked('runtime pick --amp amp.yaml', { ...amp, faults: [fault] })

    expect(err).toBe('amp.yaml:2:5: warning[AMP_ODD]: Odd\n  2 |   - editor: JupyterLab\n          ^\n')
  })

  it('draws every candidate with every verdict', async () => {
    const { out } = await picked('runtime pick --editor x --explain')

    expect(out).toBe(
      [
        'PBJ Workbench / Python 3.11 / * 2024.02',
        `├─ exact ${identifier}`,
        '├─ It is what fits PBJ Workbench with Python 3.11',
        '├─ ✗ No addon has the display name "Spark 3.5.1"',
        '├─ warning[EDITION_ASSUMED] No edition is asked for: "Standard" is taken',
        '└─ candidates',
        `   ├─ ✓ ${identifier} (2024.02.1) [CHOSEN] The version that is wanted, in its highest maintenance version`,
        '   │  └─ keep status [KEPT] It is enabled (status=ENABLED)',
        '   └─ … and 3 more that came less near',
        '',
      ].join('\n'),
    )
  })

  it('draws alternatives with their numbers, what was substituted, and what came nearest', async () => {
    const { out } = await picked('runtime pick --amp amp.yaml --explain', amp)

    expect(out).toContain('JupyterLab / R 4.5 / * (1 of 2)\n├─ none\n')
    expect(out).toContain('├─ nearest miss registry.example.com/team/forecast:1.0: it has the editor')
    expect(out).toContain('└─ no candidates\n\nPBJ Workbench / Python 3.11 / * 2024.02 (2 of 2, taken)\n')
    expect(out).toContain('├─ kernel: "Python 3.11" instead of "Python 3.12"\n')
  })

  it.each([
    [
      'the name alone, and warnings beside it',
      one,
      `${identifier}\n`,
      'warning[ADDON_UNKNOWN]: No addon has the display name "Spark 3.5.1"\nwarning[EDITION_ASSUMED]: No edition is asked for: "Standard" is taken\n',
    ],
    [
      'what was substituted',
      { ...one, picks: [{ ...substituted, warnings: [] }] },
      `${identifier}\n`,
      'substituted: Nothing fits; taken is something near\n',
    ],
    [
      'nothing, and why',
      none,
      '',
      'none: No runtime fits JupyterLab with R 4.5\nhelp: Ask for the editor "PBJ Workbench"\n',
    ],
  ])('prints with -o name %s', async (_what, answer, out, err) => {
    expect(await picked('runtime pick --editor x -o name', answer)).toMatchObject({ out, err })
  })

  it.each([
    ['runtime pick', 'Nothing is asked for'],
    ['runtime pick --project forecast', 'Nothing is asked for'],
    ['runtime pick --amp amp.yaml --kernel R', 'A file and flags cannot be given together'],
    ['runtime pick --amp missing.yaml', 'Cannot read "missing.yaml"'],
  ])('exits 2 on `%s` before it asks', async (line, message) => {
    const { status, err, calls } = await picked(line)

    expect([status, calls]).toEqual([2, []])
    expect(err).toContain(message)
  })
})
