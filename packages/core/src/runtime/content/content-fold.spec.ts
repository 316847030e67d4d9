import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directory, file, folded, hardlink, program, symlink, type SampleEntry } from './sample-content.ts'

function facts(layers: readonly (readonly SampleEntry[])[], baseLayers = 0) {
  return folded(layers, { baseLayers }).facts(true)
}

/** What a path leads to, in short. */
function seen(layers: readonly (readonly SampleEntry[])[], path: string): string | undefined {
  const found = facts(layers).find(path)
  return found && `${found.type} ${found.path} of ${found.source.layer}`
}

describe('the files of an image', () => {
  it.each<[string, SampleEntry[][], string, string | undefined]>([
    ['a file', [[file('a/b')]], 'a/b', 'file a/b of 0'],
    ['a file by its absolute path', [[file('./a/b')]], '/a/b', 'file a/b of 0'],
    ['the file of the uppermost layer', [[file('a')], [file('a')]], 'a', 'file a of 1'],
    ['nothing', [[file('a/b')]], 'a/c', undefined],
    ['nothing below a file', [[file('a')]], 'a/b', undefined],
    ['nothing that a layer removes', [[file('a/b')], [file('a/.wh.b')]], 'a/b', undefined],
    [
      'nothing below what a layer removes',
      [[directory('a'), file('a/b')], [file('.wh.a')]],
      'a/b',
      undefined,
    ],
    [
      'nothing below an unlisted directory that a layer removes',
      [[file('a/b')], [file('.wh.a')]],
      'a/b',
      undefined,
    ],
    [
      'what comes back',
      [[directory('a'), file('a/b')], [file('.wh.a')], [file('a/c')]],
      'a/c',
      'file a/c of 2',
    ],
    [
      'not what was there before',
      [[directory('a'), file('a/b')], [file('.wh.a')], [directory('a')]],
      'a/b',
      undefined,
    ],
    [
      'what the same layer has beside a whiteout',
      [[file('a')], [file('a'), file('.wh.a')]],
      'a',
      'file a of 1',
    ],
    [
      'what the same layer has after a whiteout',
      [[file('a')], [file('.wh.a'), file('a')]],
      'a',
      'file a of 1',
    ],
    [
      'nothing in an opaque directory',
      [[file('a/b')], [directory('a'), file('a/.wh..wh..opq')]],
      'a/b',
      undefined,
    ],
    ['an opaque directory itself', [[directory('a')], [file('a/.wh..wh..opq')]], 'a', 'directory a of 0'],
    [
      'what an opaque directory has',
      [[file('a/b')], [file('a/c'), file('a/.wh..wh..opq')]],
      'a/c',
      'file a/c of 1',
    ],
    ['nothing of an opaque root', [[file('a/b')], [file('.wh..wh..opq'), file('c')]], 'a/b', undefined],
    [
      'nothing below a directory that became a file',
      [[directory('a'), file('a/b')], [file('a')], [directory('a')]],
      'a/b',
      undefined,
    ],
    ['no bookkeeping', [[file('.wh..wh.plnk/1'), file('.wh..wh.aufs')]], '.wh..wh.plnk/1', undefined],
    ['a link', [[file('b'), symlink('a', 'b')]], 'a', 'file b of 0'],
    ['a link to a lower layer', [[file('x/b')], [symlink('x/y/a', '../b')]], 'x/y/a', 'file x/b of 0'],
    ['an absolute link', [[file('x/b')], [symlink('y/a', '/x/b')]], 'y/a', 'file x/b of 0'],
    ['a link to nothing', [[symlink('a', 'b')]], 'a', undefined],
    [
      'a link that would lead out',
      [[file('etc/passwd'), symlink('x/a', '../../../../etc/passwd')]],
      'x/a',
      'file etc/passwd of 0',
    ],
    ['links in a circle', [[symlink('a', 'b'), symlink('b', 'a')]], 'a', undefined],
    ['a link to itself', [[symlink('a', 'a/b')]], 'a', undefined],
    [
      'what is below a linked directory',
      [[symlink('bin', 'usr/bin'), file('usr/bin/a')]],
      'bin/a',
      'file usr/bin/a of 0',
    ],
    [
      'what a layer puts below a linked directory',
      [[symlink('bin', 'usr/bin')], [file('bin/a')]],
      'usr/bin/a',
      'file usr/bin/a of 1',
    ],
    [
      'what a layer removes below a linked directory',
      [[symlink('bin', 'usr/bin'), file('usr/bin/a')], [file('bin/.wh.a')]],
      'usr/bin/a',
      undefined,
    ],
    [
      'a directory in place of a link',
      [
        [symlink('bin', 'usr/bin'), file('usr/bin/a')],
        [directory('bin'), file('bin/b')],
      ],
      'bin/a',
      undefined,
    ],
    [
      'a link in place of a directory',
      [[directory('a'), file('a/b'), file('c/b')], [symlink('a', 'c')]],
      'a/b',
      'file c/b of 0',
    ],
    ['a hard link', [[file('b'), hardlink('a', 'b')]], 'a', 'file a of 0'],
    ['a hard link to a lower layer', [[file('b')], [hardlink('a', './b')]], 'a', 'file a of 0'],
    [
      'a hard link whose target is removed',
      [[file('b')], [hardlink('a', '/b')], [file('.wh.b')]],
      'a',
      'file a of 0',
    ],
    ['a hard link to a link', [[file('c'), symlink('b', 'c'), hardlink('a', 'b')]], 'a', 'file c of 0'],
    ['no hard link to what is not there', [[hardlink('a', 'b')]], 'a', undefined],
    ['no path that leads out', [[file('../a'), file('x/../../a')]], 'a', undefined],
    ['a path that leads to and fro', [[file('x/../a')]], 'a', 'file a of 0'],
    ['a device', [[file('dev/null', '', { type: 'device' })]], 'dev/null', 'other dev/null of 0'],
  ])('show %s', (_, layers, path, expected) => {
    expect(seen(layers, path)).toBe(expected)
  })

  it('have the mode, the user and the group of the uppermost layer', () => {
    const layers = [[directory('opt')], [directory('opt', { mode: 0o2775, uid: 8536, gid: 8536 })]]

    expect(facts(layers).find('opt')).toMatchObject({ mode: 0o2775, isOwner: true, isGroup: true })
    expect(facts(layers.slice(0, 1)).find('opt')).toMatchObject({
      mode: 0o755,
      isOwner: false,
      isGroup: false,
    })
  })
})

