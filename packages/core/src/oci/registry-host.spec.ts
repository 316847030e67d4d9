import { describe, expect, it } from 'vitest'
import { apiHost } from './registry-host.ts'

describe('apiHost()', () => {
  it.each([
    ['docker.io', 'registry-1.docker.io'],
    ['index.docker.io', 'registry-1.docker.io'],
    ['registry-1.docker.io', 'registry-1.docker.io'],
    ['registry.example.com:5000', 'registry.example.com:5000'],
    ['docker.io.example.com', 'docker.io.example.com'],
  ])('of %s is %s', (registry, host) => {
    expect(apiHost(registry)).toBe(host)
  })
})
