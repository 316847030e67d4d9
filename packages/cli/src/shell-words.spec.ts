import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { commandLine } from './shell-words.ts'

describe('commandLine()', () => {
  it('leaves what a shell reads as it stands', () => {
    expect(commandLine(['ingot', 'datahub/etl', '--to', 'our-images'])).toBe(
      'ingot datahub/etl --to our-images',
    )
  })

  it.each([
    "it's",
    'two words',
    '$(touch x)',
    '`id`',
    '*',
    '',
    'a;b',
    '~',
    '#',
    'naïve',
    '"',
    "'",
    '!!',
    'a\\b',
  ])('is read by a shell as the word %j', (word) => {
    const script = `printf %s ${commandLine([word])}`

    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(word)
  })
})
