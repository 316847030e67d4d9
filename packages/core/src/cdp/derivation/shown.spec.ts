import { expect, it } from 'vitest'
import { shown } from './shown.ts'

it.each([
  ['ami-1', '"ami-1"'],
  ['a"b\n', '"a\\"b\\n"'],
  ['x'.repeat(101), `"${'x'.repeat(100)}…"`],
  ['x'.repeat(1_000_000), `"${'x'.repeat(100)}…"`],
  [
    'https://a.blob.core.windows.net/i/x.vhd?sig=SECRET&se=1\nSECRET',
    '"https://a.blob.core.windows.net/i/x.vhd?…"',
  ],
  ['https://user:SECRET@example.com/x', '"https://…@example.com/x"'],
  ['is it so?', '"is it so?"'],
])('shows %j as %s', (text, expected) => {
  expect(shown(text)).toBe(expected)
})
