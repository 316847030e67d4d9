import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { describeWithPrograms } from '../describe-with-programs.ts'
import { zstdFrame } from './zstd-frame.ts'

describeWithPrograms('a frame as zstd reads it', ['zstd'], () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from('a')],
    ['one byte many times', Buffer.alloc(1_000_000, 'a')],
    ['exactly a block', randomBytes(131_072)],
    ['a block and a byte', randomBytes(131_073)],
    ['blocks of both kinds', Buffer.concat([randomBytes(131_072), Buffer.alloc(200_000), randomBytes(1000)])],
  ])('has %s', (_, bytes) => {
    const options = { input: zstdFrame(bytes), maxBuffer: 10_000_000 }

    expect(execFileSync('zstd', ['--decompress', '--stdout', '--quiet'], options).equals(bytes)).toBe(true)
  })

  it('is small where one byte is repeated, so that a small frame becomes a large layer', () => {
    expect(zstdFrame(Buffer.alloc(100_000_000)).length).toBeLessThan(4000)
  })
})
