import { describe, expect, it } from 'vitest'
import { printValue } from '../expression/print.ts'
import { type EvaluationInput, evaluateTemplate } from './evaluate-template.ts'
import type { EvaluatedTemplate } from './evaluated.ts'
import { parseTemplate } from './parse-template.ts'

function evaluate(text: string, input: EvaluationInput = {}): EvaluatedTemplate {
  return evaluateTemplate(parseTemplate('t.txt', text), input)
}

function attribute(template: EvaluatedTemplate, node: string, name: string): string | undefined {
  const found = template.nodes.find((one) => one.name === node)?.attribute(name)
  return found === undefined ? undefined : printValue(found.value)
}

function codes(template: EvaluatedTemplate): string[] {
  return template.faults.map(({ code, line }) => `${code} ${line}`)
}

/** The value of `line` on a node, with `p` a parameter that is 456. */
function valueOf(line: string): string | undefined {
  const template = evaluate(`[cluster c]
[[node n]]
${line}
[parameters f]
[[parameter p]]
DefaultValue = 456
[[parameter flag]]
DefaultValue = true
[[parameter Version]]
DefaultValue = 1.10
[[parameter items]]
DefaultValue = a, b
[[parameter text]]
DefaultValue = \${"<" + "&" ? 1 : 2}
[[parameter dollar]]
DefaultValue = "a $p"`)
  return attribute(template, 'n', line.split(/\s*:?=/)[0] ?? '')
}

