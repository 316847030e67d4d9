import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiPage } from './api-page.ts'
import { cdpPage } from './cdp-page.ts'
import { cliPage } from './cli-page.ts'
import { cmlPage } from './cml-page.ts'
import { diagnosticsPage } from './diagnostics-page.ts'
import { errorsPage } from './errors-page.ts'
import { machineFamiliesPage } from './machine-families-page.ts'
import { runtimeRulesPage } from './runtime-rules-page.ts'

/** Writes the generated pages into `folder`, or with `check` compares them; answers what is out of step. */
export async function writePages(folder: string, check: boolean): Promise<string[]> {
  const pages: Record<string, string> = {
    'cli.md': await cliPage(),
    'api.md': apiPage(),
    'cdp-api.md': cdpPage(),
    'cml-api.md': cmlPage(),
    'runtime-rules.md': runtimeRulesPage(),
    'errors.md': errorsPage(),
    'diagnostics.md': diagnosticsPage(),
    'machine-families.md': machineFamiliesPage(),
  }
  mkdirSync(folder, { recursive: true })
  return Object.entries(pages).flatMap(([name, text]) => {
    const file = join(folder, name)
    const before = existsSync(file) ? readFileSync(file, 'utf8') : ''
    if (before === text) return []
    if (!check) writeFileSync(file, text)
    return [`${name}: ${firstDifference(before, text)}`]
  })
}

/** Where two texts part, for a person who has to find out why. */
function firstDifference(before: string, after: string): string {
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  let line = 0
  while (line < old.length && old[line] === fresh[line]) line += 1
  const show = (lines: readonly string[]): string => JSON.stringify(lines[line] ?? 'the end of the page')
  const size = `${old.length} lines, should be ${fresh.length}`
  return `line ${line + 1} is ${show(old)}, should be ${show(fresh)} (${size})`
}
