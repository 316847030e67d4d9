import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { run } from './run.ts'
import { capturedIo } from './testing/captured-io.ts'

const folder = mkdtempSync(join(tmpdir(), 'ingot-complete-'))
mkdirSync(join(folder, 'templates'))
writeFileSync(join(folder, 'templates', 'cluster.txt'), '')
writeFileSync(join(folder, 'other.txt'), '')

afterEach(() => vi.restoreAllMocks())

async function printed(argv: string[]): Promise<string[]> {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  expect(await run(argv, capturedIo({ folder }).io)).toBe(0)
  return lines
}

async function offered(...words: string[]): Promise<string[]> {
  const lines = await printed(['complete', '--', ...words])
  return lines.slice(0, -1).map((line) => line.split('\t')[0] ?? '')
}

describe('complete', () => {
  it.each([
    [['ima'], ['image']],
    [['im'], ['image', 'import']],
    [
      ['image', 's'],
      ['show', 'stage'],
    ],
    [['template', 'resolve', 'x', '--pro'], ['--provider']],
    [
      ['image', 'list', '-o', ''],
      ['table', 'json', 'yaml', 'name', 'csv'],
    ],
    [
      ['catalog', 'list', '-o', ''],
      ['table', 'json', 'yaml', 'name'],
    ],
    [
      ['consumer', 'create', 'data'],
      ['datalake', 'datahub', 'database'],
    ],
    [['catalog', 'add-source', 'c', '--from', 'oth'], ['other.txt']],
    [
      ['usage', 'c', '--locks', 'temp'],
      ['templates/', 'templates/cluster.txt'],
    ],
    [['credential', 'add', 'c', '--password-file', 'oth'], ['other.txt']],
    [['registry', 'add', 'r', '--ca', 'oth'], ['other.txt']],
    [['run'], ['runtime', 'runtime-repo']],
    [
      ['runtime', 'mirror'],
      ['mirror-plan', 'mirror-verify'],
    ],
    [['runtime', 'list', '--status', 'DE'], ['DEPRECATED']],
    [
      ['runtime', 'list', '-o', ''],
      ['table', 'json', 'yaml', 'name', 'csv'],
    ],
    [['runtime', 'lint', 'oth'], ['other.txt']],
    [['runtime', 'pick', '--amp', 'oth'], ['other.txt']],
    [
      ['base', 'add', 'ubuntu:22.04', '--generation', ''],
      ['non-pbj', 'pbj', 'os'],
    ],
    [['trust', 'add', 'team', '--key-file', 'oth'], ['other.txt']],
    [
      ['addon', 'status', 'DE'],
      ['DEPRECATED', 'DELETED'],
    ],
    [['runtime-repo', 'check', 'oth'], ['other.txt']],
    [['runtime-repo', 'add', 'own', 'oth'], ['other.txt']],
    [['image', 'derive', '--from', 'oth'], []],
    [['image', 'stage', 'our.base', 'dep'], ['deprecated']],
    [
      ['template', 'check', 'temp'],
      ['templates/', 'templates/cluster.txt'],
    ],
    [
      ['template', 'check', ''],
      ['other.txt', 'templates/'],
    ],
    [['template', 'check', 'templates/'], ['templates/cluster.txt']],
    [['template', 'check', 'nowhere/'], []],
    [['template', 'resolve', 'x', '--params', 'templates/cl'], ['templates/cluster.txt']],
    [['com'], ['completion']],
  ])('offers after %j', async (words, expected) => {
    expect(await offered(...words)).toEqual(expected)
  })
})

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell'])('prints a script for %s that calls us', async (shell) => {
    const script = (await printed(['completion', shell])).join('\n')

    expect(script).toContain(shell === 'zsh' ? '#compdef ingot' : `# ${shell} completion for ingot`)
    expect(script).toMatch(/complete '?--/)
  })
})
