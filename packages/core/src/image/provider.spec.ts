import { expect, it } from 'vitest'
import { normalizeProvider } from './provider.ts'

it.each([
  ['az', 'azure'],
  ['Azure', 'azure'],
  ['azure_rm', 'azure'],
  ['AWS', 'aws'],
  ['ec2', 'aws'],
  ['Amazon', 'aws'],
  ['gce', 'gcp'],
  ['GCP', 'gcp'],
  ['google', 'gcp'],
  [' openstack ', 'openstack'],
])('normalizeProvider() takes "%s" for "%s"', (written, provider) => {
  expect(normalizeProvider(written)).toBe(provider)
})
