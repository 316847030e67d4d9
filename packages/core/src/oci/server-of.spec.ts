import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serverOf } from './server-of.ts'

const digest = `sha256:${'a'.repeat(64)}`

describe('serverOf()', () => {
  it.each([
    ['docker.io', 'docker.io', undefined],
    ['https://index.docker.io/v1/', 'docker.io', undefined],
    ['index.docker.io/v1/', 'docker.io', undefined],
    ['https://registry-1.docker.io/v2/', 'docker.io', undefined],
    ['https://hub.docker.com/', 'docker.io', undefined],
    ['registry.example.com', 'registry.example.com', undefined],
    ['Registry.Example.com', 'registry.example.com', undefined],
    ['  registry.example.com  ', 'registry.example.com', undefined],
    ['registry.example.com/', 'registry.example.com', undefined],
    ['https://registry.example.com/', 'registry.example.com', undefined],
    ['HTTPS://registry.example.com:8443/v2/', 'registry.example.com:8443', undefined],
    ['http://registry.example.com:5000', 'registry.example.com:5000', undefined],
    ['docker://registry.example.com', 'registry.example.com', undefined],
    ['https://registry', 'registry', undefined],
    ['localhost', 'localhost', undefined],
    ['localhost:5000', 'localhost:5000', undefined],
    ['10.1.2.3:5000', '10.1.2.3:5000', undefined],
    ['[::1]:5000', '[::1]:5000', undefined],
    ['registry.example.com/team', 'registry.example.com', 'team'],
    ['https://registry.example.com/v2/team/project/', 'registry.example.com', 'team/project'],
    ['docker.io/someone', 'docker.io', 'someone'],
    [
      '123456789012.dkr.ecr.us-east-1.amazonaws.com/team/app:1.2',
      '123456789012.dkr.ecr.us-east-1.amazonaws.com',
      undefined,
    ],
    [`registry.example.com:5000/app@${digest}`, 'registry.example.com:5000', undefined],
    ['someone/app:1', 'docker.io', undefined],
  ])('understands %j', (text, server, path) => {
    const parsed = serverOf(text)

    expect(parsed.fault).toBeUndefined()
    expect([parsed.server?.server, parsed.server?.path]).toEqual([server, path])
  })

  it.each([
    ['registry.example.com', undefined],
    ['https://index.docker.io/v1/', /"docker.io" is taken as the server/],
    ['registry.example.com/team', /are or begin with "team"/],
    [
      'registry.example.com/team/app:1.2',
      /is an image; .* all of "registry.example.com"\. Give the path "team\/app"/,
    ],
  ])('says what it understood otherwise: %j', (text, note) => {
    const { server } = serverOf(text)

    if (note === undefined) expect(server?.note).toBeUndefined()
    else expect(server?.note).toMatch(note)
  })

  it.each([
    ['', /got nothing/],
    ['x'.repeat(1025), /at most 1024 characters/],
    ['registry', /Expected a host with a dot or a port, got "registry"/],
    ['someone/app', /Expected a host with a dot or a port/],
    ['https://user:word@registry.example.com/', /without a user or password/],
    ['user@registry.example.com', /without a user or password/],
    ['registry.example.com?x=1', /Expected the host of a registry/],
    ['registry example', /Expected the host of a registry/],
    ['ftp://registry.example.com', /Expected the host of a registry/],
    ['https://', /Expected a host/],
    ['registry.example.com/Team', /lower case/],
    ['registry.example.com:99999', /port from 1 to 65535/],
    ['0x7f.1', /four decimal numbers/],
  ])('refuses %j with a sentence', (text, fault) => {
    const parsed = serverOf(text)

    expect(parsed.server).toBeUndefined()
    expect(parsed.fault).toMatch(fault)
  })

  it('never repeats a password that somebody wrote into it', () => {
    expect(serverOf('https://user:hunter2@registry.example.com/').fault).not.toContain('hunter2')
  })

  it('understands what it answers as itself', () => {
    const text = fc.array(fc.constantFrom('a', 'b.c', ':', '5000', '/', '@', 'https://', 'v1', '-', digest), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(text, (parts) => {
        const { server } = serverOf(parts.join(''))
        if (server === undefined || !/[.:]/.test(server.server)) return
        expect(serverOf(server.server).server).toEqual({ server: server.server })
      }),
      { numRuns: 2000 },
    )
  })
})
