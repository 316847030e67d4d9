import {
  IngotError,
  type Image,
  type Lock,
  type LockEntry,
  type NodeAnswer,
  type Stage,
} from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { arraySource } from '../image/array-source.ts'
import { imageId } from '../image/image-id.ts'
import { resolve } from '../resolve/resolve.ts'
import { entryKey, lockEntry, makeLock, printLock } from './make-lock.ts'
import { parseLock } from './parse-lock.ts'
import { updateEntries } from './update-lock.ts'
import { verifyLock } from './verify-lock.ts'

const at = new Date('2026-03-01T00:00:00Z')
const location = { provider: 'azure', region: 'eastus' }

function image(version: string, stages: Stage[] = [], reference = `ref-${version}`): Image {
  return {
    id: imageId('local', 'base', version),
    catalog: 'local',
    name: 'base',
    version,
    traits: {},
    stages,
    artifacts: [{ name: 'a', provider: 'azure', region: 'eastus', reference }],
  }
}

function answerFrom(images: Image[], node: string): NodeAnswer {
  const answer = resolve(arraySource(images, ['local']), { name: 'base', ...location, trace: false }, at)
  return { node, kind: 'node', cluster: 'c', ...answer }
}

function entryFrom(images: Image[], node: string, revision = 7): LockEntry {
  return lockEntry(answerFrom(images, node), location, revision)!
}

function lockOf(entries: LockEntry[]): Lock {
  return makeLock({
    template: { file: 'cluster.txt', text: 'text' },
    parameters: { b: '2', a: '1' },
    parameterFiles: [{ file: 'p.json', text: '{}' }],
    locations: [location],
    entries,
  })
}

function kindsNow(
  lock: Lock,
  images: Image[],
  more: Partial<Parameters<typeof verifyLock>[0]> = {},
): string[] {
  const source = arraySource(images, ['local'])
  const answerOf = (entry: LockEntry) => answerFrom(images, entry.node)
  return verifyLock({ lock, source, at, answerOf, ...more }).map((finding) => finding.kind)
}

describe('a lock', () => {
  it('is stable text: the order in which entries were found does not matter, and it reads back', () => {
    const entries = ['b', 'a', 'c'].map((node) => entryFrom([image('1.0')], node))

    const text = printLock(lockOf(entries))

    expect(printLock(lockOf(entries.toReversed()))).toBe(text)
    expect(printLock(parseLock({ file: 'l', text }))).toBe(text)
    expect(text.endsWith('}\n')).toBe(true)
    expect(JSON.parse(text).entries.map((entry: LockEntry) => entry.node)).toEqual(['a', 'b', 'c'])
  })

  it('pins nothing that is not resolved', () => {
    expect(lockEntry(answerFrom([], 'n'), location, 1)).toBeUndefined()
  })

  it.each([
    ['', 'INVALID_INPUT'],
    ['{', 'INVALID_INPUT'],
    ['[]', 'INVALID_INPUT'],
    ['{"lock":2}', 'INVALID_INPUT'],
  ])('is not read from %j', (text, code) => {
    const act = () => parseLock({ file: 'cluster.lock', text })

    expect(act).toThrow(IngotError)
    expect(act).toThrow(
      expect.objectContaining({ code, faults: expect.arrayContaining([expect.anything()]) }),
    )
  })
})

describe('updateEntries()', () => {
  const pinned = [entryFrom([image('1.0')], 'a', 3), entryFrom([image('1.0')], 'b', 3)]
  const current = [entryFrom([image('1.1')], 'a', 9), entryFrom([image('1.1')], 'b', 9)]

  it.each([
    [false, ['1.0', '1.0']],
    [true, ['1.1', '1.1']],
    ['a', ['1.1', '1.0']],
    ['BASE', ['1.1', '1.1']],
    ['other', ['1.0', '1.0']],
  ])('with %j', (update, versions) => {
    const { entries, moved } = updateEntries(pinned, current, update)

    expect(entries.map((entry) => entry.image?.version)).toEqual(versions)
    expect(moved).toHaveLength(versions.filter((version) => version === '1.1').length)
  })

  it('keeps the revision of what did not move', () => {
    const same = [entryFrom([image('1.0')], 'a', 9), entryFrom([image('1.0')], 'b', 9)]

    expect(updateEntries(pinned, same, true)).toEqual({ entries: pinned, moved: [] })
  })

  it('lets nodes come and go with the template', () => {
    const { entries, moved } = updateEntries(pinned, [pinned[0]!, entryFrom([image('1.1')], 'new')], false)

    expect(entries.map((entry) => entry.node)).toEqual(['a', 'new'])
    expect(moved).toEqual([
      'c/new in azure/eastus: base@1.1 (ref-1.1) added',
      'c/b in azure/eastus: base@1.0 (ref-1.0) removed',
    ])
  })
})

describe('verifyLock()', () => {
  const lock = lockOf([entryFrom([image('1.9')], 'n')])
  const stage = (state: Stage['state']): Stage[] => [{ state, from: '2026-02-01T00:00:00Z' }]

  it.each([
    ['nothing changed', [image('1.9')], []],
    ['an older version came', [image('1.9'), image('1.2')], []],
    ['a newer version came', [image('1.9'), image('1.10')], ['newer']],
    ['the image went', [image('1.2')], ['gone', 'moved']],
    ['all images went', [], ['gone', 'gone']],
    ['the artifact was replaced', [image('1.9', [], 'other')], ['gone', 'moved']],
    ['it was deprecated', [image('1.9', stage('deprecated'))], ['deprecated']],
    ['it was revoked', [image('1.9', stage('revoked')), image('1.8')], ['revoked', 'moved']],
    ['it was disabled', [image('1.9', stage('disabled')), image('1.10')], ['disabled', 'newer']],
  ])('when %s', (_, images, kinds) => {
    expect(kindsNow(lock, images)).toEqual(kinds)
  })

  it('tells that a file changed', () => {
    const images = [image('1.9')]

    expect(kindsNow(lock, images, { template: 'text', parameterFiles: new Map([['p.json', '{}']]) })).toEqual(
      [],
    )
    expect(kindsNow(lock, images, { template: 'other' })).toEqual(['template-changed'])
    expect(kindsNow(lock, images, { parameterFiles: new Map([['p.json', '{ }']]) })).toEqual([
      'parameters-changed',
    ])
  })

  it('tells that the lock itself was edited', () => {
    const edited = structuredClone(lock)
    edited.entries[0]!.artifact.reference = 'mine'

    expect(kindsNow(edited, [image('1.9')])).toContain('lock-edited')
  })

  it('tells nodes that came and went', () => {
    const added = entryFrom([image('1.9')], 'new')

    expect(kindsNow(lock, [image('1.9')], { answerOf: () => undefined })).toEqual(['removed'])
    expect(kindsNow(lock, [image('1.9')], { current: [lock.entries[0]!, added] })).toEqual(['added'])
    expect(entryKey(added)).not.toBe(entryKey(lock.entries[0]!))
  })
})
