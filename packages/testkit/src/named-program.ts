import { noteSkipped } from './skipped.ts'

/**
 * The path of a program that no package manager has, which an environment variable names. Where it names none, tests
 * that need it are skipped, and the run says at its end which.
 */
export function namedProgram(variable: string, what: string): string | undefined {
  const path = process.env[variable]
  if (path !== undefined && path !== '') return path
  noteSkipped(`No ${what}; set ${variable} to the path of its executable to run the tests that need it`)
  return undefined
}