describe('evaluateTemplate()', () => {
  it.each([
    ['A = foo', '"foo"'],
    ['A = 1', '1'],
    ['A = -7', '-7'],
    ['A = 12345678901234567890', '12345678901234567890'],
    ['A = 1.1', '1.1'],
    ['A = 1.2.3', '"1.2.3"'],
    ['A = FALSE', 'false'],
    ['A = foo, bar', '{"foo", "bar"}'],
    ['A = 32,000', '{32, 0}'],
    ['A = 10.0.4.0/24,', '{"10.0.4.0/24"}'],
    ['A = role[a,b]', '"role[a,b]"'],
    ['A = "foo"', '"foo"'],
    ['A = "1.10"', '"1.10"'],
    ['A = "a \\"b\\" c"', '"a \\"b\\" c"'],
    ['A = "a", 2', '{"a", 2}'],
    ["A = 'use_interactive_step'", `"'use_interactive_step'"`],
    ['A = 10m', '"10m"'],
    ['A = `10m`', '`10m`'],
    ['A = =undefined', undefined],
    ['A = undefined', undefined],
    ['A := undefined()', undefined],
    ['A = = p + 1', '457'],
    ['A := p + 1', '457'],
    ['A := $p + 1', '457'],
    ['A = $p', '456'],
    ['A = ${p}', '456'],
    ['A = $flag', 'true'],
    ['A = $items', '{"a", "b"}'],
    ['A = $items, c', '{{"a", "b"}, "c"}'],
    ['A = 123$p', '"123456"'],
    ['A = 123${p}789', '"123456789"'],
    ['A = 123$p789', undefined],
    ['A = $unknown', undefined],
    ['A = costs $5 or $', '"costs $5 or $"'],
    ['A = "$p"', '"$p"'],
    ['A = $dollar', '"a $p"'],
    ["A = '''$p ${p}'''", '"$p ${p}"'],
    ['A = v$Version', '"v1.10"'],
    ['ImageVersion = 1.10', '"1.10"'],
    ['ImageVersion = $Version', '"1.10"'],
    ['ImageVersion = ${Version}', '"1.10"'],
    ['Azure.Sku = 7.4', '"7.4"'],
    ['Description = one, two', '"one, two"'],
    ['ImageName = a:b:${ifThenElse(flag, "x", "y")}:latest', '"a:b:x:latest"'],
    ['A =', '""'],
  ])('reads %s as %s', (line, expected) => {
    expect(valueOf(line)).toBe(expected)
  })

  it('tells the text and the parameter that a value came from', () => {
    const template = evaluate(`[cluster c]
[[node n]]
ImageVersion = 1.10
ImageName = $Image
Zone = a$Image
[parameters f]
[[parameter Image]]
DefaultValue = "x"`)
    const [node] = template.nodes

    expect(node?.attribute('imageversion')).toMatchObject({
      text: '1.10',
      origin: { line: 3, valueColumn: 16 },
    })
    expect(node?.attribute('ImageName')?.parameter).toBe('Image')
    expect(node?.attribute('Zone')?.parameter).toBeUndefined()
  })

  it('inherits from defaults first, then from what Extends lists, later ones winning', () => {
    const template = evaluate(`[cluster c]
[[nodearray child]]
Extends = first, second
Own = child
[[node second]]
Both = second
[[node first]]
Extends = base
Abstract = true
Both = first
Own = first
[[node base]]
Base = base
Default = base
[[node defaults]]
Default = defaults
Only = defaults
Both = defaults`)

    expect(template.nodes.map(({ name, abstract }) => [name, abstract])).toEqual([
      ['child', false],
      ['second', false],
      ['first', true],
      ['base', false],
      ['defaults', true],
    ])
    expect(template.nodes[0]?.extends).toEqual(['first', 'second'])
    const child = (name: string) => attribute(template, 'child', name)
    expect([child('Own'), child('Both'), child('Base'), child('Default'), child('Only')]).toEqual([
      '"child"',
      '"second"',
      '"base"',
      '"base"',
      '"defaults"',
    ])
    expect(child('Abstract')).toBeUndefined()
    expect(template.nodes[0]?.attribute('Base')?.origin).toMatchObject({ inherited: true, line: 13 })
    expect(codes(template)).toEqual([])
  })

  it.each(['X := undefined', 'X := undefined()', 'X = =undefined'])(
    'clears an inherited value by %s',
    (line) => {
      const template = evaluate(`[cluster c]\n[[node a]]\nX = 1\n[[node b]]\nExtends = a\n${line}`)

      expect(attribute(template, 'a', 'X')).toBe('1')
      expect(attribute(template, 'b', 'X')).toBeUndefined()
      expect(template.nodes[1]?.declared('X')).toBeDefined()
      expect([...(template.nodes[1]?.attributes.keys() ?? [])]).toEqual(['extends'])
    },
  )

  it('merges configuration by leaf and sections by kind and name, and keeps the order of cluster-init', () => {
    const template = evaluate(`[cluster c]
[[node a]]
[[[configuration]]]
x.y = 1
x.z = 2
[[[volume boot]]]
Size = 10
SSD = true
[[[cluster-init p:one]]]
[[[cluster-init p:two:$v]]]
[[node b]]
Extends = a
[[[configuration x]]]
z = 3
[[[configuration x]]]
w = 4
[[[volume BOOT]]]
Size = 20
[[[cluster-init p:three]]]
[[[cluster-init p:one]]]
Optional = true
[parameters f]
[[parameter v]]
DefaultValue = 1.0.0`)
    const node = template.nodes[1]!

    expect([...node.configuration].map(([name, { value }]) => `${name}=${printValue(value)}`)).toEqual([
      'x.y=1',
      'x.z=3',
      'x.w=4',
    ])
    expect(node.sections.map(({ kind, name }) => [kind, name])).toEqual([['volume', 'BOOT']])
    expect(printValue(node.sections[0]!.attribute('size')!.value)).toBe('20')
    expect(printValue(node.sections[0]!.attribute('ssd')!.value)).toBe('true')
    expect(node.clusterInit.map(({ name, inherited }) => [name, inherited])).toEqual([
      ['p:one', false],
      ['p:two:1.0.0', true],
      ['p:three', false],
    ])
  })

  it('names the circle in which nodes extend each other, and evaluates what it can', () => {
    const template = evaluate(`[cluster c]
[[node a]]
Extends = b
X = 1
[[node b]]
Extends = c
[[node c]]
Extends = a
Y = 2
[[node d]]
Extends = d, nowhere, b`)

    expect(codes(template)).toEqual(['CYCLIC_EXTENDS 3', 'UNKNOWN_PARENT 11', 'CYCLIC_EXTENDS 11'])
    expect(template.faults[0]?.message).toContain('a → b → c → a')
    expect(attribute(template, 'd', 'Y')).toBe('2')
  })

  it('gives a cluster the nodes of its parent', () => {
    const template = evaluate(`[cluster base]
Abstract = true
Category = Schedulers
[[node a]]
ImageName = x
[cluster real]
ParentName = base
[[node a]]
Zone = 1
[[node b]]
Extends = a
[cluster lost]
ParentName = nowhere`)

    expect(template.nodes.map(({ cluster, name, abstract }) => [cluster, name, abstract])).toEqual([
      ['base', 'a', true],
      ['real', 'a', false],
      ['real', 'b', false],
    ])
    const inherited = template.nodes[2]!
    expect(printValue(inherited.attribute('ImageName')!.value)).toBe('"x"')
    expect(printValue(template.clusters[1]!.attribute('Category')!.value)).toBe('"Schedulers"')
    expect(template.clusters.map(({ abstract }) => abstract)).toEqual([true, false, false])
    expect(codes(template)).toEqual(['UNKNOWN_PARENT 13'])
  })

  it('evaluates default values in the order in which they need each other', () => {
    const template = evaluate(
      `[cluster c]
[parameters f]
[[parameter Path]]
DefaultValue = /data/\${Folder}
[[parameter Folder]]
DefaultValue := toLower(ClusterName)`,
      { clusterName: 'Big' },
    )

    expect(printValue(template.parameters.get('path')!.value)).toBe('"/data/big"')
    expect([...template.parameters.keys()]).toEqual(['path', 'folder'])
  })

  it('makes an ERROR of default values that need each other in a circle', () => {
    const template = evaluate(`[cluster c]
[[node n]]
A = $free
[parameters f]
[[parameter a]]
DefaultValue = $b
[[parameter b]]
DefaultValue = $a
[[parameter self]]
DefaultValue = x$self
[[parameter free]]
DefaultValue = 1`)

    expect(codes(template)).toEqual(['CYCLIC_PARAMETER 6', 'CYCLIC_PARAMETER 10'])
    expect(['a', 'b', 'self'].map((name) => template.parameters.get(name)!.value.type)).toEqual([
      'error',
      'error',
      'error',
    ])
    expect(attribute(template, 'n', 'A')).toBe('1')
  })

  it('types given values by the type of their parameter and never interpolates them', () => {
    const text = `[cluster c]
[parameters f]
[[parameter Name]]
ParameterType = Cloud.Image
DefaultValue = 1.10
[[parameter Count]]
[[parameter Flag]]
ParameterType = Boolean
[[parameter List]]
ParameterType = StringList`
    const given = { NAME: '1.20', count: '3', flag: 'TRUE', list: 'a, b', lost: 'x' }
    const template = evaluate(text, { parameters: new Map(Object.entries(given)) })
    const value = (name: string) => printValue(template.parameters.get(name)!.value)

    expect([value('name'), value('count'), value('flag'), value('list')]).toEqual([
      '"1.20"',
      '3',
      'true',
      '{"a", "b"}',
    ])
    expect(template.parameters.get('name')).toMatchObject({ given: true, defaultValue: { value: '1.10' } })
    expect(template.faults.map(({ code }) => code)).toEqual(['UNKNOWN_PARAMETER'])
    const dollars = evaluate(text, { parameters: new Map([['Name', 'a $Count ${Flag}']]) })
    expect(printValue(dollars.parameters.get('name')!.value)).toBe('"a $Count ${Flag}"')
  })

  it('warns of values given for names that the template does not use either', () => {
    const text =
      '[cluster c]\n[[node n]]\nX = ${1 + Used}\n[[[volume $Name]]]\n[parameters f]\n[[parameter Count]]'
    const given = { used: '2', NAME: 'boot', Coutn: '1', Lost: 'x', ClusterName: 'mine' }
    const template = evaluate(text, { parameters: new Map(Object.entries(given)) })

    expect(attribute(template, 'n', 'X')).toBe('3')
    expect(template.nodes[0]?.sections.map(({ name }) => name)).toEqual(['boot'])
    expect(template.faults.map(({ message }) => message)).toEqual([
      'The template defines no parameter "Coutn"; did you mean "Count"?',
      'The template defines no parameter "Lost"',
      'The template defines no parameter "ClusterName"',
    ])
  })

  it('reads the section by which a node array tells the HPC Pack autoscaler of itself', () => {
    const template = evaluate(
      '[cluster c]\n[[nodearray n]]\n[[[autoscaler]]]\nslot_type = Spot\npriority = 50',
    )
    const [section] = template.nodes[0]?.sections ?? []

    expect(parseTemplate('t.txt', '[cluster c]\n[[nodearray n]]\n[[[autoscaler]]]').faults).toEqual([])
    expect(section?.kind).toBe('autoscaler')
    expect(section?.attribute('Priority')?.value).toMatchObject({ type: 'integer' })
  })

  it('reads nested sections as lists and records', () => {
    const template = evaluate(`[cluster c]
[[node n]]
ImageId = \${Images[Region]}
[parameters f]
[[parameter Region]]
DefaultValue = west
[[parameter Images]]
[[[record DefaultValue]]]
west = ami-\${Suffix}
[[parameter Suffix]]
DefaultValue = 7
[[parameter Choice]]
[[[list Config.Entries]]]
Label = A
Value = 1
[[[list Config.Entries]]]
Label = B`)

    expect(attribute(template, 'n', 'ImageId')).toBe('"ami-7"')
    expect(printValue(template.parameters.get('choice')!.attribute('Config.Entries')!.value)).toBe(
      '{[Label = "A"; Value = 1], [Label = "B"]}',
    )
  })

  it('merges what is defined twice and warns', () => {
    const template = evaluate(`[cluster c]
[[node n]]
X = 1
Y = 1
[[node N]]
X = 2
[parameters f]
[[parameter p]]
DefaultValue = 1
[[parameter P]]
Label = x`)

    expect([attribute(template, 'n', 'X'), attribute(template, 'n', 'Y')]).toEqual(['2', '1'])
    expect(printValue(template.parameters.get('p')!.value)).toBe('1')
    expect(template.faults.map(({ severity, code, line }) => [severity, code, line])).toEqual([
      ['warning', 'DUPLICATE_SECTION', 5],
      ['warning', 'DUPLICATE_SECTION', 10],
    ])
  })

  it('reports every expression that cannot be read, and keeps to names of Object', () => {
    const template = evaluate(`[cluster c]
[[node __proto__]]
constructor = 1
__proto__ := 1 +
A = \${
B = a\${)}`)

    expect(codes(template)).toEqual([
      'INVALID_EXPRESSION 4',
      'UNTERMINATED_REFERENCE 5',
      'INVALID_EXPRESSION 6',
    ])
    expect(template.nodes[0]?.attribute('__proto__')?.value.type).toBe('error')
    expect(template.nodes[0]?.attribute('toString')).toBeUndefined()
  })

  it.each([
    [
      'a chain of parameters',
      chain((n) => `[[parameter p${n}]]\nDefaultValue = x\${p${n + 1}}\n`, '[parameters f]'),
    ],
    ['a chain of nodes', chain((n) => `[[node n${n}]]\nExtends = n${n + 1}\n`, '')],
    [
      'parameters that double',
      chain(
        (n) => `[[parameter p${n + 1}]]\nDefaultValue = $p${n}$p${n}\n`,
        '[parameters f]\n[[parameter p0]]\nDefaultValue = xx',
        60,
      ),
    ],
    ['one node many times', '[[node n]]\nX = 1\n'.repeat(30_000)],
    ['many circles', chain((n) => `[[node n${n}]]\nExtends = n${n + 1}, n0\n`, '')],
    [
      'clusters with one big parent',
      `${'[[node n]]\n'.replace('n]', 'x]')}${chain((n) => `[[node m${n}]]\n`, '', 2000)}${chain((n) => `[cluster k${n}]\nParentName = c\n`, '', 2000)}`,
    ],
  ])('stays within bounds on %s', (_, body) => {
    const template = evaluate(`[cluster c]\n${body}`)
    for (const node of template.nodes.slice(0, 1000)) node.attribute('ImageName')
    for (const parameter of template.parameters.values())
      expect(parameter.value.type).toMatch(/string|undefined|error/)

    expect(template.nodes.length).toBeLessThan(60_000)
  })
})

function chain(link: (index: number) => string, head: string, length = 5000): string {
  return `${head}\n${Array.from({ length }, (_, index) => link(index)).join('')}`
}
