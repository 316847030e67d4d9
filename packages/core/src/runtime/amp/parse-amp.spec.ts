import { describeWithTestData } from '@ingot/testkit'
import * as fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pickRuntime } from '../pick/pick-runtime.ts'
import { prepareRuntimes } from '../pick/prepare-runtimes.ts'
import { sampleRuntimes } from '../pick/sample-runtimes.ts'
import { parseAmp } from './parse-amp.ts'

const project = `name: Churn
specification_version: 1.0
date: 2022-03-25
runtimes:
  - editor: PBJ Workbench
    kernel: Python 3.11
    edition: Standard
    version: 2021.12
    addons: ["Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1"]
  - editor: 'Workbench'
    kernel: Python 3.9
    edition: Nvidia GPU
engine_images:
  - image_name: engine
    tags: [13, 14]
tasks: []
`

/** Faults as `severity code line:column path`. */
function faultsOf(text: string): string[] {
  return parseAmp(text, 'project.yaml').faults.map(
    ({ severity, code, line, column, path }) => `${severity} ${code} ${line}:${column} ${path ?? '-'}`,
  )
}

/** A file with one alternative that has these lines. */
function withLines(...lines: string[]): string {
  return [
    'runtimes:',
    '- editor: A',
    '  kernel: B',
    '  edition: C',
    ...lines.map((line) => `  ${line}`),
  ].join('\n')
}