describe('contents', () => {
  const text = (layers: readonly (readonly SampleEntry[])[], path: string) => {
    const all = facts(layers)
    const found = all.find(path)
    const content = found && all.contentOf(found)
    return content && new TextDecoder().decode(content.bytes)
  }

  it.each<[string, SampleEntry[][], string, string | undefined]>([
    ['of the uppermost layer', [[file('etc/passwd', 'a')], [file('etc/passwd', 'b')]], 'etc/passwd', 'b'],
    ['that are empty', [[file('etc/passwd', '')]], 'etc/passwd', ''],
    [
      'behind a link',
      [[file('usr/lib/os-release', 'a')], [symlink('etc/os-release', '../usr/lib/os-release')]],
      'etc/os-release',
      'a',
    ],
    ['of a hard link', [[file('etc/passwd', 'a'), hardlink('etc/group', 'etc/passwd')]], 'etc/group', 'a'],
    [
      'of a hard link to what was written over',
      [[file('etc/passwd', 'a'), hardlink('etc/group', 'etc/passwd')], [file('etc/passwd', 'b')]],
      'etc/group',
      'a',
    ],
    [
      'of an editor that is anywhere',
      [[program('opt/ide/start', 'a')], [symlink('usr/local/bin/ml-runtime-editor', '/opt/ide/start')]],
      'usr/local/bin/ml-runtime-editor',
      'a',
    ],
    [
      'of an editor behind many links',
      [
        [program('opt/1', 'a'), symlink('opt/2', '1')],
        [symlink('opt/3', '2')],
        [symlink('usr/local/bin/ml-runtime-editor', '/opt/3')],
      ],
      'usr/local/bin/ml-runtime-editor',
      'a',
    ],
    ['of what nobody asks for', [[file('etc/shadow', 'a')]], 'etc/shadow', undefined],
  ])('are kept: %s', (_, layers, path, expected) => {
    expect(text(layers, path)).toBe(expected)
  })

  it('are cut where they are long, and say so', () => {
    const long = program('usr/local/bin/ml-runtime-editor', 'x'.repeat(100_000))
    const all = facts([[long]])

    expect(all.contentOf(all.find(long.path)!)).toMatchObject({ isCut: true })
    expect(all.contentOf(all.find(long.path)!)?.bytes.length).toBe(65_536)
  })

  it('are read again where there was no room for them', () => {
    const scripts = Array.from({ length: 200 }, (_, index) =>
      program(`usr/local/bin/${index}`, 'x'.repeat(60_000)),
    )
    const layers = [
      [...scripts, program('opt/start.sh', 'start')],
      [symlink('usr/local/bin/ml-runtime-editor', '/opt/start.sh')],
    ]

    expect(text(layers, 'usr/local/bin/ml-runtime-editor')).toBe('start')
    expect(text(layers, 'usr/local/bin/0')?.length).toBe(60_000)
    expect(text(layers, 'usr/local/bin/199')).toBeUndefined()
  })
})

