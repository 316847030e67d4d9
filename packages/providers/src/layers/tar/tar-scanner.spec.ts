import { tarOf, type TarEntry } from '@ingot/testkit'
import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { list } from 'tar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LayerError } from '../layer-error.ts'
import { scanned } from './scanned.ts'

const long = `${'directory/'.repeat(30)}file`

/** The paths of an archive, and what is wrong with it. */
function read(...entries: TarEntry[]) {
  const { entries: found, fault } = scanned(tarOf(entries))
  return { paths: found.map(({ path }) => path), fault: fault instanceof LayerError ? fault.code : fault }
}

/** An archive of one header, changed. */
function changed(change: (header: Buffer) => void): Buffer {
  const bytes = tarOf([{ path: 'a' }])
  change(bytes)
  return bytes
}

/** Sets a field and makes the checksum right again. */
function withField(at: number, text: string): Buffer {
  return changed((header) => {
    header.write(text, at, 'latin1')
    header.fill(' ', 148, 156)
    const sum = header.subarray(0, 512).reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  })
}

describe('the entries of an archive', () => {
  it.each<[string, TarEntry, object]>([
    [
      'a file',
      { path: './a', content: 'text', mode: 0o640, uid: 8536, gid: 100 },
      { path: './a', type: 'file', size: 4, mode: 0o640, uid: 8536, gid: 100, text: 'text' },
    ],
    ['a directory', { path: 'a/' }, { path: 'a/', type: 'directory', size: 0 }],
    ['a symbolic link', { path: 'a', type: 'symlink', link: '../b' }, { type: 'symlink', link: '../b' }],
    ['a hard link', { path: 'a', type: 'hardlink', link: 'b' }, { type: 'hardlink', link: 'b' }],
    ['a device', { path: 'a', type: 'character' }, { type: 'device' }],
    ['another device', { path: 'a', type: 'block' }, { type: 'device' }],
    ['a pipe', { path: 'a', type: 'fifo' }, { type: 'fifo' }],
    ['an old file', { path: 'a', flag: '\0' }, { type: 'file' }],
    ['an old directory', { path: 'a/', flag: '\0' }, { type: 'directory' }],
    ['a long path', { path: long, content: 'x' }, { path: long, text: 'x' }],
    ['a long link', { path: 'a', type: 'symlink', link: long }, { link: long }],
    ['a path that is not ASCII', { path: 'größe/①' }, { path: 'größe/①' }],
    ['a path with a line end', { path: 'a\nb' }, { path: 'a\nb' }],
    ['a large user id', { path: 'a', uid: 2_097_152 * 5 }, { uid: 2_097_152 * 5 }],
    ['a negative user id', { path: 'a', uid: -2 }, { uid: -2 }],
    ['a user id of an extended header', { path: 'a', uid: 1, pax: { uid: '8536' } }, { uid: 8536 }],
    ['an empty record', { path: 'a', pax: { path: '' } }, { path: 'a' }],
  ])('are read: %s', (_, entry, expected) => {
    const { entries, fault } = scanned(tarOf([entry, { path: 'next', content: 'next' }]))

    expect(fault).toBeUndefined()
    expect(entries).toHaveLength(2)
    expect(entries[0]).toMatchObject(expected)
    expect(entries[1]).toMatchObject({ path: 'next', text: 'next' })
  })

  it('are the same in whatever pieces the archive comes', () => {
    const entry = fc.record({
      path: fc.string({ minLength: 1, maxLength: 300 }).map((path) => path.replaceAll('\0', '') || 'a'),
      content: fc.uint8Array({ maxLength: 1500 }),
      uid: fc.nat(3_000_000),
    })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), fc.integer({ min: 1, max: 1300 }), (list, piece) => {
        const bytes = tarOf(list.map((one) => ({ ...one, type: 'file' as const })))
        const whole = scanned(bytes)

        expect(scanned(bytes, { piece })).toEqual(whole)
        expect(whole.fault).toBeUndefined()
        expect(whole.entries.map(({ path, size, uid }) => ({ path, size, uid }))).toEqual(
          list.map(({ path, content, uid }) => ({ path, size: content.length, uid })),
        )
      }),
    )
  })

  it('have no more of their content looked at than is wanted', () => {
    const bytes = tarOf([
      { path: 'a', content: 'x'.repeat(5000) },
      { path: 'b', content: 'y' },
    ])

    expect(scanned(bytes, { wanted: 700, piece: 300 }).entries.map(({ text }) => text?.length)).toEqual([
      700, 1,
    ])
    expect(scanned(bytes, { wanted: 0 }).entries.map(({ text }) => text)).toEqual([undefined, undefined])
  })
})

