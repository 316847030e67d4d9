import { IngotError, operations } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { inputReader, type RawInput } from './input.ts'

function faultsOf(name: keyof typeof operations, raw: Partial<RawInput>): string[] {
  try {
    inputReader(operations[name])({ params: {}, query: {}, body: undefined, ...raw })
    return []
  } catch (error) {
    if (!(error instanceof IngotError)) throw error
    return error.faults.map((fault) => `${fault.path} ${fault.message}`)
  }
}

describe('inputReader()', () => {
  it('gives text its types', () => {
    const read = inputReader(operations.listImages)

    const input = read({ params: {}, query: { limit: '5', newest: 'true', where: 'a=b' }, body: undefined })

    expect(input['query']).toEqual({ limit: 5, newest: true, where: ['a=b'] })
  })

  it('reports the faults of path, query and body together', () => {
    const faults = faultsOf('stageImage', {
      params: { image: '' },
      query: { dryRun: 'perhaps' },
      body: { state: 'broken', from: 'yesterday' },
    })

    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(
      expect.arrayContaining(['/params/image', '/query/dryRun', '/body/state', '/body/from']),
    )
  })

  it.each([
    ['an unknown member of the body', { body: { nmae: 'x' } }, '/body/nmae'],
    ['an unknown member of the query', { query: { att: '3' }, body: { name: 'x' } }, '/query/att'],
    ['a body of another type', { body: [] }, '/body'],
    ['no body at all', { body: undefined }, '/body'],
    ['a number where text is due', { body: { name: 5 } }, '/body/name'],
  ])('refuses %s', (_, raw, path) => {
    const faults = faultsOf('resolve', raw)

    expect(faults.map((fault) => fault.split(' ')[0])).toContain(path)
  })

  it.each([
    [
      'stageImage',
      { from: 'yesterday' },
      '"from" in the body must be a time such as 2026-01-31T12:00:00Z, but is "yesterday"',
    ],
    [
      'createCatalog',
      { name: 'TEAM' },
      '"name" in the body must be lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen, but is "TEAM"',
    ],
    ['createCatalog', { name: '' }, '"name" in the body must not have fewer than 2 characters, but is ""'],
    ['updateCatalog', { owner: '' }, '"owner" in the body must not be empty, but is ""'],
  ] as const)('says what %s expected and what came', (operation, body, sentence) => {
    const faults = faultsOf(operation, { params: { image: 'x' }, body })

    expect(faults).toContainEqual(expect.stringContaining(sentence))
  })

  it('reads names of Object.prototype as any others', () => {
    const read = inputReader(operations.checkTemplate)
    const body = JSON.parse(
      '{"template":{"file":"t","text":""},"parameters":{"__proto__":"x","constructor":"y"}}',
    ) as unknown

    const input = read({ params: {}, query: {}, body }) as { body: { parameters: object } }

    expect(Object.hasOwn(input.body.parameters, '__proto__')).toBe(true)
  })
})
