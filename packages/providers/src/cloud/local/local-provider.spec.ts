import { cloudSuite, type CloudSite } from '@ingot/testkit'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { localProvider } from './local-provider.ts'

/** The header of a qcow2 image of 10 GiB, and nothing else: enough to be told by. */
function qcow2(
  content = 'a',
  { version = 3, backing = 0n, tables = 0n, features = 0n, crypt = 0 } = {},
): Buffer {
  const head = Buffer.alloc(512)
  head.write('QFI\xfb', 0, 'latin1')
  head.writeUInt32BE(version, 4)
  head.writeBigUInt64BE(backing, 8)
  head.writeUInt32BE(16, 20)
  head.writeUInt32BE(crypt, 32)
  head.writeBigUInt64BE(tables, 40)
  if (version === 3) head.writeBigUInt64BE(features, 72)
  head.writeBigUInt64BE(10n * 1024n ** 3n, 24)
  if (version === 3) head.writeUInt32BE(104, 100)
  return Buffer.concat([head, Buffer.from(content)])
}

function vhd(type: 'fixed' | 'dynamic' | 'differencing', disk: Buffer = Buffer.alloc(1024)): Buffer {
  const footer = Buffer.alloc(512)
  footer.write('conectix', 0, 'latin1')
  footer.writeBigUInt64BE(2n * 1024n ** 3n, 48)
  footer.writeUInt32BE({ fixed: 2, dynamic: 3, differencing: 4 }[type], 60)
  return Buffer.concat([disk, footer])
}

function vmdk(): Buffer {
  const head = Buffer.alloc(512)
  head.write('KDMV', 0, 'latin1')
  head.writeBigUInt64LE((4n * 1024n ** 3n) / 512n, 12)
  return head
}

const partitionTypes = {
  efi: '28732ac11ff8d211ba4b00a0c93ec93b',
  grub: '4861682149646f6e744e656564454649',
  linux: 'af3dc60f838472478e793d69d8477de4',
}

/** A raw disk with a GPT that has partitions of these types, in entries of so many bytes from sector 4 on. */
function gpt(types: readonly (keyof typeof partitionTypes)[], size = 128): Buffer {
  const disk = Buffer.alloc(64 * 512)
  disk.writeUInt16LE(0xaa55, 510)
  disk.write('EFI PART', 512, 'latin1')
  disk.writeBigUInt64LE(4n, 512 + 72)
  disk.writeUInt32LE(types.length, 512 + 80)
  disk.writeUInt32LE(size, 512 + 84)
  for (const [index, type] of types.entries())
    Buffer.from(partitionTypes[type], 'hex').copy(disk, 4 * 512 + index * size)
  return disk
}

/** A raw disk with one partition of a type in its MBR. */
function mbr(type: number): Buffer {
  const disk = Buffer.alloc(4096)
  disk.writeUInt16LE(0xaa55, 510)
  disk.writeUInt8(type, 446 + 4)
  return disk
}

const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ingot-local-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const open = (folder = dir, name = 'lab') =>
  localProvider.open({ name, settings: { provider: 'local', dir: folder } })

async function bytesFrom(pieces: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const read: Uint8Array[] = []
  for await (const piece of pieces ?? []) read.push(piece)
  return Buffer.concat(read)
}

async function put(name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(join(dir, name, '..'), { recursive: true })
  await writeFile(join(dir, name), bytes)
}

cloudSuite('a folder as an account', async (): Promise<CloudSite> => {
  const folder = await mkdtemp(join(tmpdir(), 'ingot-local-suite-'))
  for (const name of ['ubuntu22.qcow2', 'a/twin.qcow2', 'b/twin.qcow2']) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), qcow2(name))
  }
  const settings = { provider: 'local' as const, dir: folder }
  return {
    open: ({ regions } = {}) =>
      localProvider.open({ name: 'lab', settings, ...(regions === undefined ? {} : { regions }) }),
    region: 'lab',
    image: { reference: 'ubuntu22.qcow2', name: 'ubuntu22' },
    twins: { name: 'twin', references: ['a/twin.qcow2', 'b/twin.qcow2'] },
    count: 3,
    missing: `sha256:${'0'.repeat(64)}`,
    hasCredentials: false,
    close: () => rm(folder, { recursive: true, force: true }),
  }
})

