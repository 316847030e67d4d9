import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { readSkipped } from './skipped.ts'
import { testData } from './test-data.ts'

afterEach(() => vi.unstubAllEnvs())

it('finds real inputs where INGOT_TEST_DATA says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ingot-data-'))
  await writeFile(join(folder, 'input.txt'), 'x')
  vi.stubEnv('INGOT_TEST_DATA', folder)

  const found = testData('input.txt')
  await rm(folder, { recursive: true })

  expect(found).toBe(join(folder, 'input.txt'))
})

it('says what it did not find', () => {
  vi.stubEnv('INGOT_TEST_DATA', '/nowhere')

  expect(testData('of a test', 'none')).toBeUndefined()
  expect(readSkipped().join('\n')).toContain('No real inputs "of a test/none"')
})
