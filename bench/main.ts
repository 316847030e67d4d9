import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Benchmark } from './benchmark.ts'
import { benchmarks as accounts } from './accounts.ts'
import { benchmarks as cdp } from './cdp.ts'
import { benchmarks as cli } from './cli.ts'
import { benchmarks as glance } from './glance.ts'
import { benchmarks as http } from './http.ts'
import { benchmarks as ledger } from './ledger.ts'
import { benchmarks as resolve } from './resolve.ts'
import { benchmarks as runtimes } from './runtimes.ts'
import { benchmarks as template } from './template.ts'

/** Every benchmark; a new file of them is one import and one word here. */
const all: readonly Benchmark[] = [
  ...accounts,
  ...cdp,
  ...cli,
  ...glance,
  ...http,
  ...ledger,
  ...resolve,
  ...runtimes,
  ...template,
]

/** One row of the result. `figure` is null where the benchmark crashed; `error` says how. */
interface Result {
  id: string
  what: string
  figure: number | null
  unit: string
  target: number
  ok: boolean
  error?: string
}

const { values: options } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } })
const results: Result[] = []
for (const benchmark of all.filter(({ id }) => isWanted(id, options.only))) {
  process.stderr.write(`${benchmark.id} …\n`)
  results.push(await measure(benchmark))
}
process.stdout.write(report(results))
if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(results, undefined, 2)}\n`)
process.exitCode = results.some(({ error }) => error !== undefined) ? 1 : 0

/** A pattern is a part of the id, or a regular expression. */
function isWanted(id: string, only: string | undefined): boolean {
  return only === undefined || id.includes(only) || new RegExp(only).test(id)
}

async function measure(benchmark: Benchmark): Promise<Result> {
  const { id, what, unit, target, better } = benchmark
  const row = { id, what, unit, target }
  try {
    const figure = await benchmark.run()
    return { ...row, figure, ok: better === 'more' ? figure >= target : figure <= target }
  } catch (error) {
    return { ...row, figure: null, ok: false, error: error instanceof Error ? error.message : String(error) }
  }
}

function report(rows: readonly Result[]): string {
  const cells = [['', 'ID', 'FIGURE', 'TARGET', 'UNIT', 'WHAT'], ...rows.map(cellsOf)]
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? []
  const table = cells.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const missed = rows.filter(({ ok }) => !ok).map(missText)
  const summary = missed.length === 0 ? ['Every target is met'] : missed
  return [...table, '', ...summary].map((line) => `${line}\n`).join('')
}

function cellsOf({ id, what, figure, unit, target, ok }: Result): string[] {
  return [ok ? 'ok' : 'MISS', id, figure === null ? 'crashed' : shown(figure), shown(target), unit, what]
}

function missText({ id, figure, unit, target, error }: Result): string {
  if (error !== undefined) return `Crashed: ${id}: ${error}`
  return `Missed: ${id} is ${shown(figure ?? Number.NaN)} ${unit}, the target is ${shown(target)} ${unit}`
}

function shown(figure: number): string {
  return figure.toLocaleString('en', { maximumSignificantDigits: 4 })
}
