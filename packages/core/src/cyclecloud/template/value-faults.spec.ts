import { describe, expect, it } from 'vitest'
import { evaluateTemplate } from './evaluate-template.ts'
import { parseTemplate } from './parse-template.ts'

describe('the faults of values', () => {
  it.each([
    ['${regexp("[", Name)}', ['warning INVALID_PATTERN 3:14']],
    ['${Regexps("(?=a)", Name, "")}', ['warning INVALID_PATTERN 3:15']],
    ['${regexp("^a+$", Name)}', []],
    ['${regexp(Name, "[")}', []],
    ['"regexp([)"', []],
  ])('says of %s which regular expressions cannot be read', (value, expected) => {
    const { faults } = evaluateTemplate(parseTemplate('t', `[cluster c]\n[[node n]]\nX = ${value}`))

    const found = faults.filter(({ code }) => code === 'INVALID_PATTERN')
    expect(found.map(({ severity, code, line, column }) => `${severity} ${code} ${line}:${column}`)).toEqual(
      expected,
    )
  })
})