describe('what a folder tells', () => {
  it.each<[string, Buffer, object]>([
    ['x.qcow2', qcow2(), { state: 'available', traits: { 'disk-format': 'qcow2', 'root-size-gb': '10' } }],
    ['x.qcow2', qcow2('a', { version: 2 }), { state: 'available' }],
    ['x.qcow2', qcow2('a', { version: 9 }), { state: 'failed', traits: { 'disk-format': 'qcow2' } }],
    ['x.qcow2', qcow2('a', { backing: 512n }), { state: 'failed' }],
    ['x.qcow2', qcow2().subarray(0, 20), { state: 'failed', fault: 'it is cut off' }],
    ['x.qcow2', qcow2().subarray(0, 100), { state: 'failed', fault: 'it is cut off' }],
    ['x.qcow2', qcow2('a', { tables: 4096n }), { state: 'failed', fault: 'it is cut off' }],
    ['x.qcow2', qcow2('a', { features: 2n }), { fault: expect.stringContaining('corrupt') }],
    ['x.qcow2', qcow2('a', { features: 4n }), { fault: expect.stringContaining('another file') }],
    ['x.qcow2', qcow2('a', { features: 32n }), { fault: expect.stringContaining('not known') }],
    ['x.qcow2', qcow2('a', { features: 24n }), { state: 'available' }],
    ['x.qcow2', Buffer.concat([qcow2().subarray(0, 20), Buffer.alloc(600, 0xff)]), { state: 'failed' }],
    ['x.vmdk', Buffer.concat([vmdk().subarray(0, 20), Buffer.alloc(600, 0xfe)]), { state: 'failed' }],
    ['x.qcow2', qcow2('a', { crypt: 2 }), { state: 'failed', fault: 'it is encrypted' }],
    ['x.vhd', vhd('differencing'), { state: 'failed' }],
    ['x.img', qcow2(), { state: 'available', traits: { 'disk-format': 'qcow2' } }],
    ['x.vhd', vhd('dynamic'), { state: 'available', traits: { 'disk-format': 'vhd', 'root-size-gb': '2' } }],
    ['x.vhd', vhd('fixed', gpt(['efi'])), { state: 'available', traits: { generation: 'V2' } }],
    ['x.vmdk', vmdk(), { state: 'available', traits: { 'disk-format': 'vmdk', 'root-size-gb': '4' } }],
    ['x.vmdk', vmdk().subarray(0, 100), { state: 'failed' }],
    [
      'x.vmdk',
      Buffer.from('# Disk DescriptorFile\nversion=1\nRW 6291456 FLAT "x-flat.vmdk" 0\n'),
      { state: 'failed', traits: { 'disk-format': 'vmdk', 'root-size-gb': '3' } },
    ],
    [
      'x.img',
      gpt(['linux', 'efi']),
      { traits: { 'disk-format': 'raw', 'boot-mode': 'uefi', generation: 'V2', 'root-size-gb': '1' } },
    ],
    ['x.img', gpt(['linux', 'efi'], 256), { traits: { 'boot-mode': 'uefi' } }],
    [
      'x.raw',
      gpt(['linux', 'grub', 'efi']),
      { traits: { 'disk-format': 'raw', 'boot-mode': 'uefi-preferred', 'root-size-gb': '1' } },
    ],
    ['x.raw', gpt(['linux', 'grub']), { traits: { 'boot-mode': 'legacy-bios', generation: 'V1' } }],
    ['x.raw', gpt(['efi'], 2 ** 31), { traits: { 'boot-mode': 'legacy-bios' } }],
    ['x.raw', mbr(0x83), { traits: { 'boot-mode': 'legacy-bios', generation: 'V1' } }],
    ['x.raw', mbr(0xef), { traits: { 'boot-mode': 'uefi', generation: 'V2' } }],
    ['x.qcow2', gpt(['efi']), { state: 'failed', traits: { 'disk-format': 'raw' } }],
    ['x.raw', qcow2(), { state: 'failed', traits: { 'disk-format': 'qcow2' } }],
    ['x.raw', Buffer.alloc(0), { state: 'failed', bytes: 0, fault: 'it is empty' }],
  ])('of %s is what its bytes say', async (name, bytes, facts) => {
    await put(name, bytes)

    const found = await (await open()).find('lab', ['x'])

    expect(found).toMatchObject([{ reference: name, matchedBy: 'name', digest: sha256(bytes), ...facts }])
  })

  it('is found by its digest', async () => {
    await put('deep/x.qcow2', qcow2('one'))
    await put('y.qcow2', qcow2('two'))

    const found = await (await open()).find('lab', [sha256(qcow2('one'))])

    expect(found).toMatchObject([{ reference: 'deep/x.qcow2', name: 'x', matchedBy: 'id' }])
  })

  it.each([
    ['deep/x.qcow2', 'id'],
    ['deep/x', 'name'],
    ['x.qcow2', 'name'],
    ['x', 'name'],
  ])('is found as %s, by its %s', async (text, matchedBy) => {
    await put('deep/x.qcow2', qcow2())

    expect(await (await open()).find('lab', [text, text])).toMatchObject([
      { reference: 'deep/x.qcow2', text, matchedBy },
    ])
  })

  it('has a list without digests, of whole images alone', async () => {
    for (const name of ['a.qcow2', 'b.qcow2.part', 'c.txt', 'd.VMDK', 'e.vmdk', 'e-flat.vmdk', 'e-s001.vmdk'])
      await put(name, vmdk())

    const listed = []
    for await (const image of (await open()).list('lab')) listed.push(image)

    expect(listed.map(({ reference }) => reference)).toEqual(['a.qcow2', 'd.VMDK', 'e.vmdk'])
    expect(listed.every(({ digest }) => digest === undefined)).toBe(true)
  })

  it.each([
    ['x.qcow2.sha256', (digest: string) => digest],
    ['x.qcow2.sha256', (digest: string) => `${digest.toUpperCase()}  x.qcow2\n`],
    ['SHA256SUMS', (digest: string) => `${'0'.repeat(64)} *y.qcow2\n${digest} *x.qcow2\n`],
    ['SHA256SUMS', (digest: string) => `SHA256 (x.qcow2) = ${digest}\n`],
  ])('is held against the digest in %s', async (beside, text) => {
    const digest = sha256(qcow2())
    const other = '1'.repeat(64)
    await put('x.qcow2', qcow2())
    await put(beside, Buffer.from(text(digest.slice(7))))

    expect(await (await open()).find('lab', ['x'])).toMatchObject([{ digest }])
    await put(beside, Buffer.from(text(other)))
    await put('z.qcow2', qcow2('z'))
    expect(await (await open()).find('lab', ['x', 'z'])).toMatchObject([
      { state: 'failed', fault: expect.stringMatching(new RegExp(`${other}.*${digest}`)) },
      { state: 'available' },
    ])
  })

  it('has failed where what is written beside it cannot be read', async () => {
    await put('x.qcow2', qcow2())
    await put('SHA256SUMS', Buffer.from('deadbeef  x.qcow2\n'))

    expect(await (await open()).find('lab', ['x'])).toMatchObject([
      { state: 'failed', fault: expect.stringContaining('64 hexadecimal digits') },
    ])
  })

  it.each(['[]', 'null', '{', `"${'x'.repeat(70_000)}"`])('has failed with %.10s beside it', async (text) => {
    await put('x.qcow2', qcow2())
    await put('x.json', Buffer.from(text))

    expect(await (await open()).find('lab', ['x'])).toMatchObject([
      { state: 'failed', fault: expect.stringContaining('x.json') },
    ])
  })

  it('has what is said beside it', async () => {
    await put('x.qcow2', qcow2())
    await put('x.json', Buffer.from('{"os":"windows","architecture":"arm64"}'))

    expect(await (await open()).find('lab', ['x'])).toMatchObject([{ os: 'windows', architecture: 'arm64' }])
    await put('x.json', Buffer.from('{"os":"beos","architecture":1}'))
    expect(await (await open()).find('lab', ['x'])).toMatchObject([
      { state: 'failed', fault: expect.stringMatching(/"os" is .* and "architecture" is/) },
    ])
  })

  it('follows what changes: another content has another digest', async () => {
    await put('x.qcow2', qcow2('one'))
    const account = await open()
    await account.find('lab', ['x'])
    await put('x.qcow2', qcow2('two'))
    await utimes(join(dir, 'x.qcow2'), new Date(), new Date('2026-01-01T00:00:00Z'))

    expect(await account.describe('lab', ['x.qcow2'])).toMatchObject([{ digest: sha256(qcow2('two')) }])
  })

  it('never leads out of the folder', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'ingot-outside-'))
    await writeFile(join(outside, 'secret.qcow2'), qcow2())
    await symlink(join(outside, 'secret.qcow2'), join(dir, 'link.qcow2'))
    await symlink(outside, join(dir, 'folder'))
    await put('.hidden.qcow2', qcow2())
    const account = await open()

    expect(
      await account.find('lab', ['link', 'secret', '../x', '.hidden', `${outside}/secret.qcow2`]),
    ).toEqual([])
    await account.delete?.('lab', `../${basename(outside)}/secret.qcow2`)
    expect(await readFile(join(outside, 'secret.qcow2'))).toEqual(qcow2())
    await expect(
      bytesFrom(account.read?.('lab', `../${basename(outside)}/secret.qcow2`)),
    ).rejects.toMatchObject({
      kind: 'failed',
    })
    await rm(outside, { recursive: true })
  })

  it('does not wait for what only looks like a text beside it', async () => {
    await put('x.qcow2', qcow2())
    execFileSync('mkfifo', [join(dir, 'x.json')])

    expect(await (await open()).find('lab', ['x'])).toMatchObject([{ reference: 'x.qcow2' }])
  })

  it('calls a file pending that somebody writes to while it is read', async () => {
    const path = join(dir, 'x.raw')
    await writeFile(path, Buffer.alloc(32 * 1024 * 1024))
    const account = await open()
    const writer = setInterval(() => void utimes(path, new Date(), new Date()), 1)

    const [image] = await account.find('lab', ['x']).finally(() => clearInterval(writer))

    expect(image).toMatchObject({ reference: 'x.raw', state: 'pending' })
    expect(image?.digest).toBeUndefined()
  })

  it('hands out the bytes of an image, and stops when told to', async () => {
    const bytes = Buffer.alloc(5 * 1024 * 1024, 'x')
    await put('x.raw', bytes)
    const account = await open()
    const controller = new AbortController()
    const reason = new Error('Enough')

    expect((await bytesFrom(account.read?.('lab', 'x.raw'))).equals(bytes)).toBe(true)
    const read = async () => {
      for await (const _ of account.read?.('lab', 'x.raw', controller.signal) ?? []) controller.abort(reason)
    }
    await expect(read()).rejects.toBe(reason)
  })

  it('is an error where the folder is not there', async () => {
    const account = await open(join(dir, 'nowhere'))

    await expect(account.identity()).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('nowhere" (ENOENT)'),
    })
  })
})

