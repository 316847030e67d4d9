import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryDockerfile } from './arbitrary-dockerfile.ts'
import { dockerfileRules, dockerfileRuleTable } from './dockerfile-rules.ts'
import { dockerfileLimits } from './limits.ts'
import { lintDockerfile, type DockerfileLint, type DockerfileOptions } from './lint-dockerfile.ts'
import { allowedBase, jupyterBase, lintText, ownMetadata, pbjBase } from './sample-dockerfile.ts'

function lintFixture(name: string, options?: DockerfileOptions): DockerfileLint {
  const file = `${name}.Dockerfile`
  return lintDockerfile(
    { file, text: readFileSync(join(import.meta.dirname, 'fixtures', file), 'utf8') },
    options,
  )
}

/** Faults and findings that are more than worth knowing, faults with their lines. */
function doubtsOf({ faults, findings }: DockerfileLint): string[] {
  return [
    ...faults.filter(({ severity }) => severity !== 'info').map(({ code, line }) => `${code} ${line}`),
    ...findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code),
  ]
}

describe('lintDockerfile()', () => {
  it.each<[string, string, (string | undefined)[], string[]]>([
    ['three-aliases', jupyterBase, ['JupyterLab', 'Python 3.10', 'Text Web Edition', '1.0', '1'], []],
    [
      'foreign-first-stage',
      jupyterBase,
      ['JupyterLab', 'Python 3.10', 'Faces Edition', '1.0', '1'],
      ['foreignCopyLatest 6'],
    ],
    [
      'leading-zero',
      'docker.repository.cloudera.com/cloudera/cdsw/ml-runtime-jupyterlab-python3.11-cuda:2024.05.1-b8',
      ['JupyterLab', 'Python 3.11', 'Documents', '2024.08', '06'],
      [
        'duplicateKey 5',
        'duplicateKey 14',
        'maintenanceNotInteger',
        'notOverridable:runtime-metadata-version',
      ],
    ],
    [
      'unspecified',
      'docker.repository.cloudera.com/cloudera/cdsw/ml-runtime-pbj-workbench-python3.10-standard:2025.09.1-b5',
      ['PBJ Workbench', 'Python 3.10', 'Studio of ours', 'unspecified', 'unspecified'],
      [
        'argumentPlaceholder 3',
        'argumentPlaceholder 4',
        'placeholderValue:short-version',
        'placeholderValue:maintenance-version',
        'maintenanceNotInteger',
      ],
    ],
    ['trailing-blanks', 'ubuntu:20.04', ['PBJ Workbench', 'Python 3.11', 'Our PBJ', '1.0', '1'], []],
    [
      'claimed-provenance',
      'nvidia/cuda:11.8.0-cudnn8-devel-ubuntu20.04',
      ['PBJ Workbench', 'Python 3.11', 'Local Models', '2', '7'],
      ['vendorProvenanceOnForeignBase'],
    ],
  ])('reads %s, and says what is wrong with it', (name, base, identity, doubts) => {
    const result = lintFixture(name)
    const { editor, kernel, edition, shortVersion, maintenanceVersion } = result.identity
    expect(result.base).toBe(base)
    expect([editor, kernel, edition, shortVersion, maintenanceVersion]).toEqual(identity)
    expect(doubtsOf(result)).toEqual(doubts)
  })

  it('takes build arguments for what was left open', () => {
    const args = { VERSION_SHORT: '1.0', VERSION_MAINTENANCE: '2', BASE: pbjBase }
    const result = lintFixture('unspecified', { args })
    expect(doubtsOf(result)).toEqual([])
    expect(result.base).toBe(pbjBase)
    expect(result.labels['com.cloudera.ml.runtime.full-version']).toBe('1.0.2')
  })

  it('names the file in every fault', () => {
    const { faults } = lintFixture('unspecified')
    expect(new Set(faults.map(({ file }) => file))).toEqual(new Set(['unspecified.Dockerfile']))
  })

  it('knows of stages, labels and environment', () => {
    const { stages, labels, env } = lintFixture('foreign-first-stage')
    expect(stages).toEqual([{ name: 'faces', from: 'samples/faces:latest' }, { from: jupyterBase }])
    expect(env['PATH']).toBe('/opt/faces/bin:${PATH}')
    expect(labels['com.cloudera.ml.runtime.edition']).toBe('Faces Edition')
    expect(labels['com.cloudera.ml.runtime.editor']).toBeUndefined()
  })

  it('looks at nothing of a file that is too large', () => {
    const result = lintText('#'.repeat(dockerfileLimits.text + 1))
    expect(result.faults.map(({ code }) => code)).toEqual(['fileTooLarge'])
    expect(result).toMatchObject({ findings: [], stages: [], identity: {}, labels: {}, env: {} })
  })

  it('lists faults up to a limit, and counts the rest', () => {
    const { faults } = lintText(`FROM scratch\n${'FORM x\n'.repeat(dockerfileLimits.faults + 10)}`)
    expect(faults).toHaveLength(dockerfileLimits.faults + 1)
    expect(faults.at(-1)).toMatchObject({
      code: 'tooManyFaults',
      message: '10 more faults are not listed; correct those above first',
    })
  })
})

