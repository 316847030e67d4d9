import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fillSteps, readSteps, steady } from './readme.ts'

const root = join(import.meta.dirname, '..')
const readme = join(root, 'README.md')
const exports: string[] = []

/** A folder that looks like a fresh clone to the commands of the tour: the examples, and `npx ingot` as built now. */
function cloneFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ingot-tour-'))
  cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true })
  const cli = join(folder, 'packages', 'cli')
  cpSync(join(root, 'packages', 'cli', 'bin'), join(cli, 'bin'), { recursive: true })
  cpSync(join(root, 'packages', 'cli', 'package.json'), join(cli, 'package.json'))
  execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), join(cli, 'dist')])
  // The one dependency that is not bundled.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  mkdirSync(join(folder, 'bin'))
  symlinkSync(join(cli, 'bin', 'ingot.cjs'), join(folder, 'bin', 'ingot'))
  writeFileSync(join(folder, 'bin', 'npx'), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 })
  return folder
}

/** Runs one step of the tour; what an earlier step exported holds for it too. */
function run(command: string, folder: string) {
  if (command.startsWith('export ')) exports.push(command)
  return spawnSync('bash', ['-c', [...exports, command].join('\n')], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
      HOME: folder,
      USER: 'you',
      LOGNAME: 'you',
      INGOT_ACTOR: 'you',
      COLUMNS: '110',
    },
  })
}

describe('the tour of the README', () => {
  const folder = cloneFolder()
  const outputs: string[] = []
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
    // `UPDATE_README=1 npm test -- scripts/readme.spec.ts` writes what the commands print now; then review the diff.
    if (process.env['UPDATE_README'] === '1')
      writeFileSync(
        readme,
        text.replace(tour, () => fillSteps(tour, outputs)),
      )
  })

  const text = readFileSync(readme, 'utf8')
  const tour = text.slice(text.indexOf('\n## A five-minute tour'))
  const steps = readSteps(tour)

  it('has commands', () => {
    expect(steps.length).toBeGreaterThan(8)
  })

  it.each(steps.map((step, index) => ({ ...step, title: `${index + 1}: ${step.command.split('\n')[0]}` })))(
    '$title',
    ({ command, status, output }) => {
      const result = run(command, folder)
      outputs.push(result.stdout)

      expect({ status: result.status, output: steady(result.stdout) }, result.stderr).toEqual({
        status,
        output: steady(output),
      })
    },
  )
})
