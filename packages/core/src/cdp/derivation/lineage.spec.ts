import { describe, expect, it } from 'vitest'
import { effectiveImage } from './effective-image.ts'
import { lineageOf } from './lineage.ts'
import { sampleDerived, sampleSource } from './sample-source.ts'

const at = new Date('2026-11-21T12:00:00.000Z')
const source = sampleSource({
  withdrawn: '2026-11-01T00:00:00.000Z',
  stages: [{ state: 'disabled', from: '2026-11-01T00:00:00.000Z' }],
})
const derive = (id: string, catalog: string, created: string) =>
  effectiveImage(sampleDerived(source, { id, catalog, derived: { created } }), source)

/** A lineage in lines: catalog, id, the place of the parent, state. */
function lines(entries: ReturnType<typeof lineageOf>): string[] {
  return entries.map(({ catalog, id, parent, state }) => `${catalog}/${id} ${parent ?? 'root'} ${state}`)
}

describe('lineageOf()', () => {
  const first = derive('1', 'b', '2026-01-01T00:00:00.000Z')
  const second = derive('2', 'b', '2026-02-01T00:00:00.000Z')
  const third = derive('3', 'a', '2026-02-01T00:00:00.000Z')

  it('shows what derives from an image, the oldest first', () => {
    expect(lines(lineageOf(source, undefined, [second, third, first], at))).toEqual([
      `cdp-default/${source.id} root disabled`,
      'b/1 0 active',
      'a/3 0 active',
      'b/2 0 active',
    ])
  })

  it('shows the source of an image first, and others of the source below it', () => {
    expect(lines(lineageOf(second, source, [first, second], at))).toEqual([
      `cdp-default/${source.id} root disabled`,
      'b/2 0 active',
      'b/1 0 active',
    ])
  })

  it('says what each is, and that a source is no longer listed', () => {
    const [root, leaf] = lineageOf(first, source, [], at)

    expect(root).toMatchObject({ type: 'runtime', runtime: '7.2.17', withdrawn: source.withdrawn })
    expect(leaf).toMatchObject({ created: '2026-01-01T00:00:00.000Z', source: { id: source.id } })
    expect(leaf).not.toHaveProperty('withdrawn')
  })

  it('finds a source by its id without case', () => {
    const upper = { ...source, id: source.id.toUpperCase() }

    expect(lineageOf(first, upper, [], at).map(({ parent }) => parent)).toEqual([undefined, 0])
  })

  it('begins with the image where its source is gone', () => {
    expect(lines(lineageOf(first, undefined, [], at))).toEqual(['b/1 root active'])
  })
})
