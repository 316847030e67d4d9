import { describe, expect, it } from 'vitest'
import { tokenAnswer } from './token-answer.ts'

const now = Date.UTC(2026, 0, 1)
const at = (seconds: number) => new Date(now + seconds * 1000).toISOString()

function read(answer: unknown) {
  return tokenAnswer(Buffer.from(typeof answer === 'string' ? answer : JSON.stringify(answer)), now)
}

describe('tokenAnswer()', () => {
  it.each([
    ['no life', {}, 54],
    ['its life', { expires_in: 300 }, 290],
    ['a short life', { expires_in: 10 }, 9],
    ['a life that is longer than any', { expires_in: 1e300 }, 3590],
    ['a life of zero', { expires_in: 0 }, 54],
    ['a negative life', { expires_in: -5 }, 54],
    ['a life as text', { expires_in: '300' }, 54],
    ['when it was issued', { expires_in: 300, issued_at: at(-100) }, 190],
    ['that it is issued in the future', { expires_in: 300, issued_at: at(100) }, 290],
    ['that it ended long ago', { expires_in: 300, issued_at: at(-300) }, 290],
    ['when it was issued in no form', { expires_in: 300, issued_at: 'yesterday' }, 290],
    ['when it was issued as a number', { expires_in: 300, issued_at: 1 }, 290],
  ])('uses a token that states %s for %s seconds', (_, more, seconds) => {
    expect(read({ token: 't', ...more })).toEqual({ text: 't', until: now + seconds * 1000 })
  })

  it.each([
    [{ access_token: 'a' }, 'a'],
    [{ token: '', access_token: 'a' }, 'a'],
    [{ token: 't', access_token: 'a' }, 't'],
  ])('finds the token in %j', (answer, text) => {
    expect(read(answer)?.text).toBe(text)
  })

  it.each([
    ['nothing', ''],
    ['no JSON', '<html>'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no token', {}],
    ['a token that is none', { token: 5 }],
    ['a token with the end of a header', { token: 'a\r\nX: y' }],
    ['a token with a space', { token: 'a b' }],
    ['a token too long', { token: 'a'.repeat(32_769) }],
  ])('finds none in %s', (_, answer) => {
    expect(read(answer)).toBeUndefined()
  })
})
