import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { noteSkipped, readSkipped } from './skipped.ts'
import { findTestData } from './test-data.ts'

it('finds real inputs below a folder, and nothing where there is nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ingot-data-'))
  await writeFile(join(folder, 'input.txt'), 'x')

  const found = findTestData(['input.txt'], folder)
  const missing = findTestData(['none', 'input.txt'], folder)
  await rm(folder, { recursive: true })

  expect([found, missing]).toEqual([join(folder, 'input.txt'), undefined])
})

it('lists every sentence once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ingot-skipped-'))
  const file = join(folder, 'new', 'skipped.txt')

  expect(readSkipped(file)).toEqual([])
  for (const sentence of ['b', 'a', 'b']) noteSkipped(sentence, file)

  expect(readSkipped(file)).toEqual(['a', 'b'])
  await rm(folder, { recursive: true })
})
