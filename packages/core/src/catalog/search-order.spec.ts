import type { Catalog } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { searchOrder } from './search-order.ts'

function catalog(name: string, type: Catalog['type'], created: string): Catalog {
  return { name, type, owner: 'test', created }
}

const catalogs = [
  catalog('default-a', 'default', '2026-01-01T00:00:00.000Z'),
  catalog('local', 'custom', '2026-01-01T00:00:00.000Z'),
  catalog('team', 'custom', '2026-02-01T00:00:00.000Z'),
  catalog('also', 'custom', '2026-01-01T00:00:00.000Z'),
]

describe('searchOrder()', () => {
  it.each([
    [
      'custom before default, the youngest first, then by name',
      undefined,
      ['team', 'also', 'local', 'default-a'],
    ],
    ['what is set before what is not', ['local', 'default-a'], ['local', 'default-a', 'team', 'also']],
    ['only what there is, once', ['gone', 'local', 'local'], ['local', 'team', 'also', 'default-a']],
  ])('puts %s', (_, order, expected) => {
    const setting = order === undefined ? undefined : { order }

    expect(searchOrder(catalogs, setting)).toEqual(expected)
    expect(searchOrder(catalogs.toReversed(), setting)).toEqual(expected)
  })
})