describe('what container runtimes see, and others do not', () => {
  const hidden = { path: 'seen', content: 'seen' }

  it.each<[string, TarEntry[], string[]]>([
    [
      'a link that says it has a size',
      [{ path: 'a', type: 'symlink', link: 'b', size: 1024 }, hidden],
      ['a', 'seen'],
    ],
    ['a directory that says it has a size', [{ path: 'a/', size: 1024 }, hidden], ['a/', 'seen']],
    ['a file that leads somewhere', [{ path: 'a', link: 'b', content: 'x' }, hidden], ['a', 'seen']],
    [
      'a global header that names a path',
      [{ path: 'g', flag: 'g', content: '15 path=hidden\n' }, hidden],
      ['seen'],
    ],
    [
      'a global header that says a size',
      [{ path: 'g', flag: 'g', content: '13 size=1024\n' }, hidden],
      ['seen'],
    ],
    [
      'a record within the value of another',
      [{ path: 'a', pax: { comment: 'x\n15 path=hidden\n', path: 'b' } }, hidden],
      ['b', 'seen'],
    ],
    [
      'a size of an extended header',
      [{ path: 'a', content: 'x'.repeat(512), size: 0, pax: { size: '512' } }, hidden],
      ['a', 'seen'],
    ],
    [
      'a long name of GNU before an extended header',
      [
        { path: '././@LongLink', flag: 'L', content: 'gnu\0' },
        { path: 'a', pax: { path: 'pax' } },
      ],
      ['gnu'],
    ],
    [
      'a long link of GNU',
      [
        { path: '././@LongLink', flag: 'K', content: 'gnu\0' },
        { path: 'a', type: 'symlink', link: 'b' },
      ],
      ['a'],
    ],
    [
      'a name of a sparse file',
      [{ path: 'a', pax: { 'GNU.sparse.major': '1', 'GNU.sparse.name': 'sparse' } }],
      ['sparse'],
    ],
    ['an unknown type with content', [{ path: 'a', flag: 'Z', content: 'x'.repeat(600) }, hidden], ['seen']],
    ['what comes after the end', [hidden], ['seen']],
  ])('is read as they do: %s', (_, entries, paths) => {
    expect(read(...entries)).toEqual({ paths, fault: undefined })
  })

  it('is not looked for after the two blocks at the end', () => {
    const bytes = Buffer.concat([tarOf([hidden]), tarOf([{ path: 'after' }])])

    expect(scanned(bytes).entries.map(({ path }) => path)).toEqual(['seen'])
  })

  it('notes types that they may refuse', () => {
    const { unusual } = scanned(
      tarOf([
        { path: 'a', flag: 'Z' },
        { path: 'b', flag: 'Z' },
        { path: 'c', flag: '7' },
      ]),
    )

    expect([...unusual]).toEqual([
      ['Z', 'a'],
      ['7', 'c'],
    ])
  })
})

