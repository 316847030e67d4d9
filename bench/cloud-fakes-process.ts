import type { AccountSettings } from '@ingot/contract'
import { startFakeArm } from '@ingot/testkit/fake-arm'
import { startFakeEc2, type FakeEc2 } from '@ingot/testkit/fake-ec2'
import { startFakeOpenStack } from '@ingot/testkit/fake-openstack'

/**
 * `KIND IMAGES LATENCY`: serves fake clouds of 60 regions each, with that many images in all, that answer after so many ms.
 * `search`: two of AWS, one of Azure, one of OpenStack, with an image called `golden` in every region. `scan`: one of AWS.
 * Tells the accounts in them as a line of JSON.
 */

interface Told {
  readonly name: string
  readonly settings: AccountSettings
  readonly secret: string
}

const regions = Array.from({ length: 60 }, (_, index) => `region-${String(index + 1).padStart(2, '0')}`)

async function aws(name: string, images: number, latency: number, isGolden: boolean): Promise<Told> {
  const cloud: FakeEc2 = await startFakeEc2({ regions, latency })
  for (const region of cloud.regions.values()) {
    region.addMany(Math.ceil(images / regions.length))
    if (isGolden) region.add({ name: 'golden' })
  }
  const { accessKeyId, secret } = cloud.user
  const homeRegion = regions[0]!
  return { name, settings: { provider: 'aws', accessKeyId, endpoint: cloud.url, homeRegion }, secret }
}

async function azure(images: number, latency: number): Promise<Told> {
  const cloud = await startFakeArm({ locations: regions, latency, pageSize: 100 })
  const targets = regions.map((name) => ({ name }))
  const definitions = 20
  for (let index = 0; index < definitions; index += 1) {
    const name = index === 0 ? 'golden' : `definition-${index}`
    const { versions } = cloud.content.addDefinition({ group: 'images', name: 'site' }, name)
    for (let patch = 0; patch < images / definitions; patch += 1) {
      const published = new Date(Date.UTC(2026, 0, 1) + patch * 60_000).toISOString()
      versions.push({ number: `1.0.${patch}`, home: regions[0]!, targets, published, sizeGb: 30 })
    }
  }
  const { tenant, clientId, secret } = cloud.client
  const { subscription } = cloud.content
  return {
    name: 'azure',
    settings: { provider: 'azure', subscription, tenant, clientId, endpoint: cloud.url },
    secret,
  }
}

async function openStack(images: number, latency: number): Promise<Told> {
  const cloud = await startFakeOpenStack({ regions, latency })
  for (const region of cloud.regions.values()) {
    for (let index = 0; index < images / regions.length; index += 1) region.add({ name: `image-${index}` })
    region.add({ name: 'golden', os_type: 'linux', architecture: 'x86_64' })
  }
  const { username, password, project } = cloud.user
  const settings = { provider: 'openstack' as const, authUrl: cloud.authUrl, username, project }
  return { name: 'openstack', settings, secret: password }
}

process.on('SIGTERM', () => process.exit())
const [, , kind, count, wait] = process.argv
const [images, latency] = [Number(count), Number(wait)]
const accounts =
  kind === 'scan'
    ? [await aws('aws', images, latency, false)]
    : await Promise.all([
        aws('aws-1', images / 4, latency, true),
        aws('aws-2', images / 4, latency, true),
        azure(images / 4, latency),
        openStack(images / 4, latency),
      ])
process.stdout.write(`${JSON.stringify(accounts)}\n`)
