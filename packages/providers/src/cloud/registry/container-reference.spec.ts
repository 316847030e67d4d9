import { describe, expect, it } from 'vitest'
import { containerReference, containerRepository } from './container-reference.ts'

const digest = `sha256:${'a'.repeat(64)}`

describe('containerReference()', () => {
  it.each([
    ['docker.io', 'ubuntu:22.04', 'docker.io/library/ubuntu:22.04'],
    ['docker.io', 'index.docker.io/team/app:1', 'docker.io/team/app:1'],
    ['localhost', 'localhost/app:1', 'localhost/app:1'],
    ['r.example:5000', 'team/app:1', 'r.example:5000/team/app:1'],
    ['r.example:5000', 'r.example:5000/team/app:1', 'r.example:5000/team/app:1'],
    ['r.example', `team/app@${digest}`, `r.example/team/app@${digest}`],
    ['r.example', `r.example/team/app:1@${digest}`, `r.example/team/app:1@${digest}`],
  ])('means on %s by "%s" the image %s', (server, text, meant) => {
    expect(containerReference(server, text)?.text).toBe(meant)
  })

  it.each([
    ['r.example', 'team/app'],
    ['r.example', 'r.example/team/app'],
    ['r.example:5000', 'r.example:5000/team/app'],
    ['r.example', 'r.example:5000/team/app:1'],
    ['r.example', 'other.example/team/app:1'],
    ['r.example', 'localhost/app:1'],
    ['r.example', digest],
    ['r.example', 'team/app@sha256:1'],
    ['word', 'team/app:1'],
    ['r.example', ':1'],
    ['r.example', ''],
  ])('means nothing on %s by "%s"', (server, text) => {
    expect(containerReference(server, text)).toBeUndefined()
  })
})

describe('containerRepository()', () => {
  it.each([
    ['docker.io', 'ubuntu', 'library/ubuntu'],
    ['docker.io', 'team/app', 'team/app'],
    ['r.example', 'ubuntu', 'ubuntu'],
  ])('is on %s of "%s" the repository "%s"', (registry, repository, meant) => {
    expect(containerRepository(registry, repository)).toMatchObject({ registry, repository: meant })
  })
})
