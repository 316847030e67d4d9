import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, it } from 'vitest'
import { noteSkipped, projectRoot } from './skipped.ts'

/**
 * The path of real input files: below `INGOT_TEST_DATA`, else below `../shared/data` beside the project. A project
 * that stands alone has none: then `undefined`, and the run says at its end what it skipped.
 */
export function testData(...path: string[]): string | undefined {
  const found = findTestData(path)
  if (found !== undefined) return found
  noteSkipped(`No real inputs "${path.join('/')}"; set INGOT_TEST_DATA to the folder that has them`)
  return undefined
}

/** The path of real input files where they are there. */
export function findTestData(
  path: readonly string[],
  folder = process.env['INGOT_TEST_DATA'] || resolve(projectRoot, '../shared/data'),
): string | undefined {
  const file = resolve(folder, ...path)
  return existsSync(file) ? file : undefined
}

/** Describes tests over real inputs; they are skipped where there are none. `body` gets the path of the inputs. */
export function describeWithTestData(
  name: string,
  path: readonly string[],
  body: (folder: string) => void,
): void {
  const folder = testData(...path)
  // Without inputs the body is not run at all: it may read them while it declares its tests.
  if (folder === undefined) describe.skip(name, () => it('needs real inputs', () => undefined))
  else describe(name, () => body(folder))
}
