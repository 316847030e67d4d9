import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')
// Beside the dependencies, so that what is not bundled is found.
const bundle = join(root, 'node_modules', '.cache', 'ingot', 'process-test')
const program = join(bundle, 'main.js')
const folder = mkdtempSync(join(tmpdir(), 'ingot-process-'))
const { INGOT_URL: _url, INGOT_DB: _db, ...inherited } = process.env
const env = { ...inherited, INGOT_ACTOR: 'ada' }

beforeAll(() => execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), bundle]))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function ingot(args: string[], input = ''): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [program, ...args], { cwd: folder, env, input, encoding: 'utf8' })
}

describe('the bundled program', () => {
  it.each([
    ['table', /^SEARCHED +NAME/],
    ['json', /^\{\n {2}"revision": 1,/],
    ['yaml', /^revision: 1\n/],
    ['name', /^local\n/],
  ])('prints a %s from a ledger that it makes', (format, expected) => {
    const { status, stdout, stderr } = ingot(['catalog', 'list', '-o', format])

    expect(stderr).toBe('')
    expect(stdout).toMatch(expected)
    expect(status).toBe(0)
  })

  it('reads standard input', () => {
    const record = 'AdType = "Package"\nName = "our.base"\nVersion = "1.10"\nPackageType = "image"\n'
    const { status, stdout } = ingot(['record', 'import', '-'], record)

    expect(stdout).toContain('+ our.base@1.10 in local: added')
    expect(status).toBe(0)
    expect(ingot(['log', '--kind', 'image']).stdout).toMatch(/2 .* ada +record\.import/)
  })

  it.each([
    [1, ['image', 'show', 'missing'], 'error[IMAGE_NOT_FOUND]'],
    [2, ['image', 'show', 'missing', '--at', 'yesterday'], 'error[INVALID_MOMENT]'],
    [2, ['image', 'exhibit'], 'error[USAGE]'],
    [3, ['image', 'list', '--url', 'http://127.0.0.1:1'], 'error[SERVER_UNREACHABLE]'],
    [3, ['image', 'list', '--db', '/dev/null/ledger.db'], 'error[LEDGER_UNAVAILABLE]'],
  ])('exits %i on %j', (expected, args, message) => {
    const { status, stdout, stderr } = ingot(args)

    expect(stderr).toContain(message)
    expect(stdout).toBe('')
    expect(status).toBe(expected)
  })

  it.skipIf(!existsSync('/dev/full'))('says that its answer has no room, and that its work is done', () => {
    const command = `"$0" "$1" image list -o json > /dev/full`
    const { status, stderr } = spawnSync('bash', ['-c', command, process.execPath, program], {
      cwd: folder,
      env,
      encoding: 'utf8',
    })

    expect(stderr).toMatch(
      /^error\[UNWRITABLE_OUTPUT\]: Cannot write the answer: there is no room left\nhelp: /,
    )
    expect(status).toBe(3)
  })

  it('is silent when its reader goes away', () => {
    const command = `"$0" "$1" image list -o json | true; echo "\${PIPESTATUS[0]}"`
    const { stdout, stderr } = spawnSync('bash', ['-c', command, process.execPath, program], {
      cwd: folder,
      env,
      encoding: 'utf8',
    })

    expect(stderr).toBe('')
    expect(stdout).toBe('0\n')
  })
})

describe('serve', () => {
  let server: ChildProcess | undefined
  afterAll(() => server?.kill('SIGKILL'))

  it('prints its address and the key once, answers with it, and stops on SIGTERM', async () => {
    const args = [program, 'serve', '--example', '--port', '0', '--db', 'served.db', '--log-level', 'silent']
    server = spawn(process.execPath, args, { cwd: folder, env })
    const exit = once(server, 'exit')
    const text = await textUntil(server, /shown this once: \S+\n/)
    const url = /serves (?<url>\S+)/.exec(text)?.groups?.['url'] ?? ''
    const key = /shown this once: (?<key>\S+)/.exec(text)?.groups?.['key'] ?? ''

    expect(text).toContain('scheduler (node of Slurm)\n├─ selected by ImageName')
    expect(ingot(['catalog', 'list', '-o', 'name', '--url', url, '--key', key]).stdout).toContain('local\n')
    expect(ingot(['catalog', 'list', '--url', url, '--key', 'wrong']).status).toBe(1)
    server.kill('SIGTERM')
    expect(await exit).toEqual([0, null])
  })
})

async function textUntil(child: ChildProcess, pattern: RegExp): Promise<string> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    if (pattern.test(text)) return text
  }
  throw new Error(`The server ended before it was up: ${text}`)
}