describe('findings of a runtime that would be built', () => {
  const base = allowedBase(jupyterBase, {
    'runtime-metadata-version': '1',
    editor: 'JupyterLab',
    kernel: 'Python 3.10',
    edition: 'Nvidia GPU',
    'short-version': '2024.02',
    'maintenance-version': '1',
    'full-version': '2024.02.1-b4',
    description: 'Of the vendor',
    'git-hash': '0123456789abcdef0123456789abcdef01234567',
    gbn: '12345678',
  })
  const known = { bases: [{ ...base, generation: 'non-pbj' as const }] }

  function codesOf(text: string, options?: DockerfileOptions): string[] {
    return lintText(text, options).findings.map(({ code, severity }) => `${severity} ${code}`)
  }

  it('are none on an allowed base that nothing is wrong with', () => {
    const result = lintText(`FROM ${jupyterBase}\n${ownMetadata}`, known)
    expect(result.findings).toEqual([])
    expect(result.labels).toMatchObject({
      'com.cloudera.ml.runtime.editor': 'JupyterLab',
      'com.cloudera.ml.runtime.edition': 'Our Edition',
    })
  })

  it('are those of the base where nothing is set', () => {
    expect(codesOf(`FROM ${jupyterBase}`, known)).toEqual([
      'error editionReserved',
      'error editionNotOverridden',
      'warning versionInherited',
    ])
  })

  it.each([
    ['known', known],
    ['told by its name', {}],
  ])('compare with a base that is %s', (_what, options) => {
    const text = `FROM ${jupyterBase}\n${ownMetadata}\nENV ML_RUNTIME_KERNEL=Conda\nLABEL com.cloudera.ml.runtime.kernel=Conda`
    expect(codesOf(text, options)).toEqual(['error notOverridable:kernel', 'info kernelUnusual'])
  })

  it('that something is missing are infos on a base that is not known', () => {
    const text =
      'FROM registry.example.com/team/runtime:1\nENV ML_RUNTIME_EDITION=x\nLABEL com.cloudera.ml.runtime.edition=x'
    const { findings } = lintText(text)
    expect(findings.length).toBeGreaterThan(0)
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([])
    expect(findings[0]?.message).toContain(
      'it may come from the base, and registry.example.com/team/runtime:1 is not known here',
    )
  })

  it('say that a label is made from what only the base knows', () => {
    const text = `FROM registry.example.com/team/runtime:1\n${ownMetadata}\nLABEL com.cloudera.ml.runtime.editor="$THEIRS"`
    const finding = lintText(text).findings.find(({ code }) => code === 'labelMissing:editor')
    expect(finding?.severity).toBe('info')
    expect(finding?.message).toContain('its value is made from what only the base knows')
  })

  it('that something is missing are errors on an operating system', () => {
    const codes = codesOf(`FROM ubuntu:22.04\n${ownMetadata}`)
    expect(codes.filter((code) => code.startsWith('error'))).toEqual([
      'error labelMissing:runtime-metadata-version',
      'error labelMissing:editor',
      'error labelMissing:kernel',
    ])
  })

  it('say that PBJ on an operating system needs its variables', () => {
    const text = `FROM ubuntu:22.04\n${ownMetadata}\nENV ML_RUNTIME_METADATA_VERSION=2 ML_RUNTIME_EDITOR="PBJ Workbench" ML_RUNTIME_KERNEL="Python 3.11"
LABEL com.cloudera.ml.runtime.runtime-metadata-version=2 com.cloudera.ml.runtime.editor="PBJ Workbench" com.cloudera.ml.runtime.kernel="Python 3.11"`
    expect(codesOf(text)).toEqual(['error kernelGatewayCmdMissing', 'error kernelNameMissing'])
    expect(codesOf(text.replace('ubuntu:22.04', pbjBase))).toEqual([])
  })

  it('say that what is not PBJ must stand on a runtime of the vendor', () => {
    const text = `FROM ubuntu:22.04\n${ownMetadata}\nENV ML_RUNTIME_METADATA_VERSION=1 ML_RUNTIME_EDITOR=Workbench ML_RUNTIME_KERNEL="Python 3.11"
LABEL com.cloudera.ml.runtime.runtime-metadata-version=1 com.cloudera.ml.runtime.editor=Workbench com.cloudera.ml.runtime.kernel="Python 3.11"`
    expect(codesOf(text)).toEqual(['error baseGenerationMismatch'])
  })

  it('call an engine what it is', () => {
    const { findings } = lintText('FROM docker.repository.cloudera.com/cdsw/engine:13')
    expect(findings.map(({ code }) => code)).toEqual(['notARuntime'])
    expect(findings[0]?.message).toContain('engine')
  })

  it('say that a variable which is overridden needs its label', () => {
    const text = `FROM ${jupyterBase}\n${ownMetadata}\nENV ML_RUNTIME_EDITOR="Our Editor"`
    expect(codesOf(text)).toEqual(['error envLabelMismatch:editor'])
    expect(codesOf(text, known)).toEqual(['error envLabelMismatch:editor'])
  })
})

