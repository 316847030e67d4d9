import { describe, expect, it } from 'vitest'
import { dockerfileLimits } from '../limits.ts'
import { allowedBase, errorsOf, faultsOf, lintText } from '../sample-dockerfile.ts'

function envOf(text: string, args: Record<string, string> = {}): Record<string, string> {
  return lintText(text, { args }).env
}

function labelsOf(text: string, args: Record<string, string> = {}): Record<string, string> {
  return lintText(text, { args }).labels
}

describe('ENV and LABEL', () => {
  it.each<[string, Record<string, string>]>([
    ['ENV A=1', { A: '1' }],
    ['ENV A=1 B=2', { A: '1', B: '2' }],
    ['ENV A 1 2', { A: '1 2' }],
    ['ENV A  "1 2"  ', { A: '1 2' }],
    ['ENV A 1 B=2', { A: '1 B=2' }],
    ['ENV A="1 2" B=\'3 4\' C=5\\ 6', { A: '1 2', B: '3 4', C: '5 6' }],
    ['ENV A= B=""', { A: '', B: '' }],
    ['ENV A=1=2', { A: '1=2' }],
    ['ENV A=1\nENV A=2', { A: '2' }],
    ['ENV A=1 A=2', { A: '2' }],
    ['ENV A=1\nENV A=2 B=$A', { A: '2', B: '1' }],
    ['ENV A=1\nENV B=$A', { A: '1', B: '1' }],
    ['ENV A=1\nENV A=$A$A', { A: '11' }],
    ['ENV A=1\nENV $A=2', { A: '1', '1': '2' }],
    ['ENV A=1 \\\n    B=2', { A: '1', B: '2' }],
    ['ENV A=1 \\ \n    B=2', { A: '1', B: '2' }],
    ['ENV A=1 \\\n  # c\n    B=2', { A: '1', B: '2' }],
    ['ENV A="x\\\ny"', { A: 'xy' }],
    ['ENV __proto__=1', JSON.parse('{"__proto__":"1"}') as Record<string, string>],
    ['ONBUILD ENV A=1', {}],
  ])('sets what %j says', (text, env) => {
    expect(envOf(`FROM scratch\n${text}`)).toEqual(env)
  })

  it.each<[string, Record<string, string>]>([
    ['LABEL a=1 b.c="2 3"', { a: '1', 'b.c': '2 3' }],
    ['LABEL "a b"=1', { 'a b': '1' }],
    ['LABEL a 1 2', { a: '1 2' }],
    ['ENV X=1\nLABEL a=$X b="${X}" c=\'$X\' d=\\$X', { a: '1', b: '1', c: '$X', d: '$X' }],
    ['LABEL a=1\nLABEL a=2', { a: '2' }],
    ['LABEL a=1 b=$a', { a: '1', b: '' }],
  ])('labels with what %j says', (text, labels) => {
    expect(labelsOf(`FROM scratch\n${text}`)).toEqual(labels)
  })

  it('takes the escape character of the file', () => {
    expect(envOf('# escape=`\nFROM scratch\nENV A=C:\\x B=`$A `\n  C="`""')).toEqual({
      A: 'C:\\x',
      B: '$A',
      C: '"',
    })
  })
})

