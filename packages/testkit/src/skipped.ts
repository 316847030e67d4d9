import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project. */
export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url))

/** What this run skips and why, a sentence a line: workers write it, the reporter prints it at the end. */
const list = fileURLToPath(new URL('../../../node_modules/.cache/ingot/skipped.txt', import.meta.url))

/** Forgets what an earlier run skipped. */
export function forgetSkipped(): void {
  rmSync(list, { force: true })
}

/** Notes a sentence for the last lines of the run. */
export function noteSkipped(sentence: string, file = list): void {
  mkdirSync(dirname(file), { recursive: true })
  appendFileSync(file, `${sentence}\n`)
}

/** Every sentence once, in order. */
export function readSkipped(file = list): string[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return [...new Set(lines)].filter((line) => line !== '').toSorted()
}
