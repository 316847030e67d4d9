import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { noteSkipped } from './skipped.ts'

const found = new Map<string, string | undefined>()

/**
 * The path of a program that npm does not have, such as `docker-registry`. Where it is missing, Debian's package is
 * installed if that is allowed (root, apt-get). Where that fails too, a run with `CI=true` fails, and any other gets
 * `undefined` and says at its end what it skipped.
 */
export function requireProgram(program: string, debianPackage = program): string | undefined {
  if (!found.has(program)) found.set(program, findOrInstall(program, debianPackage))
  return found.get(program)
}

function findOrInstall(program: string, debianPackage: string): string | undefined {
  const path = findProgram(program) ?? (install(debianPackage) ? findProgram(program) : undefined)
  if (path !== undefined) return path
  const sentence = `"${program}" is not installed (Debian package "${debianPackage}"); tests that need it did not run`
  if (process.env['CI'] === 'true') throw new Error(sentence)
  noteSkipped(sentence)
  return undefined
}

/** The path of a program on PATH. */
export function findProgram(program: string, path = process.env['PATH'] ?? ''): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Whether Debian's package could be installed. The list of packages is fetched only where the install fails. */
function install(debianPackage: string): boolean {
  if (process.getuid?.() !== 0 || findProgram('apt-get') === undefined) return false
  return aptGet(['install', debianPackage]) || (aptGet(['update']) && aptGet(['install', debianPackage]))
}

function aptGet(parameters: string[]): boolean {
  try {
    const settings = ['-qq', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120']
    execFileSync('apt-get', [...settings, ...parameters], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: 'ignore',
      timeout: 180_000,
    })
    return true
  } catch {
    return false
  }
}
