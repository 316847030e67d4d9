import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findProgram, requireProgram } from './programs.ts'

it('finds a program on the path, and only where it can be run', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ingot-path-'))
  await writeFile(join(folder, 'tool'), '#!/bin/sh\n')
  const path = `:${join(folder, 'none')}:${folder}`

  await chmod(join(folder, 'tool'), 0o644)
  const unusable = findProgram('tool', path)
  await chmod(join(folder, 'tool'), 0o755)
  const usable = findProgram('tool', path)
  await rm(folder, { recursive: true })

  expect([unusable, usable]).toEqual([undefined, join(folder, 'tool')])
})

it('answers the path of a program that is there', () => {
  expect(requireProgram('sh')).toMatch(/\/sh$/)
})