describe('copying to a folder', () => {
  async function request(name = 'x') {
    await put('x.qcow2', qcow2())
    const source = await open()
    const [image] = await source.describe('lab', ['x.qcow2'])
    return { source, image: image!, region: 'other', name, token: 't' }
  }

  it('puts the whole image there, once, and nothing that is half done', async () => {
    const other = join(dir, 'other')
    await mkdir(other)
    const target = await open(other, 'other')
    const asked = await request()

    expect(await target.copy?.(asked)).toBe('x.qcow2')
    expect(await target.copy?.(asked)).toBe('x.qcow2')

    expect(await readFile(join(other, 'x.qcow2'))).toEqual(qcow2())
    expect(await target.find('other', ['x'])).toMatchObject([{ digest: asked.image.digest }])
  })

  it('does not lay it over another image', async () => {
    const other = join(dir, 'other')
    await mkdir(other)
    await writeFile(join(other, 'x.qcow2'), qcow2('another'))

    await expect((await open(other)).copy?.(await request())).rejects.toMatchObject({ kind: 'conflict' })
    expect(await readFile(join(other, 'x.qcow2'))).toEqual(qcow2('another'))
  })

  it('is one image where it is copied twice at once', async () => {
    const other = join(dir, 'other')
    await mkdir(other)
    const target = await open(other, 'other')
    const asked = await request()

    const copies = await Promise.all([target.copy?.(asked), target.copy?.(asked)])

    expect(copies).toEqual(['x.qcow2', 'x.qcow2'])
    expect(await readdir(other)).toEqual(['x.qcow2'])
  })

  it('takes away what an earlier copy has left long ago, and not what another one writes now', async () => {
    const other = join(dir, 'other')
    await mkdir(other)
    for (const name of ['x.qcow2.old.part', 'x.qcow2.new.part', 'y.qcow2.old.part']) {
      await writeFile(join(other, name), 'half')
      if (name.includes('old')) await utimes(join(other, name), 1, 1)
    }

    await (await open(other)).copy?.(await request())

    expect((await readdir(other)).toSorted()).toEqual(['x.qcow2', 'x.qcow2.new.part', 'y.qcow2.old.part'])
  })

  it('follows no link that lies where the copy shall be', async () => {
    const other = join(dir, 'other')
    await mkdir(other)
    await writeFile(join(dir, 'elsewhere'), 'secret')
    await symlink(join(dir, 'elsewhere'), join(other, 'x.qcow2'))

    await expect((await open(other)).copy?.(await request())).rejects.toMatchObject({ kind: 'conflict' })
    expect(await readFile(join(dir, 'elsewhere'), 'utf8')).toBe('secret')
  })

  it.each([[{}], [{ 'disk-format': 'iso' }]])('does not guess a format from %o', async (traits) => {
    const asked = await request()

    await expect(asked.source.copy?.({ ...asked, image: { ...asked.image, traits } })).rejects.toMatchObject({
      kind: 'unsupported',
    })
  })

  it('stops when told to, and leaves nothing', async () => {
    const other = join(dir, 'other')
    await mkdir(other)
    await put('big.raw', Buffer.alloc(5 * 1024 * 1024))
    const account = await open()
    const [image] = await account.describe('lab', ['big.raw'])
    const controller = new AbortController()
    const reason = new Error('Enough')
    const source = {
      ...account,
      read: async function* (...asked: Parameters<NonNullable<typeof account.read>>) {
        for await (const piece of account.read?.(...asked) ?? []) {
          controller.abort(reason)
          yield piece
        }
      },
    }
    const asked = { source, image: image!, region: 'other', name: 'big', token: 't' }

    await expect((await open(other)).copy?.(asked, controller.signal)).rejects.toBe(reason)
    expect(await readdir(other)).toEqual([])
  })

  it('keeps nothing of what does not come as its digest says', async () => {
    const other = join(dir, 'other')
    await mkdir(other)
    const asked = await request()
    const source = {
      ...asked.source,
      read: async function* () {
        yield Buffer.from('half')
      },
    }
    const target = await open(other)

    await expect(target.copy?.({ ...asked, source })).rejects.toMatchObject({ kind: 'invalid' })
    expect(await target.find('lab', ['x'])).toEqual([])
    expect(await readdir(other)).toEqual([])
  })

  it('makes no path of a name', async () => {
    const other = join(dir, 'other')
    await mkdir(other)

    expect(await (await open(other)).copy?.(await request('../../etc/x y'))).toBe('_.._etc_x_y.qcow2')
    expect(await (await open(other)).copy?.(await request('named.QCOW2'))).toBe('named.qcow2')
  })
})

it('has no right to a folder that is closed to it', async () => {
  // The superuser may read everything.
  if (process.getuid?.() === 0) return
  await chmod(dir, 0)

  await expect((await open()).identity()).rejects.toMatchObject({ kind: 'forbidden' })
})
