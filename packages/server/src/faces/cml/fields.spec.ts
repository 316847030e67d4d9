import { IngotError } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { fieldsOf, nonEmpty, type Fields } from './fields.ts'

const long = 'x'.repeat(65_537)

/** What a reading of a message gives, or the sentences of its faults. */
function read<Result>(body: Record<string, unknown>, how: (fields: Fields) => Result): Result | string[] {
  const fields = fieldsOf(body)
  const result = how(fields)
  try {
    fields.done()
    return result
  } catch (error) {
    if (!(error instanceof IngotError) || error.code !== 'INVALID_REQUEST') throw error
    return error.faults.map(({ message }) => message)
  }
}

describe('a member of a message', () => {
  it.each([
    [{}, undefined],
    [{ a: null }, undefined],
    [{ a: '' }, ''],
    [{ a: 'x' }, 'x'],
    [{ a: long.slice(1) }, long.slice(1)],
    [{ a: long }, ['Expected "a" as a text of at most 65536 characters, got a text of 65537 characters']],
    [{ a: 1 }, ['Expected "a" as a text of at most 65536 characters, got a number']],
    [{ a: ['x'] }, ['Expected "a" as a text of at most 65536 characters, got a list of 1']],
    [{ a: {} }, ['Expected "a" as a text of at most 65536 characters, got an object']],
    [Object.create({ a: 'inherited' }) as Record<string, unknown>, undefined],
  ])('that is a text, of %j', (body, expected) => {
    expect(read(body, (fields) => fields.text('a'))).toEqual(expected)
  })

  it.each([
    [{ a: 'x' }, 'x'],
    [{}, ['"a" is missing']],
    [{ a: null }, ['"a" is missing']],
    [{ a: ' ' }, ['"a" is missing']],
    [{ a: false }, ['Expected "a" as a text of at most 65536 characters, got a boolean']],
  ])('that must be there, of %j', (body, expected) => {
    expect(read(body, (fields) => fields.required('a'))).toEqual(expected)
  })

  it.each([
    [{}, undefined],
    [{ a: null }, undefined],
    [{ a: true }, true],
    [{ a: false }, false],
    [{ a: 'true' }, ['Expected "a" as true or false, got a text of 4 characters']],
    [{ a: 1 }, ['Expected "a" as true or false, got a number']],
  ])('that is true or false, of %j', (body, expected) => {
    expect(read(body, (fields) => fields.flag('a'))).toEqual(expected)
  })

  const odd = 'Expected "a" as a list of at most 1000 texts, got one with something else in it'
  it.each([
    [{}, []],
    [{ a: null }, []],
    [{ a: [] }, []],
    [{ a: ['x', ''] }, ['x', '']],
    [{ a: ['x', 1] }, [odd]],
    [{ a: [null] }, [odd]],
    [{ a: ['x'.repeat(2049)] }, [odd]],
    [{ a: 'x' }, ['Expected "a" as a list of at most 1000 texts, got a text of 1 characters']],
    [
      { a: Array.from({ length: 1001 }, String) },
      ['Expected "a" as a list of at most 1000 texts, got a list of 1001'],
    ],
  ])('that is a list of texts, of %j', (body, expected) => {
    expect(read(body, (fields) => fields.texts('a'))).toEqual(expected)
  })

  const oddNumber = 'Expected "a" as a list of at most 1000 whole numbers, got one with something else in it'
  it.each([
    [{}, []],
    [{ a: [1, '2', '-3', 0] }, [1, 2, -3, 0]],
    [{ a: ['9007199254740993'] }, [oddNumber]],
    [{ a: [1.5] }, [oddNumber]],
    [{ a: ['1e3'] }, [oddNumber]],
    [{ a: [''] }, [oddNumber]],
    [{ a: [true] }, [oddNumber]],
    [{ a: 7 }, ['Expected "a" as a list of at most 1000 whole numbers, got a number']],
  ])('that is a list of numbers, of %j', (body, expected) => {
    expect(read(body, (fields) => fields.numbers('a'))).toEqual(expected)
  })
})

describe('the faults of a message', () => {
  it('are told all at once, with their places', () => {
    const fields = fieldsOf({ b: 1, c: 'yes' })
    fields.required('a')
    fields.text('b')
    fields.flag('c')

    expect(() => fields.done()).toThrow(
      expect.objectContaining({
        message: 'Cannot read the request: "a" is missing, and 2 more',
        faults: [
          expect.objectContaining({ path: '/a' }),
          expect.objectContaining({ path: '/b' }),
          expect.objectContaining({ path: '/c' }),
        ],
      }),
    )
  })

  it('never repeat what was given', () => {
    const secret = `hunter2${long}`

    expect(read({ password: secret }, (fields) => fields.required('password'))).not.toEqual(
      expect.arrayContaining([expect.stringContaining('hunter2')]),
    )
  })
})

describe('nonEmpty()', () => {
  it('takes an empty text for none', () => {
    expect([nonEmpty(undefined), nonEmpty(''), nonEmpty(' ')]).toEqual([undefined, undefined, ' '])
  })
})
