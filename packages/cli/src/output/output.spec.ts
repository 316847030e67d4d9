import type { Fault } from '@ingot/contract'
import { describe, expect, it, vi } from 'vitest'
import { run } from '../run.ts'
import { image, resolution, stamp } from '../testing/answers.ts'
import { capturedIo } from '../testing/captured-io.ts'
import { fakeApi } from '../testing/fake-api.ts'
import { faultLines } from './fault.ts'
import { createPaint } from './paint.ts'
import { plain } from './plain.ts'
import { withProgress } from './progress.ts'
import { table } from './table.ts'

const escape = '\u{1b}'
const paint = await createPaint(capturedIo().io.stdout, {})

describe('plain()', () => {
  it.each([
    ['an image', 'an image'],
    ['naïve ☃ 漢字', 'naïve ☃ 漢字'],
    [`${escape}[2J`, '\\u001b[2J'],
    ['two\nlines\r\n\t', 'two\\nlines\\r\\n\\t'],
    ['\u009b31m\u007f\u0000', '\\u009b31m\\u007f\\u0000'],
    ['abc\u202egpj', 'abc\\u202egpj'],
  ])('makes %j safe to show', (text, shown) => {
    expect(plain(text)).toBe(shown)
  })
})

describe('colour', () => {
  it.each([
    ['a terminal', true, {}, true],
    ['a file', false, {}, false],
    ['a terminal with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['a dumb terminal', true, { TERM: 'dumb' }, false],
  ])('on %s', async (_where, isTerminal, env, coloured) => {
    const { io, out } = capturedIo({ isTerminal, env })
    const { connect } = fakeApi({ resolve: resolution })
    await run(['resolve', '--name', 'our.base', '--explain'], io, connect)

    expect(out().includes(`${escape}[`)).toBe(coloured)
  })
})

it('a hostile name cannot speak to the terminal', async () => {
  const hostile = { ...image, name: `evil${escape}]0;title\u0007\nsecond line` }
  for (const format of ['table', 'name']) {
    const { io, out } = capturedIo({ isTerminal: false })
    const { connect } = fakeApi({ listImages: { ...stamp, images: [hostile], total: 1 } })
    await run(['image', 'list', '-o', format], io, connect)

    expect(out()).not.toContain(escape)
    expect(out()).toContain('evil\\u001b]0;title\\u0007\\nsecond line')
  }
})

describe('table()', () => {
  it('aligns columns without rules and without trailing blanks', async () => {
    const text = await table(
      ['A', 'LONG'],
      [
        ['one', ''],
        ['1', '漢字'],
      ],
      'None',
    )

    expect(text).toBe('A    LONG\none\n1    漢字\n')
  })

  it('says so where there is nothing', async () => {
    expect(await table(['A'], [], 'No images')).toBe('No images\n')
  })
})

describe('faultLines()', () => {
  const fault: Fault = { severity: 'error', code: 'C', message: 'M', file: 'f', line: 2, column: 3 }

  it.each([
    ['the line and a caret', fault, ['f:2:3: error[C]: M', '  2 | cdef', '        ^']],
    ['no caret without a column', { ...fault, column: undefined }, ['f:2: error[C]: M', '  2 | cdef']],
    ['no line of a file that was not read', { ...fault, file: 'g' }, ['g:2:3: error[C]: M']],
    ['no line that is not there', { ...fault, line: 9 }, ['f:9:3: error[C]: M']],
    ['no place at all', { severity: 'info', code: 'C', message: 'M' } satisfies Fault, ['info[C]: M']],
  ])('shows %s', (_what, given, lines) => {
    expect(faultLines([given], new Map([['f', 'ab\r\ncdef\n']]), paint)).toEqual(lines)
  })

  it('shows the part of a long line that has the fault', () => {
    const text = `${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`
    const [, line = '', caret = ''] = faultLines(
      [{ ...fault, line: 1, column: 5001 }],
      new Map([['f', text]]),
      paint,
    )

    expect(line.length).toBeLessThan(120)
    expect(line.slice(caret.indexOf('^')).startsWith('HERE')).toBe(true)
  })

  it('puts the caret under its character where tabs stand before it', () => {
    const [, line = '', caret = ''] = faultLines([{ ...fault, line: 1 }], new Map([['f', '\t\tX']]), paint)

    expect(line[caret.indexOf('^')]).toBe('X')
  })

  it.each([
    ['of a text that is not at hand', { path: '/images/0' }, 'f:3:7: error[C]: m (/images/0)'],
    ['of the whole of such a text', { path: '' }, 'f:3:7: error[C]: m'],
    ['of a document without a file', { path: '/body', file: undefined }, '/body:3:7: error[C]: m'],
  ])('names the place in the document %s', (_what, more, line) => {
    const given: Fault = {
      severity: 'error',
      code: 'C',
      message: 'm',
      file: 'f',
      line: 3,
      column: 7,
      ...more,
    }

    expect(faultLines([given], new Map(), paint)).toEqual([line])
  })
})

describe('withProgress()', () => {
  it('tells a terminal what takes more than a second, and wipes it at the end', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    try {
      const { io, err } = capturedIo({ isTerminal: true })
      let finish: (() => void) | undefined
      const work = withProgress(io.stderr, 'Count', new Promise<void>((resolve) => (finish = resolve)))
      vi.advanceTimersByTime(900)
      expect(err()).toBe('')
      vi.advanceTimersByTime(1200)
      expect(err()).toContain('Count … 2 s')
      finish?.()
      await work
      expect(err().endsWith(`\r${escape}[2K`)).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })

  it('stays on one line of a terminal, however much there is to say', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    try {
      const { io, err } = capturedIo({ isTerminal: true })
      const work = withProgress(io.stderr, 'x'.repeat(200), Promise.resolve())
      vi.advanceTimersByTime(1000)
      expect(err()).toBe(`\r${escape}[2K${'x'.repeat(59)}… … 1 s`)
      await work
    } finally {
      vi.useRealTimers()
    }
  })

  it('is silent where nobody watches', async () => {
    const { io, err } = capturedIo()

    expect(await withProgress(io.stderr, 'Count', Promise.resolve(3))).toBe(3)
    expect(err()).toBe('')
  })
})
