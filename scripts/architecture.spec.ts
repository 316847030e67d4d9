import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Which sibling packages each package may import: the arrows of docs/architecture.md. */
const allowed: Record<string, string[]> = {
  contract: [],
  core: ['contract'],
  ledger: ['contract'],
  providers: ['contract', 'core'],
  server: ['contract', 'core', 'ledger', 'providers'],
  cli: ['contract', 'server'],
  testkit: ['contract', 'core', 'ledger', 'providers', 'server'],
}

const root = join(import.meta.dirname, '..', 'packages')

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(?<name>[^']+)'/g)].map(
    (match) => match.groups!['name']!,
  )
}

describe('import directions', () => {
  it.each(readdirSync(root))('%s imports only what the arrows allow', (name) => {
    const offences: string[] = []
    for (const file of sourceFiles(join(root, name, 'src'))) {
      const isTest = file.endsWith('.spec.ts') || file.includes('/testing/')
      for (const imported of importsOf(file)) {
        const sibling = /^@ingot\/(?<name>[\w-]+)/.exec(imported)?.groups?.['name']
        if (sibling === undefined) continue
        if (allowed[name]?.includes(sibling) || (isTest && sibling === 'testkit')) continue
        offences.push(`${file} imports ${imported}`)
      }
    }
    expect(offences).toEqual([])
  })

  it('core does no input or output, and knows no clock and no randomness', () => {
    const forbidden = [
      /from 'node:(?!crypto')/,
      /\bDate\.now\(/,
      /\bnew Date\(\)/,
      /\bMath\.random\(/,
      /\brandomUUID\(/,
      /\bprocess\./,
      /\bfetch\(/,
    ]
    const offences: string[] = []
    for (const file of sourceFiles(join(root, 'core', 'src'))) {
      if (file.endsWith('.spec.ts')) continue
      const text = readFileSync(file, 'utf8')
      for (const pattern of forbidden) if (pattern.test(text)) offences.push(`${file} matches ${pattern}`)
    }
    expect(offences).toEqual([])
  })
})