describe('ARG', () => {
  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['ARG A=1\nENV B=$A', {}, { B: '1' }],
    ['ARG A=1\nENV B=$A', { A: '2' }, { B: '2' }],
    ['ARG A\nENV B=[$A]', {}, { B: '[]' }],
    ['ARG A\nENV B=[$A]', { A: '2' }, { B: '[2]' }],
    ['ENV B=[$A]', { A: '2' }, { B: '[]' }],
    ['ENV B=[$A]\nARG A=1', {}, { B: '[]' }],
    ['ARG A=1 C=$A\nENV B=$C', {}, { B: '1' }],
    ['ARG A=1\nENV A=2\nENV B=$A', { A: '3' }, { A: '2', B: '2' }],
    ['ENV A=2\nARG A=1\nENV B=$A', {}, { A: '2', B: '2' }],
    ['ARG A=1\nENV A=${A}', { A: '3' }, { A: '3' }],
    ['ARG "A=1 2"\nENV B=$A', {}, { B: '' }],
    ['ARG A="1 2"\nENV B=$A', {}, { B: '1 2' }],
    ['ARG TARGETARCH\nENV B=$TARGETARCH', {}, { B: 'amd64' }],
    ['ARG TARGETARCH\nENV B=$TARGETARCH', { TARGETPLATFORM: 'linux/arm64' }, { B: 'arm64' }],
    ['ENV B=[$TARGETARCH]', {}, { B: '[]' }],
    ['ENV B=[$HTTP_PROXY]', { HTTP_PROXY: 'x' }, { B: '[]' }],
  ])('counts in %j', (text, args, env) => {
    expect(envOf(`FROM scratch\n${text}`, args)).toEqual(env)
  })

  it('before the first FROM is seen by FROM, and by a stage that declares it again', () => {
    const text = 'ARG V=22.04\nFROM ubuntu:$V\nENV A=[$V]\nARG V\nENV B=[$V]'
    const { base, env } = lintText(text)
    expect(base).toBe('ubuntu:22.04')
    expect(env).toMatchObject({ B: '[22.04]' })
    expect(lintText(text, { args: { V: '24.04' } })).toMatchObject({
      base: 'ubuntu:24.04',
      env: { B: '[24.04]' },
    })
  })

  it('before the first FROM may use another one', () => {
    expect(lintText('ARG A=22\nARG V=${A}.04\nFROM ubuntu:${V}').base).toBe('ubuntu:22.04')
  })

  it('of a stage is inherited by the stages that begin from it', () => {
    expect(envOf('FROM scratch AS a\nARG V=1\nFROM a\nENV B=$V')).toEqual({ B: '1' })
    expect(envOf('FROM scratch AS a\nARG V=1\nFROM scratch\nENV B=[$V]')).toEqual({ B: '[]' })
  })
})

