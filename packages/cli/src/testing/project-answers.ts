import type { AllowedBase, Client, Trust } from '@ingot/contract'
import { stamp } from './answers.ts'
import { consumerView } from './cdp-answers.ts'
import { digest, runtime } from './runtime-answers.ts'

type Addon = Awaited<ReturnType<Client['listAddons']>>['addons'][number]

const { at } = stamp

function snapshot(start: string, platform: string, seen: string): AllowedBase['snapshots'][number] {
  return {
    digest: digest(start),
    manifest: digest(`${start}1`),
    platform,
    layers: [digest('1a')],
    diffIds: [digest('d1')],
    chainId: digest('c4'),
    labels: {},
    env: {},
    seen,
  }
}

export const base: AllowedBase = {
  id: 'docker.io/library/ubuntu:22.04',
  reference: 'docker.io/library/ubuntu:22.04',
  generation: 'os',
  vendor: false,
  snapshots: [
    snapshot('aaaa', 'linux/amd64', '2026-01-01T00:00:00.000Z'),
    snapshot('aaaa', 'linux/arm64', '2026-01-01T00:00:00.000Z'),
    snapshot('bbbb', 'linux/amd64', '2026-01-15T00:00:00.000Z'),
    snapshot('aaaa', 'linux/amd64', at),
  ],
  created: at,
}

export const trust: Trust = { name: 'release-team', key: '-----BEGIN PUBLIC KEY-----\n', created: at }
export const identity: Trust = {
  name: 'pipeline',
  identity: { subject: 'https://github.com/example/*', issuer: 'https://issuer.example.com', root: '{}' },
  created: at,
}

export const addon: Addon = {
  id: 1,
  identifier: 'spark351-1241-hotfix1',
  component: 'Spark',
  displayName: 'Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1',
  status: 'DEPRECATED',
  reason: 'Use Spark 3.5.4',
  created: at,
  revision: 4,
}

export const project = {
  ...consumerView,
  type: 'project' as const,
  name: 'forecast',
  provider: 'oci',
  region: 'registry.example.com',
  image: {
    catalog: 'runtimes',
    id: runtime.id,
    reference: `registry.example.com/team/forecast@${digest('9a3f')}`,
  },
  runtimes: [
    {
      catalog: 'runtimes',
      id: runtime.id,
      reference: `registry.example.com/team/forecast@${digest('9a3f')}`,
    },
  ],
  addons: [addon.displayName],
}
