import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { evaluateTemplate } from '../evaluate-template.ts'
import { parseTemplate } from '../parse-template.ts'
import { checkTemplate, lintTemplate } from './lint-template.ts'
import type { LintContext } from './lint.ts'
import { lints } from './lints.ts'

const context: LintContext = {
  lookupImage: (name) => {
    if (name.toLowerCase() === 'cycle.image.centos7')
      return { state: 'deprecated', message: 'support ended in 2024' }
    return name === 'almalinux9' ? { state: 'active', message: 'fine' } : undefined
  },
}

function lint(text: string): string[] {
  const template = parseTemplate('t.txt', text)
  const found = lintTemplate(template, evaluateTemplate(template), context)
  return found.map(({ code, line, severity }) => `${severity} ${code} ${line}`)
}

/** Lints the lines of a node that has an image; the first of them is line 4. */
function lintNode(...lines: string[]): string[] {
  return lint(['[cluster c]', '[[node n]]', 'ImageName = almalinux9', ...lines].join('\n'))
}

/** Lints the lines of a parameter that is used; the first of them is line 6. */
function lintParameter(...lines: string[]): string[] {
  return lint(
    ['[cluster c]', '[[node n]]', 'ImageName = $p', '[parameters f]', '[[parameter p]]', ...lines].join('\n'),
  )
}

describe('lintTemplate()', () => {
  it.each([
    [['Zone = $nowhere', 'X = ${nowhere}'], ['warning UNDEFINED_PARAMETER 4']],
    [['X = ${ClusterName} ${n.instance.PrivateIp}', 'Y := [Name=1; Value=Name]'], []],
    [['MachineTyp = a'], ['warning ATTRIBUTE_TYPO 4']],
    [['ImageNmae = a', 'Requied = true'], ['warning ATTRIBUTE_TYPO 4']],
    [['SecurityGroups = sg-1'], []],
    [['Tags.Owner = a', 'Custom.Setting = b', 'Image.Custom = c'], []],
    [['Zone = 1', 'zone = 2'], ['warning DUPLICATE_ATTRIBUTE 5']],
    [['ImageVersion = 1.10'], ['warning UNQUOTED_VERSION 4']],
    [['ImageVersion = "1.10"', 'Version = 1.2.3', 'JetpackVersion = $v'], ['warning UNDEFINED_PARAMETER 6']],
    [['[[[configuration]]]', 'slurm.version = 22.05', 'slurm.size = 22.05'], ['warning UNQUOTED_VERSION 5']],
    [['MaxCount = 32,000'], ['warning NUMBER_WITH_COMMA 4']],
    [['Zone = 1,2', 'Options = 100,200'], []],
    [['Label = a # b'], ['warning AMBIGUOUS_COMMENT 4']],
    [['X = one two # three'], ['warning AMBIGUOUS_COMMENT 4']],
    [['X = 3600 # seconds', 'Y = $n # node', 'Z = a # b'], []],
    [['X = "${n}"'], ['warning QUOTED_REFERENCE 4']],
    [['X = "$5 and $unknown"'], []],
    [['Azure.Publisher = a', 'ImageId = b'], ['info SEVERAL_IMAGES 5']],
    [['ImageName = ${1 + "a"}'], ['warning DUPLICATE_ATTRIBUTE 4', 'warning FAILING_IMAGE 4']],
    [['InstallJetpack = false'], ['warning JETPACK_AWAITED 4']],
    [['InstallJetpack = false', 'AwaitInstallation = false'], []],
    [['InstallJetpack = true', 'AwaitInstallation = true'], []],
    [
      ['InstallJetpack = false', 'AwaitInstallation = false', 'DownloadJetpack = false'],
      ['warning JETPACK_DOWNLOAD 6'],
    ],
    [['DownloadJetpack = false', 'ImageOS = Windows'], ['warning JETPACK_DOWNLOAD 4']],
    [['DownloadJetpack = false', 'ImageOS = linux'], []],
    [['JetpackPlatform = centos-7'], ['warning JETPACK_PLATFORM 4']],
    [['SecurityType = Trusted'], ['warning UNKNOWN_SECURITY_TYPE 4']],
    [['SecurityType = TrustedLaunch', 'EnableSecureBoot = true'], []],
    [['EnableSecureBoot = true'], ['warning SECURITY_WITHOUT_TYPE 4']],
    [['EnableSecureBoot = false'], []],
    [['ImagePlan.Publisher = a', 'ImagePlan.Product = b', 'ImagePlan.Plan = c'], ['warning DOUBTFUL_PLAN 6']],
    [['ImagePlan.Publisher = a', 'ImagePlan.Name = b'], ['warning DOUBTFUL_PLAN 4']],
    [['ImagePlan.Publisher = a', 'ImagePlan.Product = b', 'ImagePlan.Name = c'], []],
  ])('finds on a node with %j: %j', (lines, expected) => {
    expect(lintNode(...lines)).toEqual(expected)
  })

  it.each([
    [['ParameterType = Cloud.Image', 'DefaultValue = a', 'Config.Filter := Package in {"A", "b"}'], []],
    [
      ['ParameterType = Cloud.Image', 'DefaultValue = c', 'Config.Filter := Package in {"a", "b"}'],
      ['warning DEFAULT_OUTSIDE_FILTER 7'],
    ],
    [
      ['ParameterType = Cloud.Image', 'DefaultValue = p:o:s:1', 'Config.Filter := Package === "a"'],
      ['info CUSTOM_DEFAULT_OUTSIDE_FILTER 7'],
    ],
    [
      ['ParameterType = Cloud.Image', 'DefaultValue = FMI.X', 'Config.Filter := regexp("fmi", Package, "i")'],
      [],
    ],
    [
      ['ParameterType = Cloud.MachineType', 'Config.Filter := Package in {"a"}'],
      ['warning FILTER_WITHOUT_EFFECT 7'],
    ],
    [['ParameterType = Cloud.Imgae'], ['warning UNKNOWN_PARAMETER_TYPE 6']],
    [['ParameterType = boolean'], []],
    [['Requied = true'], ['warning ATTRIBUTE_TYPO 6']],
    [['Config.MaxValue = 32,000'], ['warning NUMBER_WITH_COMMA 6']],
    [['ParameterType = Cloud.Image', 'DefaultValue = Cycle.Image.CentOS7'], ['warning IMAGE_END_OF_LIFE 7']],
    [['ParameterType = Cloud.Image', 'DefaultValue = almalinux9'], []],
    [['[[parameter unused]]'], ['info UNUSED_PARAMETER 6']],
    [['[[parameter About it]]', '[[parameter shown]]', 'Config.Template = "x"'], []],
    [
      ['[[parameter Version]]', 'DefaultValue = 1.10'],
      ['info UNUSED_PARAMETER 6', 'warning UNQUOTED_VERSION 7'],
    ],
  ])('finds on a parameter with %j: %j', (lines, expected) => {
    expect(lintParameter(...lines)).toEqual(expected)
  })

  it.each([
    ['[cluster c]\n[[node n]]\nZone = 1', ['warning NO_IMAGE 2']],
    ['[cluster c]\n[[node n]]\nAbstract = true', []],
    ['[cluster c]\n[[node n]]\nImageName = $p\n[parameters f]\n[[parameter p]]', []],
    [
      '[cluster c]\n[[node defaults]]\nImageName = a\n[[node n]]\nImageName := undefined',
      ['warning NO_IMAGE 4'],
    ],
    [
      '[cluster c]\n[[node n]]\nImageName = ${strcat(gallery, "/", p)}\n[parameters f]\n[[parameter gallery]]\n[[parameter p]]',
      [],
    ],
    [
      '[cluster c]\n[[node n]]\nImageName = ${strcat(ClusterName, p)}\n[parameters f]\n[[parameter p]]\nDefaultValue = x',
      [],
    ],
    ['[cluster c]\n[[node n]]\nImageName = cycle.image.centos7', ['warning IMAGE_END_OF_LIFE 3']],
    [
      '[cluster c]\n[[node defaults]]\nImageName = cycle.image.centos7\n[[node a]]\n[[node b]]',
      ['warning IMAGE_END_OF_LIFE 3'],
    ],
    [
      '[cluster c]\n[[node n]]\nImageName = almalinux9\n[[[cluster-init a:b:$v]]]\n[parameters f]\n[[parameter v]]',
      [],
    ],
  ])('finds in %j: %j', (text, expected) => {
    expect(lint(text)).toEqual(expected)
  })

  it('says why an image is past its end of life', () => {
    const template = parseTemplate('t.txt', '[cluster c]\n[[node n]]\nImageName = cycle.image.centos7')
    const [found] = lintTemplate(template, evaluateTemplate(template), context)

    expect(found?.message).toBe(
      'The image "cycle.image.centos7" of "n" should not be used any more: support ended in 2024',
    )
  })

  it('keeps quiet about the template that uses every construct, but for what it shows', () => {
    const text = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'every-construct.txt'), 'utf8')
    expect(lint(text)).toEqual([
      'warning AMBIGUOUS_COMMENT 7',
      'warning UNQUOTED_VERSION 73',
      'info UNUSED_PARAMETER 150',
    ])
  })

  it('has a description in one line for every lint', () => {
    for (const { description } of Object.values(lints))
      expect(description).toMatch(/^[A-Z][^\n]{10,100}[^.\n]$/)
  })
})