describe('stages', () => {
  it.each<[string, { name?: string; from: string }[], string]>([
    ['FROM a', [{ from: 'a' }], 'a'],
    ['FROM a AS b', [{ name: 'b', from: 'a' }], 'a'],
    ['from a as B', [{ name: 'b', from: 'a' }], 'a'],
    ['FROM --platform=linux/amd64 a AS b', [{ name: 'b', from: 'a' }], 'a'],
    ['FROM a AS b\nFROM c', [{ name: 'b', from: 'a' }, { from: 'c' }], 'c'],
    ['FROM a AS b\nFROM b', [{ name: 'b', from: 'a' }, { from: 'b' }], 'a'],
    [
      'FROM a AS b\nFROM b AS c\nFROM c AS d\nFROM d',
      [{ name: 'b', from: 'a' }, { name: 'c', from: 'b' }, { name: 'd', from: 'c' }, { from: 'd' }],
      'a',
    ],
    ['FROM b\nFROM a AS b', [{ from: 'b' }, { name: 'b', from: 'a' }], 'a'],
    [
      'FROM a AS x\nFROM b AS x\nFROM x',
      [{ name: 'x', from: 'a' }, { name: 'x', from: 'b' }, { from: 'x' }],
      'b',
    ],
    ['FROM b AS b\nFROM b', [{ name: 'b', from: 'b' }, { from: 'b' }], 'b'],
    ['FROM a AS Build\nFROM BUILD', [{ name: 'build', from: 'a' }, { from: 'BUILD' }], 'a'],
    ['FROM a\nFROM 0', [{ from: 'a' }, { from: '0' }], '0'],
  ])('of %j are followed to the image', (text, stages, base) => {
    expect(lintText(text)).toMatchObject({ stages, base })
  })

  it('hand on labels and environment only to those that begin from them', () => {
    const text = 'FROM scratch AS a\nENV A=1\nLABEL a=1\nFROM scratch AS b\nENV B=1\nFROM a\nENV C=$A'
    expect(lintText(text)).toMatchObject({ env: { A: '1', C: '1' }, labels: { a: '1' } })
  })

  it('do not see what is set in a stage after they began from it', () => {
    expect(envOf('FROM scratch AS a\nENV A=1\nFROM a AS b\nFROM a AS c\nENV A=2\nFROM b')).toEqual({ A: '1' })
  })

  it('carry out what ONBUILD leaves to those that begin from them, and no further', () => {
    const text = 'FROM scratch AS a\nENV A=1\nONBUILD ENV A=2 B=$A\nFROM a AS b\nENV C=$A'
    expect(envOf(text)).toEqual({ A: '2', B: '1', C: '2' })
    expect(envOf(`${text}\nENV A=3\nFROM b`)).toEqual({ A: '3', B: '1', C: '2' })
  })

  it.each([
    ['a', { A: '1' }],
    ['A', { A: '1' }],
    ['0', { A: '1' }],
    ['b', { B: '1' }],
  ])('can be built alone: %s', (target, env) => {
    const text = 'FROM scratch AS a\nENV A=1\nFROM scratch AS b\nENV B=1\nFROM scratch\nENV C=1'
    expect(lintText(text, { target }).env).toEqual(env)
  })

  it('say so where there is none of the name that is to be built', () => {
    const { faults, findings, base } = lintText('FROM scratch AS builder', { target: 'bilder' })
    expect(faults.map(({ code, message }) => [code, message])).toEqual([
      ['targetNotFound', 'No stage is named "bilder"; did you mean "builder"?'],
    ])
    expect({ findings, base }).toEqual({ findings: [], base: undefined })
  })

  it.each<[string, string[]]>([
    ['', ['noStage']],
    ['RUN a', ['noStage']],
    ['RUN a\nFROM scratch', ['beforeFrom 1:1']],
    ['FROM', ['missingArgument 1:1']],
    ['FROM a b', ['invalidFrom 1:8']],
    ['FROM a IN b', ['invalidFrom 1:8']],
    ['FROM a AS b c', ['invalidFrom 1:8']],
    ['FROM a AS 1b', ['invalidStageName 1:11']],
    ['FROM a AS b$', ['invalidStageName 1:11']],
    ['FROM $NOTHING', ['invalidImage 1:6']],
    ['FROM Ubuntu', ['invalidImage 1:6']],
    ['FROM https://example.com/a', ['invalidImage 1:6']],
    ['FROM ${A', ['invalidExpansion 1:6', 'invalidImage 1:6']],
    ['FROM --plattform=x a', ['unknownFlag 1:6']],
    ['FROM scratch\nENV', ['missingArgument 2:1']],
    ['FROM scratch\nENV A', ['missingArgument 2:5']],
    ['FROM scratch\nENV A=1 B', ['missingEquals 2:9']],
    ['FROM scratch\nENV A=1 =2 \\\n B', ['missingName 2:9', 'missingEquals 3:2']],
    ['FROM scratch\nLABEL a="1', ['invalidExpansion 2:9']],
    ['FROM scratch\nLABEL a=1 \\\n  b=${X', ['invalidExpansion 3:5']],
    ['FROM scratch\nARG =1', ['missingName 2:5']],
    ['FROM scratch\nCOPY a', ['missingDestination 2:1']],
    ['FROM scratch\nADD ["a"]', ['missingDestination 2:1']],
    ['FROM scratch\nCOPY --from a b /c', ['flagWithoutValue 2:6']],
    ['FROM scratch\nCOPY --link --link a /b', ['repeatedFlag 2:13']],
    ['FROM scratch\nCOPY --exclude=a --exclude=b a /b', []],
    ['FROM scratch\nRUN --mount=type=cache,target=/a --mount=type=bind,target=/b c', []],
    ['FROM scratch\nENV --x A=1', ['unknownFlag 2:5']],
    ['FROM scratch\nSHELL a', ['listExpected 2:7']],
    ['FROM scratch\nSHELL ["a"]\nCMD []\nENTRYPOINT []', []],
    ['FROM scratch\nHEALTHCHECK --interval=5m CMD a\nHEALTHCHECK NONE', []],
    ['FROM scratch\nCOPY --from=3 a /b', ['unknownStage 2:6']],
    ['FROM scratch\nCOPY --from=$A a /b', ['unknownStage 2:6']],
    ['FROM scratch\nRUN <<E\na\nE', []],
  ])('tell the errors of %j in their places', (text, errors) => {
    expect(errorsOf(text)).toEqual(errors)
  })

  it('are read up to a limit', () => {
    const text = 'FROM scratch\n'.repeat(dockerfileLimits.stages + 1)
    expect(errorsOf(text)).toEqual([`tooManyStages ${dockerfileLimits.stages + 1}:1`])
  })

  it('set names up to a limit', () => {
    const names = Array.from({ length: dockerfileLimits.settings + 1 }, (_, index) => `A${index}=1`)
    const { env, faults } = lintText(`FROM scratch\nENV ${names.join(' \\\n ')}`)
    expect(Object.keys(env)).toHaveLength(dockerfileLimits.settings)
    expect(faults.map(({ code }) => code)).toContain('tooManySettings')
  })
})

