import type { AccountSettings } from '@ingot/contract'
import { startFakeArm } from '@ingot/testkit/fake-arm'
import { startFakeEc2 } from '@ingot/testkit/fake-ec2'
import { startFakeGce } from '@ingot/testkit/fake-gce'
import { startFakeOpenStack } from '@ingot/testkit/fake-openstack'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** An account of the demo, as flags of `ingot account add`, with the secret that it takes. */
export interface DemoAccount {
  readonly provider: AccountSettings['provider']
  readonly name: string
  readonly flags: readonly string[]
  readonly secret?: string
}

export interface DemoClouds {
  readonly accounts: readonly DemoAccount[]
  close(): Promise<void>
}

const name = 'golden-ubuntu22'

/** Fake clouds on 127.0.0.1 and a folder, which all have the same golden image, but not in all of their regions. */
export async function startDemoClouds(folder: string): Promise<DemoClouds> {
  const running = [await demoAws(), await demoAzure(), await demoGoogle(), await demoOpenStack()]
  return {
    accounts: [...running.map(({ account }) => account), await demoFolder(folder)],
    close: async () => {
      await Promise.all(running.map(({ close }) => close()))
    },
  }
}

interface Running {
  readonly account: DemoAccount
  readonly close: () => Promise<void>
}

async function demoAws(): Promise<Running> {
  const cloud = await startFakeEc2({ regions: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'] })
  for (const region of ['us-east-1', 'us-west-2', 'eu-west-1']) {
    cloud.regions.get(region)?.add({ name, creationDate: '2026-10-01T08:00:00.000Z' })
  }
  cloud.regions.get('us-east-1')?.add({ name: 'forgotten-build-7', creationDate: '2025-01-15T08:00:00.000Z' })
  const flags = ['--access-key-id', cloud.user.accessKeyId, '--endpoint', cloud.url]
  return {
    account: { provider: 'aws', name: 'aws-demo', flags, secret: cloud.user.secret },
    close: cloud.close,
  }
}

async function demoAzure(): Promise<Running> {
  const cloud = await startFakeArm({ locations: ['eastus', 'westeurope', 'japaneast'] })
  const { versions } = cloud.content.addDefinition({ group: 'golden', name: 'site' }, name)
  const targets = [{ name: 'eastus' }, { name: 'westeurope' }]
  for (const [index, number] of ['1.0.0', '1.1.0'].entries()) {
    versions.push({
      number,
      home: 'eastus',
      targets,
      published: `2026-10-0${index + 1}T08:00:00Z`,
      sizeGb: 30,
    })
  }
  const { tenant, clientId, secret } = cloud.client
  const { subscription } = cloud.content
  const flags = ['--subscription', subscription, '--tenant', tenant, '--client-id', clientId]
  return {
    account: { provider: 'azure', name: 'azure-demo', flags: [...flags, '--endpoint', cloud.url], secret },
    close: () => cloud.close(),
  }
}

async function demoGoogle(): Promise<Running> {
  const cloud = await startFakeGce()
  cloud.images.put({ name, architecture: 'X86_64', creationTimestamp: '2026-10-01T08:00:00.000+00:00' })
  const flags = ['--project', cloud.project, '--endpoint', cloud.url]
  return {
    account: { provider: 'gcp', name: 'google-demo', flags, secret: cloud.secret },
    close: cloud.close,
  }
}

async function demoOpenStack(): Promise<Running> {
  const cloud = await startFakeOpenStack()
  const bytes = Buffer.from('not a real disk')
  cloud.regions.get('RegionOne')?.add({ name, os_type: 'linux', architecture: 'x86_64' }, bytes)
  const { username, password, project } = cloud.user
  const flags = ['--auth-url', cloud.authUrl, '--username', username, '--project', project]
  return {
    account: { provider: 'openstack', name: 'openstack-demo', flags, secret: password },
    close: cloud.close,
  }
}

/** The head of a qcow2 image of 30 GiB: enough to be recognised, and nothing to boot. */
async function demoFolder(folder: string): Promise<DemoAccount> {
  const dir = join(folder, 'images')
  const head = Buffer.alloc(512)
  head.write('QFI\xfb', 0, 'latin1')
  head.writeUInt32BE(3, 4)
  // Clusters of 64 KiB, and the shortest header.
  head.writeUInt32BE(16, 20)
  head.writeBigUInt64BE(30n * 1024n ** 3n, 24)
  head.writeUInt32BE(104, 100)
  await mkdir(dir)
  await writeFile(join(dir, `${name}.qcow2`), head)
  await writeFile(join(dir, `${name}.json`), '{"os":"linux","architecture":"x86_64"}\n')
  return { provider: 'local', name: 'lab', flags: ['--dir', dir] }
}
