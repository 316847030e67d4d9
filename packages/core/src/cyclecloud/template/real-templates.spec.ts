import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeWithTestData } from '@ingot/testkit'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printValue } from '../expression/print.ts'
import { evaluateTemplate } from './evaluate-template.ts'
import { formatTemplate } from './format-template.ts'
import { checkTemplate } from './lint/lint-template.ts'
import { parseTemplate } from './parse-template.ts'
import { printTemplate } from './template.ts'

interface Source {
  readonly file: string
  readonly text: string
}

function sourcesIn(folder: string): Source[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
}

/** Does all that can be done with a template, and gives the number of its faults. */
function exercise(text: string): number {
  const template = parseTemplate('t.txt', text)
  expect(printTemplate(template)).toBe(text)
  const evaluated = evaluateTemplate(template, { clusterName: 'test' })
  for (const node of evaluated.nodes) {
    void [node.attributes, node.configuration, node.sections, node.clusterInit]
  }
  formatTemplate(text)
  return checkTemplate(template, evaluated).length
}

/** One thing that goes wrong with a file: lines or characters that are lost, doubled, swapped or cut off. */
const mutations = fc.tuple(
  fc.constantFrom('drop line', 'double line', 'swap lines', 'drop', 'double', 'replace', 'cut'),
  fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  fc.constantFrom('\0', '[', ']', "'''", '"', '${', '}', '=', '\r', '{%', '(', '\uFFFD'),
)

function mutate(text: string, [kind, where, character]: [string, number, string]): string {
  const at = Math.floor(where * text.length)
  if (kind === 'cut') return text.slice(0, at)
  if (kind === 'drop') return text.slice(0, at) + text.slice(at + 1)
  if (kind === 'double') return text.slice(0, at + 1) + text.slice(at)
  if (kind === 'replace') return text.slice(0, at) + character + text.slice(at + 1)
  const lines = text.split('\n')
  const line = Math.floor(where * lines.length)
  const [one = '', two = ''] = lines.slice(line, line + 2)
  const replacement =
    { 'drop line': [two], 'double line': [one, one, two], 'swap lines': [two, one] }[kind] ?? []
  return [...lines.slice(0, line), ...replacement, ...lines.slice(line + 2)].join('\n')
}

function fuzz(sources: readonly Source[], numRuns: number): void {
  const texts = fc.constantFrom(...sources.map(({ text }) => text))
  fc.assert(
    fc.property(texts, fc.array(mutations, { minLength: 1, maxLength: 6 }), (text, changes) => {
      expect(exercise(changes.reduce(mutate, text))).toBeLessThan(5000)
    }),
    { numRuns },
  )
}

describe('our own templates', () => {
  it('survive any damage', () => {
    fuzz(sourcesIn(join(import.meta.dirname, 'fixtures')), 500)
  })
})

describeWithTestData('real templates', ['cyclecloud', 'templates'], (folder) => {
  const sources = sourcesIn(folder)
  const templates = sources.filter(({ file }) => !file.endsWith('.j2.txt'))

  it.each(templates)(
    '$file has no error, round-trips and formats without a change of meaning',
    ({ file, text }) => {
      const template = parseTemplate(file, text)
      const evaluated = evaluateTemplate(template, { clusterName: 'test' })

      expect(checkTemplate(template, evaluated).filter(({ severity }) => severity === 'error')).toEqual([])
      expect(printTemplate(template)).toBe(text)
      const formatted = formatTemplate(text)
      expect(formatTemplate(formatted.text).changed).toBe(false)
      expect(summary(formatted.text)).toEqual(summary(text))
    },
  )

  it.each(sources.filter(({ file }) => file.endsWith('.j2.txt')))(
    '$file is refused as Jinja',
    ({ file, text }) => {
      expect(parseTemplate(file, text).faults.map(({ code }) => code)).toEqual(['JINJA_TEMPLATE'])
    },
  )

  it('are warned about only where something is wrong', () => {
    const counts: Record<string, number> = {}
    for (const { file, text } of templates) {
      const template = parseTemplate(file, text)
      for (const { code } of checkTemplate(template, evaluateTemplate(template, { clusterName: 'test' }))) {
        counts[code] = (counts[code] ?? 0) + 1
      }
    }

    // Each of these was looked at: they are what the files say, none is a misunderstanding.
    expect(counts).toEqual({
      DUPLICATE_SECTION: 2,
      JETPACK_PLATFORM: 3,
      NUMBER_WITH_COMMA: 9,
      UNDEFINED_PARAMETER: 1,
      UNQUOTED_VERSION: 1,
      UNUSED_PARAMETER: 29,
    })
  })

  it('name the images that their forms default to', () => {
    const { text = '' } =
      templates.find(({ file }) => file === 'Azure_cyclecloud-slurm__templates_slurm.txt') ?? {}
    const { nodes } = evaluateTemplate(parseTemplate('slurm.txt', text))
    const images = nodes
      .filter(({ abstract }) => !abstract)
      .map((node) => [node.name, node.attribute('ImageName')?.parameter])

    expect(images).toEqual([
      ['scheduler', 'SchedulerImageName'],
      ['scheduler-ha', 'SchedulerImageName'],
      ['login', 'LoginImageName'],
      ['hpc', 'HPCImageName'],
      ['htc', 'HTCImageName'],
      ['gpu', 'GPUImageName'],
      ['dynamic', 'DynamicImageName'],
    ])
  })

  it('survive any damage', () => {
    fuzz(sources, 150)
  })
})

/** All that a template evaluates to, as text. */
function summary(text: string): string[] {
  const { nodes, parameters } = evaluateTemplate(parseTemplate('t.txt', text), { clusterName: 'test' })
  const ofNodes = nodes.flatMap((node) =>
    [...node.attributes, ...node.configuration].map(
      ([name, { value }]) => `${node.name} ${name} ${printValue(value)}`,
    ),
  )
  return [...ofNodes, ...[...parameters].map(([name, { value }]) => `${name} ${printValue(value)}`)]
}