describe('parseAmp()', () => {
  it('reads the alternatives of a project, and the engines that it named before', () => {
    const { requests, engines, faults } = parseAmp(project, 'project.yaml')

    expect(requests).toEqual([
      {
        editor: 'PBJ Workbench',
        kernel: 'Python 3.11',
        edition: 'Standard',
        version: '2021.12',
        addons: ['Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1'],
      },
      { editor: 'Workbench', kernel: 'Python 3.9', edition: 'Nvidia GPU' },
    ])
    expect(engines).toEqual([{ name: 'engine', tags: ['13', '14'] }])
    expect(faults).toEqual([
      {
        severity: 'info',
        code: 'ENGINE_IMAGES',
        message: 'Legacy engines are no runtimes and are not looked for: "engine:13,14"',
        file: 'project.yaml',
        line: 13,
        column: 1,
        path: '/engine_images',
      },
    ])
  })

  it.each([
    ['version: 2022.10', '2022.10'],
    ['version: 1.0', '1.0'],
    ['version: 2022.1', '2022.1'],
    ['version: "2022.10"', '2022.10'],
    ['version: 0x10', '0x10'],
    ['version: !!float 2022.10', '2022.10'],
    ['version: 2024-01-31', '2024-01-31'],
    ['version: no', 'no'],
    ['version: 12:30', '12:30'],
    ['version: 1_000', '1_000'],
  ])('takes %s for the text that was written', (line, version) => {
    expect(parseAmp(withLines(line), 'f').requests[0]?.version).toBe(version)
  })

  it.each([
    ['2022.10', '2022.1'],
    ['1.0', '1'],
    ['1.20', '1.2'],
  ])('warns that others take %s without quotes for the number %s', (version, number) => {
    const [fault] = parseAmp(withLines(`version: ${version}`), 'f').faults

    expect(fault).toMatchObject({ severity: 'warning', code: 'VERSION_UNQUOTED', line: 5, column: 12 })
    expect(fault?.message).toContain(`for the number ${number}: write "${version}" in quotes`)
    expect(faultsOf(withLines(`version: "${version}"`))).toEqual([])
    expect(faultsOf(withLines('version: 2021.12'))).toEqual([])
  })

  it.each<[string, string, string[]]>([
    ['nothing', '', ['error NOT_AN_AMP 1:1 ']],
    ['a list', '- a', ['error NOT_AN_AMP 1:1 ']],
    ['no runtimes', 'name: X', ['warning RUNTIMES_MISSING 1:1 ']],
    ['none in the list', 'runtimes: []', ['warning RUNTIMES_MISSING 1:1 /runtimes']],
    ['a map for the list', 'runtimes:\n  editor: A', ['error RUNTIMES_TYPE 2:3 /runtimes']],
    ['nothing for the list', 'name: X\nruntimes:\n', ['error RUNTIMES_TYPE 2:10 /runtimes']],
    ['a text for an alternative', 'runtimes:\n  - A', ['error ALTERNATIVE_TYPE 2:5 /runtimes/0']],
    ['a list for a field', withLines('version: [1]'), ['error FIELD_TYPE 5:12 /runtimes/0/version']],
    ['a text for addons', withLines('addons: Spark'), ['error FIELD_TYPE 5:11 /runtimes/0/addons']],
    ['a map for an addon', withLines('addons: [A, {b: c}]'), ['error FIELD_TYPE 5:15 /runtimes/0/addons/1']],
    ['an addon without a name', withLines('addons: [A, ""]'), ['error FIELD_TYPE 5:15 /runtimes/0/addons/1']],
    [
      'a field that is too long',
      withLines(`version: "${'1'.repeat(65)}"`),
      ['error FIELD_TOO_LONG 5:12 /runtimes/0/version'],
    ],
    ['a field twice', withLines('editor: B'), ['error DUPLICATE_KEY 5:3 /runtimes/0']],
    ['a merge', withLines('<<: {editor: B}'), ['error MERGE_KEY 5:3 /runtimes/0']],
    [
      'an alias of nothing',
      withLines('version: *a'),
      ['error ANCHOR_UNKNOWN 5:12 /runtimes/0', 'warning FIELD_EMPTY 5:12 /runtimes/0/version'],
    ],
    ['a misspelt key', withLines('versoin: 1'), ['warning KEY_UNKNOWN 5:3 /runtimes/0/versoin']],
    ['an unknown key', withLines('gpu: 1'), ['info KEY_UNKNOWN 5:3 /runtimes/0/gpu']],
    ['an empty field', withLines('version:', 'addons: ~'), ['warning FIELD_EMPTY 5:11 /runtimes/0/version']],
    [
      'a field that is missing',
      'runtimes: [{editor: A}]',
      ['warning FIELD_MISSING 1:12 /runtimes/0', 'warning FIELD_MISSING 1:12 /runtimes/0'],
    ],
    ['no YAML', 'runtimes: [\n- }', ['error NOT_YAML']],
    ['several documents', `${withLines()}\n---\nruntimes: 5\n`, ['warning SEVERAL_DOCUMENTS 5:1 -']],
    ['keys of others twice', `a: 1\na: 2\n${withLines()}`, ['warning DUPLICATE_KEY 2:1 ']],
    [
      'too many alternatives',
      `runtimes: [${'{editor: A, kernel: B, edition: C},'.repeat(101)}]`,
      ['error TOO_MANY_ITEMS 1:1 /runtimes'],
    ],
    [
      'too many addons',
      withLines(`addons: [${'A,'.repeat(65)}]`),
      ['error TOO_MANY_ITEMS 5:11 /runtimes/0/addons'],
    ],
  ])('tells where there is %s', (_what, text, expected) => {
    const faults = faultsOf(text)
    if (expected[0]?.endsWith('NOT_YAML'))
      expect(faults.every((fault) => fault.startsWith(expected[0]!))).toBe(true)
    else expect(faults).toEqual(expected)
    expect(faults).not.toEqual([])
  })

  it('leaves out alternatives with errors, and keeps the others', () => {
    const text =
      'runtimes:\n- {editor: [1], kernel: B, edition: C}\n- {editor: A, kernel: B, edition: C, kernel: D}\n- {editor: A, kernel: B, edition: C}\n'
    expect(parseAmp(text, 'f').requests).toEqual([{ editor: 'A', kernel: 'B', edition: 'C' }])
  })

  it('follows aliases where they are looked at', () => {
    const text =
      'a: &k Python 3.9\nb: &k Python 3.11\nruntimes:\n- &one {editor: A, kernel: *k, edition: C}\n- *one\nc: &k R 4.3\n'
    const { requests, faults } = parseAmp(text, 'f')

    expect(requests.map(({ kernel }) => kernel)).toEqual(['Python 3.11', 'Python 3.11'])
    expect(faults).toEqual([])
  })

  it.each([
    ['brackets', '['.repeat(500_000), 'TOO_DEEP'],
    ['lists in one line', '- '.repeat(500_000), 'TOO_DEEP'],
    ['maps in one line', 'a: '.repeat(300_000), 'TOO_DEEP'],
    ['keys', Array.from({ length: 80_000 }, (_, index) => `k${index}:`).join('\n'), 'TOO_MANY_TOKENS'],
    ['faults', '}'.repeat(1_000_000), 'TOO_MANY_TOKENS'],
    ['documents', '---\n'.repeat(200_000), 'TOO_MANY_TOKENS'],
    ['characters', ' '.repeat(1024 * 1024 + 1), 'TOO_LARGE'],
    ['faults of syntax', '}'.repeat(40_000), 'NOT_YAML'],
  ])('refuses too many %s soon', (_what, text, code) => {
    const started = performance.now()
    const { requests, faults } = parseAmp(text, 'f')

    expect([requests, faults[0]?.code]).toEqual([[], code])
    expect(faults.length).toBeLessThanOrEqual(21)
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('is not taken in by aliases of aliases, nor by one that is used everywhere', () => {
    const bomb = [
      'a0: &a0 [x]',
      ...Array.from(
        { length: 30 },
        (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}]`,
      ),
    ]
    const keys = Array.from({ length: 9_000 }, (_, index) => `k${index}: 1`).join(', ')
    const started = performance.now()

    expect(parseAmp(`${bomb.join('\n')}\nruntimes: *a30`, 'f').faults).toHaveLength(9)
    expect(parseAmp(`m: &m {${keys}}\nruntimes: [${'*m,'.repeat(100)}]`, 'f').requests).toEqual([])
    expect(parseAmp('runtimes: &r [*r]', 'f').faults[0]?.code).toBe('ALTERNATIVE_TYPE')
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('never throws, and places every fault in the text', () => {
    const mutated = fc
      .array(
        fc.tuple(
          fc.nat(),
          fc.nat(4),
          fc.constantFrom(
            '',
            '"',
            "'",
            '- ',
            ': ',
            '[',
            '{',
            '}',
            '&a ',
            '*a',
            '\t',
            '\n',
            '|',
            '!!x ',
            '<<: ',
            '%',
            '---\n',
          ),
        ),
        { minLength: 1, maxLength: 4 },
      )
      .map((edits) =>
        edits.reduce((text, [at, cut, put]) => {
          const offset = at % (text.length + 1)
          return text.slice(0, offset) + put + text.slice(offset + cut)
        }, project),
      )
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string()), (text) => {
        const lines = text.split('\n')
        for (const { line, column } of parseAmp(text, 'f').faults) {
          expect(line).toBeLessThanOrEqual(lines.length)
          expect(column).toBeLessThanOrEqual(lines[line! - 1]!.length + 1)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('reads what it is printed from', () => {
    const text = fc.string({ minLength: 1, maxLength: 40 }).filter((one) => one.trim() !== '')
    const request = fc.record({
      editor: text,
      kernel: text,
      edition: text,
      version: text,
      addons: fc.array(text, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(fc.array(request, { maxLength: 4 }), (requests) => {
        expect(parseAmp(JSON.stringify({ runtimes: requests }), 'f').requests).toEqual(requests)
      }),
    )
  })
})

describeWithTestData('the project files of others', ['cml'], (folder) => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))

  it.each(files)('%s is read without a fault, and asks for one runtime', (name) => {
    const { requests, faults } = parseAmp(readFileSync(join(folder, name), 'utf8'), name)

    expect(faults.filter(({ severity }) => severity !== 'info')).toEqual([])
    expect(requests).toHaveLength(1)
    for (const field of ['editor', 'kernel', 'edition'] as const) expect(requests[0]?.[field]).toBeTruthy()
  })

  it('have their versions and addons as written', () => {
    const all = files.flatMap((name) => parseAmp(readFileSync(join(folder, name), 'utf8'), name).requests)

    expect(new Set(all.map(({ version }) => version))).toEqual(new Set([undefined, '2021.12', '2022.11']))
    expect(new Set(all.flatMap(({ addons = [] }) => addons))).toEqual(
      new Set(['Spark 2.4.7 - CDP 7.2.10 - CDE 1.11', 'Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1']),
    )
  })

  it('are answered from one release exactly, or not at all', () => {
    const index = prepareRuntimes(sampleRuntimes())
    const results = files.map((name) => {
      const [request] = parseAmp(readFileSync(join(folder, name), 'utf8'), name).requests
      const { result, nearest } = pickRuntime(index, request!)
      expect(nearest === undefined).toBe(result === 'exact')
      return result
    })
    expect(new Set(results)).toEqual(new Set(['exact', 'none']))
  })
})
