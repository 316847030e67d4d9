import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { operationId, readOperationId } from './operation-id.ts'

const consumer = '11111111-2222-4333-8444-555555555555'

describe('the id of an operation', () => {
  it('is a UUID that holds whose it is, what it is and the revision', () => {
    expect(operationId('upgrade', consumer, 255)).toBe('11111111-2222-8001-8000-0000000000ff')
  })

  it('gives back what it was made of', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('create', 'upgrade', 'prepare', 'delete', 'switch'),
        fc.uuid(),
        fc.nat({ max: 2 ** 40 }),
        (kind, owner, revision) => {
          expect(readOperationId(operationId(kind, owner, revision), owner)).toEqual({ kind, revision })
        },
      ),
    )
  })

  it.each([
    ['of another consumer', '21111111-2222-8001-8000-0000000000ff'],
    ['of no kind', '11111111-2222-8fff-8000-0000000000ff'],
    ['that is no UUID', 'last'],
    ['that is too long', '11111111-2222-8001-8000-0000000000ff0'],
  ])('means nothing where it is one %s', (_, id) => {
    expect(readOperationId(id, consumer)).toBeUndefined()
  })
})
