import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { readLines } from './read-lines.ts'

async function linesOf(chunks: Iterable<Uint8Array>, longest = 1e6): Promise<string[]> {
  const lines: string[] = []
  for await (const line of readLines(asynchronous(chunks), longest)) lines.push(line)
  return lines
}

async function* asynchronous<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items
}

function* endless(): Generator<Uint8Array> {
  for (;;) yield Buffer.alloc(1000, 'x')
}

it('puts lines together wherever the stream is cut', async () => {
  const line = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n'))
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 9 }), async (lines, size) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''))
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
        bytes.subarray(n * size, (n + 1) * size),
      )

      expect(await linesOf(chunks)).toEqual(lines)
    }),
  )
})

it('takes a last line without an end', async () => {
  expect(await linesOf([Buffer.from('a\nb')])).toEqual(['a', 'b'])
})

it('refuses a line that does not end before it is held in memory', async () => {
  await expect(linesOf(endless(), 10_000)).rejects.toThrow('Expected lines of at most 10000 bytes')
})
