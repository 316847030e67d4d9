import type { Client } from '@ingot/contract'
import { createClient } from '@ingot/contract'
import {
  describeWithPrograms,
  startDockerRegistry,
  startFakeRegistry,
  type BuiltManifest,
  type RegistryAccess,
} from '@ingot/testkit'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Server } from '../../serve.ts'
import { buildRuntime, ubuntu } from '../../testing/sample-runtime.ts'
import { ApiException, cmlClient, everyItem, type ClientStyle } from './testing/cml-client.ts'

const user = { user: 'robot$team', password: 'hunter2 "of" the team' }

/** A registry of the story: private, and ready to be pushed to. */
interface StoryRegistry extends RegistryAccess {
  push(repository: string, tag: string, image: BuiltManifest): Promise<string>
  stop(): Promise<void>
}

async function fakeRegistry(): Promise<StoryRegistry> {
  const { host, push, close } = await startFakeRegistry({ auth: { kind: 'token', ...user } })
  return {
    host,
    credential: user,
    push: async (repository, tag, image) => push(repository, tag, image) ?? image.digest,
    stop: close,
  }
}

/** The refusal that a call ends with. */
async function exceptionOf(
  call: Promise<unknown>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const error = await call.then(
    () => undefined,
    (one: unknown) => one,
  )
  if (!(error instanceof ApiException)) throw new Error('Expected a refusal', { cause: error })
  return { status: error.status, body: JSON.parse(error.body) as Record<string, unknown> }
}

/** Operations of Ingot over HTTP, for what the API of the workbench does not have. */
function operationsAt(url: string, key: string): Client {
  return createClient(async ({ method, path, headers, body }) => {
    const response = await fetch(url + path, {
      method,
      headers: { ...headers, authorization: `Bearer ${key}` },
      ...(typeof body === 'string' ? { body } : {}),
    })
    const text = await response.text()
    return { status: response.status, body: Readable.from([Buffer.from(text)]) }
  })
}