describe('any text', () => {
  const bases = [allowedBase(pbjBase, { editor: 'PBJ Workbench' })]

  it('gives faults with places within it, in order, with the severity of the table', () => {
    fc.assert(
      fc.property(arbitraryDockerfile, fc.boolean(), (text, given) => {
        const { faults } = lintText(text, given ? { bases, args: { A: '1' }, target: 'a' } : {})
        const lines = text.split('\n')
        let before = 0
        for (const { code, severity, line, column, message } of faults) {
          expect(severity).toBe(dockerfileRuleTable[code as keyof typeof dockerfileRuleTable].severity)
          expect(message).not.toMatch(/undefined|\.$/)
          if (line === undefined) continue
          expect(line).toBeGreaterThanOrEqual(before)
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1)
          before = line
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('gives the same twice', () => {
    fc.assert(
      fc.property(arbitraryDockerfile, (text) => {
        expect(lintText(text, { bases })).toEqual(lintText(text, { bases }))
      }),
      { numRuns: 200 },
    )
  })

  const large = (piece: string, start = '') =>
    start + piece.repeat(Math.floor((dockerfileLimits.text - start.length) / piece.length))

  it.each<[string, string]>([
    ['blank lines', large('\n')],
    ['continuations', large('\\\n')],
    ['instructions', large('FORM x\n')],
    ['doubling values', `FROM scratch\nENV A=0123456789\n${'ENV A=$A$A$A$A$A$A$A\n'.repeat(9000)}`],
    ['variables', large('$A', 'FROM scratch\nENV A=')],
    ['open braces', large('${A:-', 'FROM scratch\nENV A=')],
    ['pairs', large(' A=1', 'FROM scratch\nENV')],
    [
      'stages that begin from each other',
      Array.from({ length: 30_000 }, (_, index) => `FROM s${index} AS s${index + 1}\n`).join(''),
    ],
    [
      'names in every stage',
      `FROM scratch AS s0\nENV ${Array.from({ length: 9000 }, (_, index) => `a${index}=1`).join(' ')}\n${Array.from({ length: 90 }, (_, index) => `FROM s${index} AS s${index + 1}\nLABEL a=1\n`).join('')}`,
    ],
    ['triggers', `FROM scratch AS a\n${'ONBUILD ENV A=$A$A\n'.repeat(9000)}FROM a\n`],
    ['heredocs that are not ended', large('RUN <<E\n', 'FROM a\n')],
    ['heredocs of one line', large('<<E ', 'FROM a\nRUN ')],
    ['commands', large('a>b;', 'FROM a\nRUN ')],
    [
      'writers of one file',
      `FROM a\nRUN ${'echo > /etc/pip.conf;'.repeat(20_000)} <<E\n${'user = tru\n'.repeat(40_000)}E\n`,
    ],
    ['brackets', `FROM a\nRUN ${'['.repeat(500_000)}${']'.repeat(500_000)}`],
    ['flags', large('--a ', 'FROM a\nCOPY ')],
    ['copies', large('COPY a /tmp/\n', 'FROM a\n')],
    ['folders', `FROM scratch\n${`WORKDIR ${'a'.repeat(90)}\n`.repeat(9000)}`],
    ['patterns', `FROM scratch\nENV A=${'a'.repeat(60_000)}\n${'ENV B=${A//*b*a*c/x}\n'.repeat(9000)}`],
    [
      'uses of what is set beside them',
      `FROM a\nENV ${Array.from({ length: 9000 }, (_, index) => `a${index}=$a${index + 1}`).join(' ')}`,
    ],
    ['exports', large('export A', 'FROM a\nRUN ')],
  ])('takes no longer than its length allows: %s', (_what, text) => {
    const start = performance.now()
    const { faults } = lintText(text.slice(0, dockerfileLimits.text), { bases, args: { Q: '1' } })
    expect(performance.now() - start).toBeLessThan(15_000)
    expect(faults.length).toBeLessThanOrEqual(dockerfileLimits.faults + 1)
  })
})

describe('dockerfileRules', () => {
  it('describe every code in a line without a full stop', () => {
    expect(dockerfileRules.map(({ code }) => code)).toEqual(Object.keys(dockerfileRuleTable))
    for (const { code, summary, source } of dockerfileRules) {
      expect(code).toMatch(/^[a-z][A-Za-z]+$/)
      expect(summary).toMatch(/^[A-Za-z].*[^.]$/)
      expect(source).not.toBe('')
    }
  })
})
