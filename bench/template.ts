import {
  arraySource,
  cycleCloudDefaultImages,
  cycleCloudDefaultName,
  parseTemplate,
  resolveTemplate,
  type TemplateRequest,
} from '@ingot/core'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Benchmark } from './benchmark.ts'

interface Source {
  file: string
  text: string
}

const source = arraySource(cycleCloudDefaultImages(), [cycleCloudDefaultName])
const request: TemplateRequest = { parameters: new Map(), provider: 'azure', region: 'eastus' }
const at = new Date('2026-01-01T00:00:00Z')

/** The real templates where they are at hand, else the shipped example, as often as there are real ones. */
function templates(): Source[] {
  const folder = join(resolve(process.env['INGOT_TEST_DATA'] ?? '../shared/data'), 'cyclecloud', 'templates')
  if (!existsSync(folder)) {
    const text = readFileSync('examples/slurm.txt', 'utf8')
    return Array.from({ length: 43 }, (_, index) => ({ file: `example-${index}.txt`, text }))
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt') && !name.endsWith('.j2.txt'))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
}

function answer({ file, text }: Source): void {
  resolveTemplate(source, parseTemplate(file, text), request, at)
}

/** The median of `runs` timings in ms, after as many runs to warm up. */
function median(runs: number, body: () => void): number {
  for (let run = 0; run < runs; run += 1) body()
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    body()
    return performance.now() - start
  })
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)]!
}

export const benchmarks: Benchmark[] = [
  {
    id: 'template.largest',
    what: 'Parse, evaluate and resolve the largest template, with its full trace',
    unit: 'ms',
    target: 15,
    better: 'less',
    run: async () => {
      const largest = templates().toSorted((a, b) => b.text.length - a.text.length)[0]!
      return median(30, () => answer(largest))
    },
  },
  {
    id: 'template.all',
    what: 'Parse, evaluate and resolve all 43 templates, with their full traces',
    unit: 'ms',
    target: 300,
    better: 'less',
    run: async () => {
      const all = templates()
      return median(5, () => {
        for (const template of all) answer(template)
      })
    },
  },
]
