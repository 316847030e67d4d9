import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findLocks } from './lock-search.ts'
import { lock } from './testing/answers.ts'
import { capturedIo } from './testing/captured-io.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-search-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, text: string | Uint8Array = JSON.stringify(lock)): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

async function found(...paths: string[]): Promise<{ files: string[]; isComplete: boolean }> {
  const { locks, isComplete } = await findLocks(capturedIo({ folder }).io, paths)
  return { files: locks.map(({ file }) => file), isComplete }
}

describe('findLocks()', () => {
  it('finds locks in a folder and below, by name', async () => {
    write('b.txt.lock')
    write('a/deep/er/c.lock')

    expect(await found('.')).toEqual({ files: ['a/deep/er/c.lock', 'b.txt.lock'], isComplete: true })
  })

  it.each([
    ['the lock of another tool', 'yarn.lock', '# yarn lockfile v1'],
    ['JSON of another kind', 'package.lock', '{"lockfileVersion":3}'],
    ['a lock of a newer release', 'new.lock', JSON.stringify({ ...lock, lock: 2 })],
    ['what is not UTF-8', 'bin.lock', Buffer.from([0xff])],
    ['what is far larger than any lock', 'big.lock', `${JSON.stringify(lock)}${' '.repeat(5 * 1024 * 1024)}`],
    ['another ending', 'cluster.lock.old', JSON.stringify(lock)],
    ['hidden folders', '.git/a.lock', JSON.stringify(lock)],
    ['folders of dependencies', 'node_modules/a/a.lock', JSON.stringify(lock)],
  ])('passes over %s', async (_what, name, text) => {
    write(name, text)

    expect(await found('.')).toEqual({ files: [], isComplete: true })
  })

  it('follows no link, so that none can lead it round', async () => {
    write('a/a.lock')
    symlinkSync(folder, join(folder, 'a', 'again'))
    symlinkSync(join(folder, 'a', 'a.lock'), join(folder, 'b.lock'))

    expect(await found('.')).toEqual({ files: ['a/a.lock'], isComplete: true })
  })

  it('gives up below the eighth folder, and says so', async () => {
    const deepest = `${'d/'.repeat(8)}a.lock`
    write(deepest)
    expect(await found('.')).toEqual({ files: [deepest], isComplete: true })

    write(`${'d/'.repeat(9)}b.lock`)
    expect(await found('.')).toEqual({ files: [deepest], isComplete: false })
  })

  it('gives up after a thousand locks, and says so', async () => {
    for (let index = 0; index < 1001; index += 1) write(`${index}.lock`)
    const { files, isComplete } = await found('.')

    expect([files.length, isComplete]).toEqual([1000, false])
  })

  it('takes files that are named, whatever they are called', async () => {
    write('pins.json')
    write('more/c.lock')

    expect(await found('pins.json', 'more')).toEqual({
      files: ['pins.json', 'more/c.lock'],
      isComplete: true,
    })
  })

  it.each([
    ['no lock', 'cluster.txt', 'Expected a lock in "cluster.txt"'],
    ['not there', 'missing.lock', 'Cannot read "missing.lock": there is no such file'],
  ])('refuses a named file that is %s', async (_what, name, message) => {
    write('cluster.txt', '[cluster Slurm]')

    await expect(found(name)).rejects.toThrow(message)
  })
})
