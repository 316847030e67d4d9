import { describeWithPrograms, findProgram } from '@ingot/testkit'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { localProvider } from './local-provider.ts'

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ingot-qemu-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const open = () => localProvider.open({ name: 'lab', settings: { provider: 'local', dir } })

describeWithPrograms('with disk images that qemu-img makes', ['qemu-img'], () => {
  it.each([
    ['qcow2', 'qcow2'],
    ['raw', 'raw'],
    ['vpc', 'vhd'],
    ['vmdk', 'vmdk'],
  ])('tells %s and its size', async (format, ending) => {
    const program = findProgram('qemu-img')!
    execFileSync(program, ['create', '-q', '-f', format, join(dir, `disk.${ending}`), '3G'])

    const images = []
    for await (const image of (await open()).list('lab')) images.push(image)
    const [image] = images

    expect(image).toMatchObject({ state: 'available', traits: { 'disk-format': ending } })
    // VHD rounds a size to its geometry (Virtual Hard Disk Image Format Specification, appendix CHS).
    expect(['3', '4']).toContain(image?.traits['root-size-gb'])
  })

  it.each([
    ['qcow2', ['-O', 'qcow2'], 'qcow2'],
    ['qcow2 of small clusters', ['-O', 'qcow2', '-o', 'cluster_size=4k,refcount_bits=1'], 'qcow2'],
    ['qcow2 of 2008', ['-O', 'qcow2', '-o', 'compat=0.10'], 'qcow2'],
    ['packed qcow2', ['-O', 'qcow2', '-c'], 'qcow2'],
    ['packed qcow2 with zstd', ['-O', 'qcow2', '-c', '-o', 'compression_type=zstd,extended_l2=on'], 'qcow2'],
    ['vmdk', ['-O', 'vmdk'], 'vmdk'],
    ['vmdk as a stream', ['-O', 'vmdk', '-o', 'subformat=streamOptimized'], 'vmdk'],
  ])('takes %s when it is whole, and no longer when it is cut off', async (name, words, ending) => {
    const file = join(dir, `disk.${ending}`)
    await writeFile(join(dir, 'source'), Buffer.concat([randomBytes(5 * 2 ** 20), Buffer.alloc(3 * 2 ** 20)]))
    execFileSync(findProgram('qemu-img')!, ['convert', '-f', 'raw', ...words, join(dir, 'source'), file])
    const stateOf = async () => (await (await open()).find('lab', ['disk'])).map(({ state }) => state)
    const { size } = await stat(file)

    expect(await stateOf()).toEqual(['available'])
    // Of the bytes of VMDK only the tables before them are looked at.
    const cuts = ending === 'vmdk' ? [1000] : [size - 2 ** 20, size / 2, 70_000, 1000]
    for (const length of cuts) {
      await truncate(file, Math.floor(length))
      expect([name, length, await stateOf()]).toEqual([name, length, ['failed']])
    }
  })

  it('takes no layer, and no shell of another file', async () => {
    const program = findProgram('qemu-img')!
    const make = (...words: string[]) => execFileSync(program, ['create', '-q', ...words], { cwd: dir })
    make('-f', 'qcow2', '-o', 'data_file=data,data_file_raw=on', 'shell.qcow2', '10M')
    make('-f', 'vmdk', 'base.vmdk', '10M')
    make('-f', 'vmdk', '-b', 'base.vmdk', '-F', 'vmdk', 'layer.vmdk')
    make('-f', 'vpc', 'whole.vhd', '10M')

    const found = await (await open()).find('lab', ['shell', 'base', 'layer', 'whole'])

    expect(found.map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual([
      'base available',
      'layer failed',
      'shell failed',
      'whole available',
    ])
  })
})