describe('an archive that cannot be unpacked', () => {
  const sizeOf = (text: string) => withField(124, text)

  it.each<[string, Uint8Array, string]>([
    ['no archive', Buffer.alloc(1024, 'x'), 'layerMalformed'],
    ['less than a header', Buffer.alloc(100, 'x'), 'layerTruncated'],
    ['a wrong checksum', changed((header) => (header[0] = 0x62)), 'layerMalformed'],
    ['a size that is no number', sizeOf('hello world\0'), 'layerMalformed'],
    ['a size that is negative', sizeOf('\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00'), 'layerMalformed'],
    [
      'a size beyond all numbers',
      sizeOf('\x80\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00'),
      'layerMalformed',
    ],
    ['a block of zeros within', Buffer.concat([Buffer.alloc(512), tarOf([{ path: 'a' }])]), 'layerMalformed'],
    [
      'a record without length',
      tarOf([{ path: 'x', flag: 'x', content: 'path=a\n' }, { path: 'a' }]),
      'layerMalformed',
    ],
    [
      'a record that is too long',
      tarOf([{ path: 'x', flag: 'x', content: '99 path=a\n' }, { path: 'a' }]),
      'layerMalformed',
    ],
    [
      'a record that is too short',
      tarOf([{ path: 'x', flag: 'x', content: '4 a=\n' }, { path: 'a' }]),
      'layerMalformed',
    ],
    [
      'a record without a name',
      tarOf([{ path: 'x', flag: 'x', content: '5 =a\n' }, { path: 'a' }]),
      'layerMalformed',
    ],
    ['a path with a zero byte', tarOf([{ path: 'a', pax: { path: 'a\0b' } }]), 'layerMalformed'],
    [
      'a size of an extended header that is none',
      tarOf([{ path: 'a', pax: { size: '0x10' } }]),
      'layerMalformed',
    ],
    [
      'an extended header without end',
      tarOf([{ path: 'x', flag: 'x', content: 'x'.repeat(1_100_000) }]),
      'layerMalformed',
    ],
    ['a long name without end', tarOf([{ path: 'x', flag: 'L', size: 2 ** 40 }]), 'layerMalformed'],
    ['a file that ends too early', tarOf([{ path: 'a', size: 100_000 }]), 'layerTruncated'],
    ['a header that ends too early', tarOf([{ path: 'a' }]).subarray(0, 300), 'layerTruncated'],
  ])('is told: %s', (_, bytes, code) => {
    const { fault } = scanned(bytes)

    expect(fault).toBeInstanceOf(LayerError)
    expect((fault as LayerError).code).toBe(code)
    expect((fault as LayerError).message).toMatch(/^(?:must|has) /)
  })

  it('may still end without its blocks of zeros, or with one', () => {
    const bytes = tarOf([{ path: 'a', content: 'x' }])

    for (const end of [1024, 1536, 513]) expect(scanned(bytes.subarray(0, end)).fault).toBeUndefined()
  })

  it('never is anything but a LayerError, whatever the bytes are', () => {
    const good = tarOf([
      { path: long, content: 'text' },
      { path: 'b', type: 'symlink', link: long },
      { path: 'c/' },
    ])
    const flips = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 20 })
    fc.assert(
      fc.property(flips, fc.boolean(), (changes, isSummed) => {
        const bytes = Buffer.from(good)
        for (const [at, byte] of changes) bytes[at] = byte
        if (isSummed) for (let at = 0; at < bytes.length; at += 512) sum(bytes.subarray(at, at + 512))
        const { fault } = scanned(bytes)
        expect(fault === undefined || fault instanceof LayerError).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})

function sum(header: Buffer): void {
  header.fill(' ', 148, 156)
  const total = header.reduce((all, byte) => all + byte, 0)
  header.write(`${total.toString(8).padStart(6, '0')}\0 `, 148)
}

describe('archives of other programs', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ingot-tar-'))
    const tree = join(folder, 'tree')
    mkdirSync(join(tree, 'directory/'.repeat(20)), { recursive: true })
    writeFileSync(join(tree, 'directory/'.repeat(20), 'file'), 'deep')
    writeFileSync(join(tree, 'größe'), 'x'.repeat(3000))
    writeFileSync(join(tree, `${'long'.repeat(40)}.txt`), '')
    symlinkSync('/somewhere/'.repeat(20), join(tree, 'link'))
    linkSync(join(tree, 'größe'), join(tree, 'same'))
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(['gnu', 'oldgnu', 'pax', 'posix', 'ustar', 'v7'])('are read: GNU tar, format %s', (format) => {
    const tree = join(folder, 'tree')
    const isShort = format === 'ustar' || format === 'v7'
    const file = join(folder, `${format}.tar`)
    const excluded = isShort ? ['--exclude=link', '--exclude=long*', '--exclude=directory'] : []
    execFileSync('tar', ['--sort=name', `--format=${format}`, ...excluded, '-cf', file, '-C', tree, '.'])
    const listed = execFileSync('tar', ['--quoting-style=literal', '-tf', file], { encoding: 'utf8' })
    const { entries, fault } = scanned(readFileSync(file))

    expect(fault).toBeUndefined()
    expect(entries.map(({ path }) => path)).toEqual(listed.trimEnd().split('\n'))
    expect(entries.find(({ path }) => path.endsWith('größe'))).toMatchObject({ size: 3000, type: 'file' })
    expect(entries.find(({ path }) => path.endsWith('same'))).toMatchObject({
      type: 'hardlink',
      link: './größe',
    })
  })

  it('are read: sparse files of GNU tar, which are passed over', () => {
    const sparse = join(folder, 'sparse')
    writeFileSync(sparse, '')
    truncateSync(sparse, 50 * 1024 * 1024)
    writeFileSync(join(folder, 'next'), 'next')
    for (const format of [
      ['gnu'],
      ['pax', '--sparse-version=1.0'],
      ['pax', '--sparse-version=0.1'],
      ['pax', '--sparse-version=0.0'],
    ]) {
      const file = join(folder, 'sparse.tar')
      execFileSync('tar', [
        '--sparse',
        `--format=${format[0]}`,
        ...format.slice(1),
        '-cf',
        file,
        '-C',
        folder,
        'sparse',
        'next',
      ])
      const { entries, fault } = scanned(readFileSync(file))

      expect(fault).toBeUndefined()
      expect(entries.map(({ path, text }) => [path, text])).toEqual([
        ['sparse', undefined],
        ['next', 'next'],
      ])
    }
  })

  it('are read as node-tar reads them where it can be trusted', () => {
    const name = fc.stringMatching(/^[a-z0-9ä.-]{1,60}$/).filter((one) => !/^\.+$/.test(one))
    const entry = fc.record({
      path: fc.array(name, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/')),
      content: fc.string({ maxLength: 700 }),
      mode: fc.nat(0o777),
    })
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 8 }), (entries) => {
        const file = join(folder, 'node.tar')
        writeFileSync(file, tarOf(entries))
        const theirs: unknown[] = []
        list({ file, sync: true, onReadEntry: ({ path, size, mode }) => theirs.push({ path, size, mode }) })

        const ours = scanned(tarOf(entries)).entries.map(({ path, size, mode }) => ({ path, size, mode }))

        expect(ours).toEqual(theirs)
      }),
    )
  })
})