/** The story of a site that moves its clients from a workbench to Ingot, told in order: each test goes on from the last. */
function tell(style: ClientStyle, start: () => Promise<StoryRegistry>): void {
  let registry: StoryRegistry
  let server: Server
  let folder: string
  let credential: string
  const key = () => server.key ?? ''
  const api = () => cmlClient(server.url, key(), style)
  const image = (tag: string) => `${registry.host}/team/runtime:${tag}`

  beforeAll(async () => {
    registry = await start()
    await registry.push('library/ubuntu', '22.04', ubuntu)
    for (const [tag, number] of [
      ['1.0-b1', '1'],
      ['1.0-b2', '2'],
    ] as const) {
      const values = { 'maintenance-version': number, 'full-version': `1.0.${number}-b${number}` }
      await registry.push('team/runtime', tag, buildRuntime(values))
    }
    folder = mkdtempSync(join(tmpdir(), 'ingot-story-'))
    server = await serve({ place: join(folder, 'ledger.db'), port: 0, version: '0.0.0' })
    const { certificates } = registry
    await operationsAt(server.url, key()).addRegistry({
      params: { registry: 'team' },
      body: {
        server: registry.host,
        ...(certificates === undefined ? { plainHttp: true } : { certificates }),
      },
    })
  })

  afterAll(async () => {
    await server.close()
    await registry.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('without a credential the private registry lets nobody in, and that is an answer', async () => {
    const answer = await api().validateCustomRuntime({ url: image('1.0-b1') })

    expect(answer).toMatchObject({ success: false, reason: 'imageUnauthorized' })
  })

  it('an administrator stores the docker credential', async () => {
    const created = await api().createDockerCredential({
      name: 'team-registry',
      server: image('1.0-b1'),
      username: user.user,
      password: user.password,
      is_default: true,
    })
    credential = String(created['id'])

    // A whole image reference as the server means its registry.
    expect(created).toMatchObject({ name: 'team-registry', server: registry.host, is_default: true })
    const listed = await everyItem((query) => api().listDockerCredentials(query), 'docker_credentials')
    // A server tries a new credential by itself, at some time.
    expect(listed).toMatchObject([{ ...created, last_check: listed[0]?.['last_check'] }])
    expect(JSON.stringify(listed)).not.toMatch(/hunter2|robot/)
  })

  it('and allows the base that the runtimes of the site are built on', async () => {
    const before = await api().validateCustomRuntime({ url: image('1.0-b1') })
    await operationsAt(server.url, key()).addBase({
      body: { reference: `${registry.host}/library/ubuntu:22.04`, generation: 'os' },
    })
    const after = await api().validateCustomRuntime({
      url: image('1.0-b1'),
      docker_credential_id: credential,
    })

    expect(before).toMatchObject({ details: { base_proof: 'UNKNOWN' } })
    expect(after).toMatchObject({
      success: true,
      reason: '',
      details: {
        registry: registry.host,
        edition: 'Team',
        version: '1.0',
        maintenance_version: 1,
        base_proof: 'PROVEN',
      },
    })
  })

  it('a script registers its image, and is content to find it registered when it runs again', async () => {
    const outcomes: string[] = []
    for (const _ of [1, 2]) {
      const validated = await api().validateCustomRuntime({ url: image('1.0-b1') })
      if (validated['success'] === true) {
        const registered = await api().registerCustomRuntime({ url: image('1.0-b1') })
        outcomes.push(registered['insert_success'] === true ? 'registered' : 'failed')
      } else outcomes.push(validated['reason'] === 'duplicateRuntimeVersion' ? 'known' : 'failed')
    }

    expect(outcomes).toEqual(['registered', 'known'])
    expect(
      await api().registerCustomRuntime({ url: image('1.0-b2'), docker_credential_id: credential }),
    ).toMatchObject({ validation_success: true, insert_success: true })
  })

  it('what is registered is listed, and is not to be started from yet', async () => {
    const search_filter = JSON.stringify({ kernel: 'Python 3.10', editor: 'PBJ Workbench', edition: 'Team' })
    const { runtimes } = await api().listRuntimes({ search_filter, sort: '-full_version', page_size: 5000 })

    expect(runtimes).toMatchObject([
      { image_identifier: image('1.0-b2'), status: 'DISABLED', docker_credential_id: credential },
      { image_identifier: image('1.0-b1'), status: 'DISABLED', docker_credential_id: '' },
    ])
  })

  it('enabled, it is picked up by a client that looks for the newest build by its tag', async () => {
    expect(
      await api().updateRuntimeStatus({
        status: 'ENABLED',
        image_identifier: [image('1.0-b1'), image('1.0-b2')],
      }),
    ).toEqual({ rows_affected: 2 })
    const search_filter = JSON.stringify({ kernel: 'Python 3.10', edition: 'Team' })
    const { runtimes } = await api().listRuntimes({ search_filter, page_size: 5000 })
    const enabled = (runtimes as { status: string; image_identifier: string }[])
      .filter(({ status }) => status === 'ENABLED')
      .map(({ image_identifier }) => image_identifier)

    expect(enabled.toSorted((a, b) => Number(b.split('-b')[1]) - Number(a.split('-b')[1]))[0]).toBe(
      image('1.0-b2'),
    )
  })

  it('an older one is deprecated by its number', async () => {
    const search_filter = JSON.stringify({ full_version: '1.0.1-b1' })
    const { runtimes } = await api().listRuntimes({ search_filter })
    const [old] = runtimes as { id: number }[]

    expect(await api().updateRuntimeStatus({ status: 'DEPRECATED', runtime_id: [old?.id] })).toEqual({
      rows_affected: 1,
    })
    const found = await everyItem((query) => api().listRuntimes(query), 'runtimes', { page_size: 1 })
    expect(found.map(({ status }) => status)).toEqual(['ENABLED', 'DEPRECATED'])
  })

  it('the password is rotated, to a wrong one and back', async () => {
    const validate = () =>
      api().validateCustomRuntime({ url: image('1.0-b1'), docker_credential_id: credential })
    const shown = await api().updateDockerCredential({ id: credential, password: 'wrong' }, credential)
    const wrong = await validate()
    await api().updateDockerCredential({ username: user.user, password: user.password }, credential)

    expect(shown).toMatchObject({ id: credential, name: 'team-registry' })
    expect(wrong).toMatchObject({ success: false, reason: 'imageUnauthorized' })
    expect(await validate()).toMatchObject({ success: false, reason: 'duplicateRuntimeVersion' })
  })

  it('the credential is not deleted under a runtime, but after it has another', async () => {
    const refused = await exceptionOf(api().deleteDockerCredential(credential))
    await api().setDockerCredential({ docker_credential_id: '', runtime_identifier: image('1.0-b2') })

    expect(refused).toMatchObject({ status: 400, body: { code: 9 } })
    expect(await api().deleteDockerCredential(credential)).toEqual({})
    expect(await exceptionOf(api().deleteDockerCredential(credential))).toMatchObject({
      status: 404,
      body: { code: 5, error: expect.any(String), message: expect.any(String), details: [] },
    })
  })

  it('runtime repos come over by name and URL', async () => {
    const url = 'https://archive.invalid/ml-runtimes/latest/artifacts/repo-assembly.json'
    const repo = await api().createRuntimeRepo({ name: 'Cloudera ML Runtimes', url })
    const id = Number(repo['id'])
    const renamed = await api().updateRuntimeRepo({ id, name: 'Vendor', url }, id)

    expect(renamed).toEqual({ id, name: 'Vendor', url })
    expect(
      await everyItem((query) => api().listRuntimeRepos(query), 'runtimerepos', { page_size: 1 }),
    ).toEqual([renamed])
    expect(await exceptionOf(api().createRuntimeRepo({ name: 'Vendor', url }))).toMatchObject({
      status: 409,
      body: { code: 6 },
    })
    expect(await api().deleteRuntimeRepo(id)).toEqual({})
  })

  it('so do runtime addons, those of the site too', async () => {
    const addons = [
      { identifier: 'spark351-24-1', component: 'Spark', display_name: 'Spark 3.5.1' },
      { identifier: 'hadoop-cli-7.3.1.709-1', component: 'HadoopCLI', display_name: 'Hadoop CLI 7.3.1' },
    ]
    const loaded = await api().loadRuntimeAddons(JSON.stringify({ runtime_addons: addons }))
    const own = await api().createCustomRuntimeAddon(
      { name: 'team-tools', spec: { paths: ['/opt/team'] } },
      gzipSync('tools'),
    )
    const spark = JSON.stringify({ component: 'Spark', status: 'AVAILABLE' })
    const listed = await everyItem((query) => api().listRuntimeAddons(query), 'runtime_addons', {
      search_filter: spark,
    })

    expect(loaded['results']).toMatchObject([{ success: true }, { success: true }])
    expect(own).toMatchObject({ identifier: 'team-tools', component: 'Custom', status: 'AVAILABLE' })
    expect(
      await api().updateRuntimeAddonStatus({ status: 'DISABLED', ids: listed.map(({ id }) => id) }),
    ).toEqual({ rows_affected: 1 })
    expect(
      await api().updateRuntimeAddonStatus({ status: 'DEPRECATED', identifiers: ['hadoop-cli-7.3.1.709-1'] }),
    ).toEqual({ rows_affected: 1 })
    expect((await api().listRuntimeAddons({ sort: 'id' }))['runtime_addons']).toMatchObject([
      { status: 'DISABLED' },
      { status: 'DEPRECATED' },
      { status: 'AVAILABLE' },
    ])
  })

  it('a key that is wrong is refused as clients expect', async () => {
    const refused = await exceptionOf(cmlClient(server.url, 'ingot_nobody', style).listRuntimes())

    expect(refused).toMatchObject({ status: 401, body: { code: 16, details: [] } })
  })
}

describe('clients of a workbench, on a registry with tokens', () => {
  tell('generated', fakeRegistry)
})

describeWithPrograms(
  'clients of a workbench, on a real registry with a password and TLS',
  ['docker-registry', 'htpasswd', 'openssl'],
  () => tell('by-hand', () => startDockerRegistry({ htpasswd: user, tls: true })),
)
