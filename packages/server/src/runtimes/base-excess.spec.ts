import type { BaseSnapshot } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { baseExcess } from './base-excess.ts'

const reference = 'registry.example.com/base:1'

/** What a base is at one time, of so many characters of labels. */
function snapshot(length: number): BaseSnapshot {
  const digest = `sha256:${'a'.repeat(64)}`
  return {
    digest,
    manifest: digest,
    platform: 'linux/amd64',
    layers: [digest],
    diffIds: [digest],
    chainId: digest,
    labels: { 'com.cloudera.ml.runtime.description': 'x'.repeat(length) },
    env: {},
    seen: '2026-03-01T12:00:00.000Z',
  }
}

describe('baseExcess()', () => {
  it('lets be what bases are', () => {
    const before = Array.from({ length: 100 }, () => snapshot(1000))

    expect(baseExcess({ reference, snapshots: before }, [snapshot(1000), snapshot(1000)])).toBeUndefined()
  })

  it('tells of one that has too much at once', () => {
    expect(baseExcess({ reference, snapshots: [] }, [snapshot(2_000_000)])).toMatch(
      /^"registry\.example\.com\/base:1" has layers and labels of \d+ characters/,
    )
  })

  it('tells of one that has moved too often', () => {
    const before = Array.from({ length: 9 }, () => snapshot(1_000_000))

    expect(baseExcess({ reference, snapshots: before }, [snapshot(1000)])).toMatch(
      /delete it and allow it again$/,
    )
  })
})
