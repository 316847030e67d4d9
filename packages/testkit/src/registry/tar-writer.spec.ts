import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeWithPrograms } from '../describe-with-programs.ts'
import { tarOf, type TarEntry } from './tar-writer.ts'

function listed(tar: Uint8Array, ...flags: string[]): string[] {
  const parameters = ['--list', '--absolute-names', '--quoting-style=literal', ...flags]
  const text = execFileSync('tar', parameters, {
    input: tar,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  }).toString()
  return text.split('\n').slice(0, -1)
}

function contentOf(tar: Uint8Array, path: string): string {
  return execFileSync('tar', ['--extract', '--to-stdout', '--absolute-names', path], {
    input: tar,
  }).toString()
}

describeWithPrograms('an archive as tar reads it', ['tar'], () => {
  it.each<[string, TarEntry, string]>([
    ['a file', { path: 'etc/a', content: 'abc' }, '-rw-r--r-- 0/0               3 1970-01-01 00:00 etc/a'],
    ['a directory', { path: 'etc/' }, 'drwxr-xr-x 0/0               0 1970-01-01 00:00 etc/'],
    ['a mode', { path: 'a', mode: 0o4755 }, '-rwsr-xr-x 0/0               0 1970-01-01 00:00 a'],
    ['an owner', { path: 'a', uid: 8536, gid: 8537 }, '-rw-r--r-- 8536/8537         0 1970-01-01 00:00 a'],
    [
      'an owner beyond octal digits',
      { path: 'a', uid: 3_000_000_000 },
      '-rw-r--r-- 3000000000/0      0 1970-01-01 00:00 a',
    ],
    ['a time', { path: 'a', modified: 1_700_000_000 }, '-rw-r--r-- 0/0               0 2023-11-14 22:13 a'],
    [
      'a symbolic link',
      { path: 'a', type: 'symlink', link: '/usr/b' },
      'lrw-r--r-- 0/0               0 1970-01-01 00:00 a -> /usr/b',
    ],
    [
      'a hard link',
      { path: 'a', type: 'hardlink', link: 'b' },
      'hrw-r--r-- 0/0               0 1970-01-01 00:00 a link to b',
    ],
    ['a device', { path: 'a', type: 'character' }, 'crw-r--r-- 0/0             0,0 1970-01-01 00:00 a'],
    ['a block device', { path: 'a', type: 'block' }, 'brw-r--r-- 0/0             0,0 1970-01-01 00:00 a'],
    ['a pipe', { path: 'a', type: 'fifo' }, 'prw-r--r-- 0/0               0 1970-01-01 00:00 a'],
    [
      'a path that leads out',
      { path: '../../etc/passwd' },
      '-rw-r--r-- 0/0               0 1970-01-01 00:00 ../../etc/passwd',
    ],
    [
      'an absolute path',
      { path: '/etc/passwd' },
      '-rw-r--r-- 0/0               0 1970-01-01 00:00 /etc/passwd',
    ],
    [
      'a whiteout',
      { path: 'etc/.wh.passwd' },
      '-rw-r--r-- 0/0               0 1970-01-01 00:00 etc/.wh.passwd',
    ],
    [
      'another path by an extended header',
      { path: 'a', pax: { path: '../b' } },
      '-rw-r--r-- 0/0               0 1970-01-01 00:00 ../b',
    ],
  ])('has %s', (_, entry, line) => {
    expect(listed(tarOf([entry]), '--verbose', '--numeric-owner', '--utc')).toEqual([line])
  })

  it('has the names of owners where they are said', () => {
    const tar = tarOf([{ path: 'a', user: 'cdsw', group: 'users' }])

    expect(execFileSync('tar', ['--list', '--verbose'], { input: tar }).toString()).toContain(' cdsw/users ')
  })

  it('has content of every length, each in its place', () => {
    const sizes = [0, 1, 511, 512, 513, 1024, 70_000]
    const tar = tarOf(sizes.map((size) => ({ path: `file-${size}`, content: 'x'.repeat(size) })))

    expect(tar.length % 512).toBe(0)
    expect(sizes.map((size) => contentOf(tar, `file-${size}`).length)).toEqual(sizes)
  })

  it('has paths and links of any length and letters', () => {
    const part = fc.stringMatching(/^[a-zA-Z0-9é漢 _.=+-]{1,120}$/).filter((name) => !/^\.+$/.test(name))
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))

    fc.assert(
      fc.property(fc.array(fc.record({ path, link: path }), { minLength: 1, maxLength: 30 }), (entries) => {
        const tar = tarOf(entries.map((entry) => ({ ...entry, type: 'symlink' as const })))

        expect(listed(tar)).toEqual(entries.map((entry) => entry.path))
        expect(
          listed(tar, '--verbose', '--numeric-owner', '--utc').map((line) => line.split(' -> ')[1]),
        ).toEqual(entries.map(({ link }) => link))
      }),
      { numRuns: 30 },
    )
  })

  it('has an extended header of any size', () => {
    const tar = tarOf([{ path: 'a', pax: { comment: 'x'.repeat(1_000_000) }, content: 'abc' }])

    expect(tar.length).toBeGreaterThan(1_000_000)
    expect(contentOf(tar, 'a')).toBe('abc')
  })
})

describe('an archive that lies', () => {
  const lying = tarOf([{ path: 'a', content: 'abc', size: 1_000_000 }])

  it('says the size that it is told to, and has none of it', () => {
    expect(lying.subarray(124, 136).toString()).toBe('00003641100\0')
    expect(lying.length).toBe(512 * 4)
  })

  it.each([
    ['too large for octal digits', 2 ** 40, '80000000000001' + '0'.repeat(10)],
    ['negative', -1, 'f'.repeat(24)],
  ])('says a size that is %s', (_, size, hex) => {
    expect(
      tarOf([{ path: 'a', size }])
        .subarray(124, 136)
        .toString('hex'),
    ).toBe(hex)
  })

  it('has the type that it is told to have', () => {
    expect(
      tarOf([{ path: 'a', flag: 'g', content: '' }])
        .subarray(156, 157)
        .toString(),
    ).toBe('g')
  })
})