describe('what layers above the base make of its files', () => {
  const base = [directory('usr'), file('usr/a'), file('usr/b'), directory('usr/c'), file('usr/c/d')]
  const changes = (...own: SampleEntry[][]) => facts([base, ...own], 1).changes

  it.each<[string, SampleEntry[][], { removed?: string[]; replaced?: string[] }]>([
    ['nothing', [], {}],
    ['new files', [[directory('usr'), file('usr/new'), directory('usr/c')]], {}],
    ['another file', [[file('usr/a')]], { replaced: ['usr/a'] }],
    ['another file twice', [[file('usr/a')], [file('usr/a')]], { replaced: ['usr/a'] }],
    ['a removed file', [[file('usr/.wh.a')]], { removed: ['usr/a'] }],
    ['a removed directory', [[file('usr/.wh.c')]], { removed: ['usr/c'] }],
    ['a file that comes back', [[file('usr/.wh.a')], [file('usr/a')]], { replaced: ['usr/a'] }],
    ['another file that is removed', [[file('usr/a')], [file('usr/.wh.a')]], { removed: ['usr/a'] }],
    ['a file in place of a directory', [[file('usr/c')]], { replaced: ['usr/c'] }],
    ['a link in place of a file', [[symlink('usr/b', 'a')]], { replaced: ['usr/b'] }],
    ['a hidden directory', [[directory('usr/c'), file('usr/c/.wh..wh..opq')]], { removed: ['usr/c/*'] }],
    ['what they removed of their own', [[file('usr/new')], [file('usr/.wh.new')]], {}],
  ])('is told: %s', (_, own, expected) => {
    expect(changes(...own)).toEqual({ removed: [], replaced: [], more: 0, ...expected })
  })

  it('is bounded, and counted beyond', () => {
    const many = Array.from({ length: 5000 }, (_, index) => file(`lib/${index}`))
    const found = facts([many, many], 1).changes

    expect(found?.replaced).toHaveLength(50)
    expect(found?.more).toBe(4950)
  })

  it('is not told without a base', () => {
    expect(facts([base, [file('usr/a')]], 0).changes).toBeUndefined()
  })
})

describe('what is wrong with entries', () => {
  it.each<[string, SampleEntry[], string | undefined]>([
    ['a path that leads out', [file('../../etc/cron.d/x')], 'layerPathOutside'],
    ['a path that is too long', [file('x/'.repeat(3000))], 'layerPathTooLong'],
    ['a whiteout of nothing', [file('usr/.wh.')], 'layerWhiteoutInvalid'],
    ['a whiteout of a directory above', [file('usr/.wh...')], 'layerWhiteoutInvalid'],
    ['a whiteout of the directory itself', [file('usr/.wh..')], 'layerWhiteoutInvalid'],
    ['a hard link to nothing', [hardlink('a', 'b')], 'layerHardLinkBroken'],
    ['a hard link that leads out', [hardlink('a', '../../etc/passwd')], 'layerHardLinkBroken'],
    ['a hard link to a directory', [directory('b'), hardlink('a', 'b')], 'layerHardLinkBroken'],
    ['a device', [file('dev/sda', '', { type: 'device' })], 'layerDevice'],
    ['nothing', [file('a.wh.b'), file('.whatever')], undefined],
  ])('is told: %s', (_, entries, code) => {
    const { oddities } = facts([[], entries])

    expect(oddities.map((one) => one.code)).toEqual(code === undefined ? [] : [code])
    expect(oddities.every(({ layer, count }) => layer === 1 && count === 1)).toBe(true)
  })

  it('is counted', () => {
    const { oddities } = facts([Array.from({ length: 9 }, (_, index) => file(`../${index}`))])

    expect(oddities).toEqual([{ code: 'layerPathOutside', layer: 0, path: '../0', count: 9 }])
  })

  it('ends a scan that would not end: too many paths, links, layers', () => {
    const paths = Array.from({ length: 2000 }, (_, index) => file(String(index)))

    expect(folded([paths], { maxPaths: 1999 }).overflow).toBe('more than 1999 different paths')
    expect(folded([paths], { maxPaths: 2000 }).overflow).toBeUndefined()
    expect(folded(Array.from({ length: 4097 }, () => [])).overflow).toBe('more than 4096 layers')
    const links = Array.from({ length: 6001 }, (_, index) => symlink(String(index), 'x'.repeat(4000)))
    expect(folded([links]).overflow).toBe('links and whiteouts of more than 24000000 characters')
  })
})

function parentsOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** A file system that does what layers say in the plainest way: a map of whole paths. No links. */
function plainly(layers: readonly (readonly SampleEntry[])[]): Map<string, string> {
  const shown = new Map<string, { type: string; layer: number }>()
  const clear = (below: string, self: boolean, layer: number) => {
    for (const [path, one] of shown) {
      const isHit = path.startsWith(`${below}/`) || (self && path === below)
      if (isHit && one.layer < layer) shown.delete(path)
    }
  }
  for (const [layer, entries] of layers.entries()) {
    for (const { path, type } of entries) {
      const at = path.lastIndexOf('/') + 1
      const [parent, name] = [path.slice(0, Math.max(0, at - 1)), path.slice(at)]
      if (name === '.wh..wh..opq') clear(parent, false, layer)
      else if (name.startsWith('.wh.'))
        clear(parent === '' ? name.slice(4) : `${parent}/${name.slice(4)}`, true, layer)
      else {
        for (const above of parentsOf(path)) {
          shown.set(above, { type: 'directory', layer })
        }
        if (type !== 'directory') clear(path, false, layer)
        shown.set(path, { type, layer })
      }
    }
  }
  return new Map([...shown].map(([path, one]) => [path, `${one.type} ${one.layer}`]))
}

describe('a fold', () => {
  const name = fc.constantFrom('a', 'b', 'c')
  const names = ['a', 'b', 'c']
  const everyPath = names.flatMap((one) => [
    one,
    ...names.flatMap((two) => [`${one}/${two}`, ...names.map((three) => `${one}/${two}/${three}`)]),
  ])
  const place = fc.array(name, { minLength: 1, maxLength: 3 })
  const entry = fc
    .tuple(place, fc.constantFrom('file', 'directory', 'removal', 'opaque'))
    .map(([parts, kind]) => {
      if (kind === 'opaque') return file([...parts, '.wh..wh..opq'].join('/'))
      if (kind === 'removal') return file([...parts.slice(0, -1), `.wh.${parts.at(-1)}`].join('/'))
      return kind === 'file' ? file(parts.join('/')) : directory(parts.join('/'))
    })

  /** No archive has a path both as a file and as a directory. */
  const layer = fc.array(entry, { maxLength: 6 }).map((entries) =>
    entries.filter(({ path, type }, index) => {
      const before = entries.slice(0, index)
      const isBelowFile = before.some((one) => one.type === 'file' && path.startsWith(`${one.path}/`))
      const isDirectory = before.some((one) => one.path.startsWith(`${path}/`))
      const isOther = before.some((one) => one.path === path && one.type !== type)
      return !isBelowFile && !isOther && !(isDirectory && type === 'file')
    }),
  )

  it('shows what a plain file system shows, whatever the layers are', () => {
    fc.assert(
      fc.property(fc.array(layer, { maxLength: 5 }), (layers) => {
        const [expected, found] = [plainly(layers), facts(layers)]
        for (const path of everyPath) {
          const isBelowFile = parentsOf(path).some((above) => expected.get(above)?.startsWith('file'))
          const at = found.find(path)
          expect(at && `${at.type} ${at.source.layer}`).toBe(isBelowFile ? undefined : expected.get(path))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('takes anything, and finds nothing outside', () => {
    const anything = fc.record({
      path: fc.oneof(
        fc.string(),
        fc
          .array(
            fc.constantFrom(
              '..',
              '.',
              '',
              'a',
              '.wh.a',
              '.wh..wh..opq',
              'usr',
              'local',
              'bin',
              'ml-runtime-editor',
              'etc',
              'passwd',
            ),
          )
          .map((parts) => parts.join('/')),
      ),
      type: fc.constantFrom(
        'file' as const,
        'directory' as const,
        'symlink' as const,
        'hardlink' as const,
        'device' as const,
        'fifo' as const,
      ),
      mode: fc.integer(),
      uid: fc.integer(),
      gid: fc.integer(),
      size: fc.nat(100),
      link: fc.option(
        fc.oneof(fc.string(), fc.constantFrom('/', '..', 'a', '../a', '/etc/passwd', 'usr/local/bin')),
        { nil: undefined },
      ),
    })
    fc.assert(
      fc.property(fc.array(fc.array(anything, { maxLength: 10 }), { maxLength: 4 }), (layers) => {
        const all = facts(layers, 1)
        for (const { path } of layers.flat()) {
          const found = all.find(path)
          expect(found?.path.split('/') ?? []).not.toContain('..')
        }
        expect(all.changes!.removed.length + all.changes!.replaced.length).toBeLessThanOrEqual(100)
      }),
      { numRuns: 500 },
    )
  })
})
