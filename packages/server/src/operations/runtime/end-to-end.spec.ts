import {
  buildWithBuildah,
  describeWithPrograms,
  recompressed,
  startDockerRegistry,
  type DockerRegistry,
} from '@ingot/testkit'
import { chmod, chown, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { operations, type OperationName } from '@ingot/contract'
import { openRegistrySite, type RegistrySite } from '../../testing/registry-site.ts'
import { faultsOf } from '../../testing/runtime-site.ts'
import {
  buildRuntime as buildSample,
  envOf,
  kernelEnv,
  labelsOf,
  teamValues,
  ubuntu,
} from '../../testing/sample-runtime.ts'

const htpasswd = { user: 'robot', password: 'open-sesame' }
const programs = ['docker-registry', 'htpasswd', 'openssl', 'buildah'] as const

/** The tests are the days of one runtime, in their order: each goes on where the one before it ended. */
describeWithPrograms('a runtime on a real registry with a password', programs, () => {
  let registry: DockerRegistry
  let site: RegistrySite
  let reference: string
  let base: string

  beforeAll(async () => {
    registry = await startDockerRegistry({ htpasswd, tls: true })
    base = `${registry.host}/library/ubuntu:22.04`
    reference = `${registry.host}/team/runtime:1.0`
    await buildBase('22.04.1')
    await buildRuntime({}, '1.0')
    site = await openRegistrySite({ operations: Object.keys(operations) as OperationName[] })
  }, 180_000)

  afterAll(async () => {
    await site.close()
    await registry.stop()
  })

  const buildBase = (version: string) =>
    buildWithBuildah({
      registry,
      repository: 'library/ubuntu',
      tag: '22.04',
      files: { 'etc/os-release': `ID=ubuntu\nVERSION_ID="22.04"\nPRETTY_NAME="${version}"\n` },
      steps: ['COPY etc/ /etc/'],
      change: fillBase,
    })

  function buildRuntime(values: Record<string, string>, tag: string) {
    const said = { ...teamValues, ...values }
    const quoted = (entries: Record<string, string>) =>
      Object.entries(entries).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    return buildWithBuildah({
      registry,
      repository: 'team/runtime',
      tag,
      base: 'library/ubuntu:22.04',
      files: { note: JSON.stringify(said) },
      steps: [
        'COPY note /opt/note',
        ...quoted({
          ...envOf(said),
          ...kernelEnv,
          SHELL: '/bin/bash',
          PATH: '/usr/local/bin:/usr/bin:/bin',
        }).map((pair) => `ENV ${pair}`),
        ...quoted(labelsOf(said)).map((pair) => `LABEL ${pair}`),
      ],
      change: fillRuntime,
    })
  }

  const validate = (more = {}) => site.client.validateRuntime({ body: { reference, ...more } })
  const addRegistry = (certificates?: string) =>
    site.client.addRegistry({
      params: { registry: 'team' },
      body: { server: registry.host, ...(certificates === undefined ? {} : { certificates }) },
    })

  it('is not read at a private address, nor with a certificate that nobody vouches for', async () => {
    expect(faultsOf(await validate())).toEqual(['error imageRefused'])

    await addRegistry()

    expect(faultsOf(await validate())).toEqual(['error imageUnreachable'])
  })

  it('wants a credential, and the right one', async () => {
    await addRegistry(registry.certificates)
    expect(faultsOf(await validate())).toEqual(['error imageUnauthorized'])
    const body = { name: 'team', server: registry.host, username: htpasswd.user, password: 'wrong' }
    await site.client.addCredential({ body })
    const params = { credential: 'team' }

    expect(faultsOf(await validate())).toEqual(['error imageUnauthorized'])
    expect((await site.client.testCredential({ params, body: {} })).check.ok).toBe(false)

    await site.client.rotateCredential({ params, body: { password: htpasswd.password } })

    expect((await site.client.testCredential({ params, body: {} })).check.ok).toBe(true)
    expect(faultsOf(await validate())).toEqual(['warning baseUnknown'])
  })

  it('is proven by the layers that buildah pushed, and has all that it needs in them', async () => {
    const { base: allowed } = await site.client.addBase({ body: { reference: base, generation: 'os' } })

    const report = await validate({ deep: true })

    expect(allowed.snapshots).toHaveLength(1)
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(report).toMatchObject({
      valid: true,
      deep: true,
      base: {
        verdict: 'PROVEN',
        platforms: [{ method: 'layer-digest', base: { digest: allowed.snapshots[0]?.digest } }],
      },
    })
  })

  it('would be proven by hashing where its layers were in another compression', async () => {
    await registry.push('library/tiny', '1', ubuntu)
    const body = { reference: `${registry.host}/library/tiny:1`, generation: 'os' } as const
    await site.client.addBase({ body })
    const image = buildSample(
      { edition: 'Squeezed' },
      { base: recompressed(ubuntu, { compression: 'zstd' }) },
    )
    await registry.push('team/squeezed', '1.0', image)
    const squeezed = { reference: `${registry.host}/team/squeezed:1.0` }

    const cheap = await validate(squeezed)
    const deep = await validate({ ...squeezed, deep: true })

    expect(cheap.base).toMatchObject({ verdict: 'CLAIMED', platforms: [{ method: 'diff-id' }] })
    expect(deep.base).toMatchObject({ verdict: 'PROVEN', platforms: [{ method: 'verified-diff-id' }] })
  }, 60_000)

  it('is added, enabled, and picked by a project', async () => {
    const added = await site.client.addRuntime({ body: { reference, credential: 'team', isDefault: true } })
    expect(added.runtime).toMatchObject({ status: 'DISABLED', base: { verdict: 'PROVEN' } })
    const body = { runtimes: [reference], status: 'ENABLED' as const }
    await site.client.setRuntimeStatus({ body, query: { reason: 'Tried' } })
    await site.client.createProject({ body: { name: 'churn' } })

    const request = { editor: 'PBJ Workbench', kernel: 'Python 3.10', edition: 'Team', version: '1.0' }
    const { picks } = await site.client.pickRuntimes({ body: { requests: [request], project: 'churn' } })

    expect(picks).toMatchObject([{ result: 'exact', runtime: { digest: added.runtime.digest } }])
  })

  it('drifts when its tag is pushed anew, and what was approved stays', async () => {
    const drift = async () => (await site.client.runtimeDrift({ body: {} })).runtimes
    expect(await drift()).toMatchObject([{ status: 'same' }])

    const now = await buildRuntime({ 'maintenance-version': '2', 'full-version': '1.0.2' }, '1.0')

    expect(await drift()).toMatchObject([{ status: 'moved', now }])
    const { runtime } = await site.client.showRuntime({ params: { runtime: reference } })
    expect(runtime.digest).not.toBe(now)
  }, 60_000)

  it('stands on a base that is stale once the tag of that was pushed anew', async () => {
    const digest = await buildBase('22.04.2')

    const { bases } = await site.client.refreshBases({ body: {} })
    const report = await validate()

    expect(bases).toMatchObject([{ status: 'same' }, { status: 'moved', digest }])
    expect(report.base).toMatchObject({ verdict: 'PROVEN', platforms: [{ base: { stale: digest } }] })
    expect(report.findings.map(({ code }) => code)).toContain('baseStale')
  }, 60_000)
})

async function file(root: string, path: string, content: string, mode = 0o644): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), content)
  await chmod(join(root, path), mode)
}

