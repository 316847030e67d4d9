import { describe, expect, it } from 'vitest'
import { faultsOf } from '../sample-dockerfile.ts'
import { alikes, jupyter, type LintCase } from './lint-case.ts'

const cases: LintCase[] = [
  [
    'swallowedInstruction',
    'an ENV behind a continuation',
    `${jupyter}\nRUN a && \\\n  b \\\nENV A=1`,
    '4:1',
    [
      `${jupyter}\nHEALTHCHECK --interval=1m \\\nCMD a`,
      `${jupyter}\nONBUILD \\\nRUN a`,
      `${jupyter}\nRUN sql "SELECT a \\\nFROM b"`,
      `${jupyter}\nRUN a \\\n  ENV b`,
      `${jupyter}\nRUN a \\\nENVIRONMENT`,
    ],
  ],
  [
    'commentInCommand',
    'a comment in the middle',
    `${jupyter}\nRUN a && \\\n  b # why \\\n  && c`,
    '3:5',
    [
      `${jupyter}\nRUN a && \\\n  b # why`,
      `${jupyter}\nRUN a && \\\n  # why\n  b`,
      `${jupyter}\nRUN sed 's/ #.*//' a \\\n  b`,
      `${jupyter}\nRUN a#b \\\n  c`,
      `${jupyter}\nRUN <<E\na # b\nc\nE`,
    ],
  ],
  [
    'heredocWithCarriageReturns',
    'a script of Windows',
    `${jupyter}\r\nRUN <<E\r\na\r\nE\r\n`,
    '2:1',
    [
      `${jupyter}\r\nRUN a \\\r\n b\r\n`,
      `${jupyter}\nRUN <<E\na\nE\n`,
      `${jupyter}\r\nCOPY <<E /a.txt\r\na\r\nE\r\n`,
    ],
  ],
  [
    'heredocWithCarriageReturns',
    'a script that is copied',
    `${jupyter}\r\nCOPY <<E /a.sh\r\n#!/bin/sh\r\nE\r\n`,
    '2:1',
    [],
  ],
]

describe('lints of the text', () => {
  it.each(cases)('%s: tell the place of %s', (code, _what, text, place, _alike, options) => {
    expect(faultsOf(text, options)).toContain(`${code} ${place}`)
  })

  it.each(alikes(cases))('have no %s to tell of %j', (code, text, options) => {
    expect(faultsOf(text, options).filter((fault) => fault.startsWith(code))).toEqual([])
  })
})
