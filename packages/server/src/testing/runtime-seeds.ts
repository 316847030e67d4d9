import type { Client } from '@ingot/contract'
import type { FakeRegistry } from '@ingot/testkit'
import { repoEntry, repoText } from './sample-repo-file.ts'
import { buildRuntime, ubuntu } from './sample-runtime.ts'

/** What stands on a site that has something of all that has to do with runtimes, by the names that requests use. */
export interface RuntimeSeeds {
  readonly runtimes: readonly string[]
  readonly bases: readonly string[]
  readonly references: readonly string[]
}

/** Seeds a site with a registry, a base, runtimes that were read and that were not, a repo, addons and a project. */
export async function seedRuntimes(client: Client, registry: FakeRegistry): Promise<RuntimeSeeds> {
  const reference = (name: string) => `${registry.host}/team/${name}`
  registry.push('team/ubuntu', '22.04', ubuntu)
  registry.push('team/runtime', '1.0', buildRuntime())
  registry.push('team/other', '1.0', buildRuntime({ edition: 'Other' }))
  await client.addRegistry({
    params: { registry: 'fake' },
    body: { server: registry.host, plainHttp: true },
  })
  const credential = { name: 'robot', server: registry.host, username: 'u', password: 'p' }
  await client.addCredential({ body: credential })
  await client.addBase({ body: { reference: reference('ubuntu:22.04'), generation: 'os' } })
  const { runtime } = await client.addRuntime({
    body: { reference: reference('runtime:1.0'), enable: true, isDefault: true },
  })
  await client.addRuntimeRepo({ body: { name: 'repo', url: 'file:/repo.json', enable: true } })
  const content = repoText(repoEntry('Alpha'), repoEntry('Alpha', { maintenance_version: 2 }))
  await client.syncRuntimeRepo({ params: { repo: 'repo' }, body: { content } })
  const spark = { identifier: 'spark-1', component: 'Spark', displayName: 'Spark 3.5.1' }
  await client.addAddons({ body: { addons: [spark] } })
  await client.createProject({ body: { name: 'project' } })
  return {
    runtimes: [runtime.id, runtime.identifier, repoEntry('Alpha').image_identifier],
    bases: [reference('ubuntu:22.04')],
    references: [
      ...['runtime:1.0', 'other:1.0', 'ubuntu:22.04', 'none:1.0'].map(reference),
      '10.0.0.1/none:1',
      'a b',
    ],
  }
}