describe('checkTemplate()', () => {
  it('tells all faults in the order of the file', () => {
    const template = parseTemplate(
      't.txt',
      '[cluster c]\n[[node n]]\nZone = 1 # a\nX := (\nstray\nExtends = m',
    )
    const found = checkTemplate(template, evaluateTemplate(template))

    expect(found.map(({ code, line }) => `${code} ${line}`)).toEqual([
      'NO_IMAGE 2',
      'INVALID_EXPRESSION 4',
      'KEY_WITHOUT_VALUE 5',
      'UNKNOWN_PARENT 6',
    ])
  })

  it.each([
    ['unknown attributes', (n: number) => `ImageNam${n} = 1`],
    ['unknown names', (n: number) => `X${n} = $name${n}`],
    ['nodes', (n: number) => `[[node n${n}]]`],
    ['unknown parents', (n: number) => `[[node n${n}]]\nExtends = m${n}`],
    ['parameters', (n: number) => `[parameters f]\n[[parameter p${n}]]\nDefaultValue = $q${n}`],
    ['unknown sections', (n: number) => `[[nodes n${n}]]`],
  ])('takes bounded time on many %s', (_, line) => {
    const lines = Array.from({ length: 20_000 }, (_, index) => line(index))
    const template = parseTemplate('t.txt', `[cluster c]\n[[node defaults]]\n${lines.join('\n')}`)

    expect(checkTemplate(template, evaluateTemplate(template)).length).toBeGreaterThan(50)
  })

  it('says one thing only about a Jinja template', () => {
    const template = parseTemplate('t.txt', '[cluster c]\n{% if a %}\n[[nod x]]\n{% endif %}')
    const found = checkTemplate(template, evaluateTemplate(template, { parameters: new Map([['a', '1']]) }))

    expect(found.map(({ code }) => code)).toEqual(['JINJA_TEMPLATE'])
  })
})