describe('what is inherited', () => {
  const reference = 'registry.example.com/team/runtime:1'
  const base = allowedBase(reference, { editor: 'JupyterLab', kernel: 'Python 3.12' })

  it.each([
    ['by its tag', `FROM ${reference}`],
    ['by its digest', `FROM registry.example.com/team/runtime@${base.snapshots[0]!.digest}`],
    ['by the digest of its platform', `FROM ${reference}@${base.snapshots[0]!.manifest}`],
    ['through stages', `FROM ${reference} AS a\nFROM a AS b\nFROM b`],
    ['through an argument', `ARG BASE=${reference}\nFROM $BASE`],
  ])('is known of an allowed base %s', (_what, text) => {
    const result = lintText(`${text}\nENV A="$ML_RUNTIME_EDITOR on $UNSET"`, { bases: [base] })
    expect(result.env).toEqual({
      ML_RUNTIME_EDITOR: 'JupyterLab',
      ML_RUNTIME_KERNEL: 'Python 3.12',
      A: 'JupyterLab on ',
    })
    expect(result.labels).toEqual(base.snapshots[0]!.labels)
    expect(result.identity).toEqual({ editor: 'JupyterLab', kernel: 'Python 3.12' })
  })

  it('is that of the platform that is built for', () => {
    const [amd] = base.snapshots
    const arm = { ...amd!, platform: 'linux/arm64', env: { ARCH: 'arm64' } }
    const bases = [{ ...base, snapshots: [amd!, arm] }]
    expect(lintText(`FROM ${reference}`, { bases }).env).toEqual(amd!.env)
    expect(lintText(`FROM --platform=linux/arm64 ${reference}`, { bases }).env).toEqual({ ARCH: 'arm64' })
    expect(lintText(`FROM ${reference}`, { bases, args: { TARGETPLATFORM: 'linux/arm64' } }).env).toEqual({
      ARCH: 'arm64',
    })
  })

  it('is that of the newest snapshot', () => {
    const newer = { ...base.snapshots[0]!, env: { NEW: '1' } }
    const bases = [{ ...base, snapshots: [...base.snapshots, newer] }]
    expect(lintText(`FROM ${reference}`, { bases }).env).toEqual({ NEW: '1' })
  })

  it('is left open of any other base', () => {
    const { env } = lintText(`FROM ${reference}\nENV PATH=/opt/x:$PATH A=\${B:-c}`)
    expect(env).toEqual({ PATH: '/opt/x:${PATH}', A: '${B:-c}' })
  })

  it('has nothing of a runtime on an operating system', () => {
    const { env } = lintText('FROM ubuntu:22.04\nENV A=[$ML_RUNTIME_EDITOR] PATH=/x:$PATH')
    expect(env).toEqual({ A: '[]', PATH: '/x:${PATH}' })
  })

  it('is nothing of scratch', () => {
    expect(envOf('FROM scratch\nENV A=[$PATH]')).toEqual({ A: '[]' })
  })
})

describe('growth', () => {
  it('is stopped where values double again and again', () => {
    const text = `FROM scratch\nENV A=0123456789\n${'ENV A=$A$A$A$A\n'.repeat(100)}`
    expect(faultsOf(text)).toContain('expansionTooLarge 9:11')
  })
})