const program = (root: string, path: string) => file(root, path, '#!ELF\n', 0o755)

/** What a small Ubuntu with Python would have. */
async function fillBase(root: string): Promise<void> {
  await program(root, 'bin/bash')
  await program(root, 'usr/bin/python3.10')
  await file(root, 'etc/group', 'root:x:0:\n')
  await file(root, 'etc/passwd', 'root:x:0:0:root:/root:/bin/bash\n')
}

/** What a PBJ runtime needs above it. */
async function fillRuntime(root: string): Promise<void> {
  await file(root, 'etc/group', 'root:x:0:\ncdsw:x:8536:\n')
  await file(root, 'etc/passwd', 'root:x:0:0:root:/root:/bin/bash\ncdsw:x:8536:8536::/home/cdsw:/bin/bash\n')
  await file(root, 'etc/pip.conf', '[install]\nuser = true\n')
  for (const name of ['bin/python', 'bin/kinit', 'bin/ssh', 'bin/xz', 'local/bin/jupyter'])
    await program(root, `usr/${name}`)
  await symlink('/usr/bin/python3.10', join(root, 'usr/local/bin/python3'))
  const packages = 'usr/local/lib/python3.10/dist-packages'
  await file(root, `${packages}/jupyter_kernel_gateway-2.5.2.dist-info/METADATA`, 'Version: 2.5.2\n')
  const kernel = '{"argv": ["/usr/local/bin/python3", "-m", "ipykernel_launcher"]}'
  await file(root, 'usr/local/share/jupyter/kernels/python3/kernel.json', kernel)
  for (const path of ['etc/alternatives', 'bin', 'opt', 'sbin', 'usr', 'usr/share/java']) {
    await mkdir(join(root, path), { recursive: true })
    if (!path.startsWith('etc')) await chown(join(root, path), 8536, 8536)
  }
  for (const path of ['etc', 'etc/alternatives']) await chmod(join(root, path), 0o777)
}
