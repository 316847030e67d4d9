import { buildImage, type TarEntry } from '@ingot/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf, openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { buildRuntime } from '../../testing/sample-runtime.ts'

let site: RuntimeSite

beforeAll(async () => {
  site = await openRuntimeSite()
})

afterAll(() => site.close())

const gateway = 'usr/local/lib/python3.10/dist-packages/jupyter_kernel_gateway-2.5.2.dist-info/METADATA'
const kernel = 'usr/local/share/jupyter/kernels/python3/kernel.json'
const program = (path: string): TarEntry => ({ path, mode: 0o755, content: '#!ELF\n' })

/** All that a PBJ runtime needs above the user and the Python of its base. */
const contract: TarEntry[] = [
  { path: 'etc/', mode: 0o777 },
  { path: 'etc/alternatives/', mode: 0o777 },
  ...['bin/', 'opt/', 'sbin/', 'usr/', 'usr/share/java/'].map((path) => ({ path, uid: 8536, gid: 8536 })),
  program('usr/bin/python'),
  ...['kinit', 'ssh', 'xz'].map((name) => program(`usr/bin/${name}`)),
  program('usr/local/bin/jupyter'),
  { path: gateway, content: 'Name: jupyter-kernel-gateway\nVersion: 2.5.2\n' },
  { path: kernel, content: '{"argv": ["/usr/local/bin/python3", "-m", "ipykernel_launcher"]}' },
  { path: 'etc/pip.conf', content: '[install]\nuser = true\n' },
]

const deep = async (name: string, layers: readonly (readonly TarEntry[])[], values = {}) => {
  const image = buildRuntime({ edition: name, ...values }, { layers, env: { SHELL: '/bin/bash' } })
  return site.validate(site.push(name.toLowerCase().replaceAll(' ', '-'), image), { deep: true })
}

describe('a deep validation', () => {
  it('finds nothing wrong with what has all it needs', async () => {
    const report = await deep('whole', [contract])

    expect(report.deep).toBe(true)
    expect(faultsOf(report).filter((fault) => fault.startsWith('error'))).toEqual([])
    expect(report.valid).toBe(true)
  })

  it('finds what is missing, which the cheap one cannot know', async () => {
    const image = buildRuntime({ edition: 'Hollow' })
    const reference = site.push('hollow', image)

    const cheap = await site.validate(reference)
    const report = await site.validate(reference, { deep: true })

    expect(cheap.valid).toBe(true)
    expect(faultsOf(report)).toEqual(
      expect.arrayContaining(['error kernelGatewayNotInstalled', 'error kernelspecMissing']),
    )
    expect(report.bytes).toBeGreaterThan(cheap.bytes)
  })

  it.each<[string, TarEntry[], string]>([
    [
      'the user was changed',
      [{ path: 'etc/passwd', content: 'root:x:0:0::/root:/bin/sh\n' }],
      'cdswUserMissing',
    ],
    ['Python was taken out', [{ path: 'usr/local/bin/.wh.python3' }], 'pythonMissing'],
    [
      'a source behind the paywall was left',
      [{ path: 'etc/apt/sources.list', content: 'deb https://archive.cloudera.com/p/x jammy main\n' }],
      'paywalledAptSource',
    ],
    [
      'something was written where projects are mounted',
      [{ path: 'home/cdsw/notes', content: 'x' }],
      'mountedOverContent',
    ],
    ['a layer leads out of the image', [{ path: '../../etc/shadow', content: 'x' }], 'layerPathOutside'],
  ])('finds that %s', async (name, layer, code) => {
    const report = await deep(`deep ${code}`, [contract, layer])

    expect(faultsOf(report).join('\n'), name).toContain(code)
  })

  it('finds an editor that cannot be started', async () => {
    const editor: TarEntry = {
      path: 'usr/local/bin/ml-runtime-editor',
      content: '#!/bin/bash\r\nexec code\r\n',
    }

    const report = await deep('Crlf', [contract, [editor]], { editor: 'VsCode' })

    expect(faultsOf(report)).toEqual(
      expect.arrayContaining(['error editorCrlf', 'error editorNotExecutable', 'warning customEditorOnPbj']),
    )
  })

  it('tells which files of the base were taken out or replaced', async () => {
    const report = await deep('Changed', [
      contract,
      [{ path: 'bin/.wh.bash' }, { path: 'etc/group', content: '' }],
    ])

    expect(report.base.platforms[0]?.changes).toMatchObject({
      removed: ['bin/bash'],
      replaced: expect.arrayContaining(['etc/group']) as string[],
    })
  })

  it('looks at the layers of the platform that is asked for', async () => {
    const base = buildImage({ base: buildRuntime(), architecture: 'arm64' })
    const image = buildRuntime({}, { base, architecture: 'arm64' })

    const report = await site.validate(site.push('deep-arm', image), { deep: true, platform: 'linux/arm64' })

    expect(report.deep).toBe(true)
    expect(faultsOf(report)).toContain('error kernelspecMissing')
  })
})
