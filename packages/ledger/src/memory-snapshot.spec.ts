import { expect, it } from 'vitest'
import { emptyHead, MemorySnapshot } from './memory-snapshot.ts'

const head = { revision: 1, at: '2026-01-01T00:00:00.000Z', digest: 'd' }

it('keeps what one kind is looked up by from other kinds and other ledgers', () => {
  const byName = { kind: 'image', keysOf: (body: { name: string }) => [body.name.toLowerCase()] }
  expect(new MemorySnapshot(emptyHead).find(byName, 'a')).toEqual([])

  const setting = { kind: 'setting', id: 's', revision: 1, body: { order: [] } }
  const snapshot = new MemorySnapshot(emptyHead).with([setting], head)

  expect(snapshot.get('setting', 's')).toBe(setting)
})
