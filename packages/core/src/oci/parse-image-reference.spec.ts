import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseImageReference, toReference } from './parse-image-reference.ts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

describe('parseImageReference()', () => {
  it.each([
    ['ubuntu', 'docker.io', 'library/ubuntu', 'latest', undefined],
    ['ubuntu:24.04', 'docker.io', 'library/ubuntu', '24.04', undefined],
    ['  ubuntu:24.04\n', 'docker.io', 'library/ubuntu', '24.04', undefined],
    ['team/app', 'docker.io', 'team/app', 'latest', undefined],
    ['team/group/app:1', 'docker.io', 'team/group/app', '1', undefined],
    ['docker.io/ubuntu', 'docker.io', 'library/ubuntu', 'latest', undefined],
    ['index.docker.io/team/app', 'docker.io', 'team/app', 'latest', undefined],
    ['registry-1.docker.io/ubuntu', 'docker.io', 'library/ubuntu', 'latest', undefined],
    ['registry.example.com/app', 'registry.example.com', 'app', 'latest', undefined],
    ['Registry.Example.COM/app', 'registry.example.com', 'app', 'latest', undefined],
    ['registry.example.com:5000/team/app:v1', 'registry.example.com:5000', 'team/app', 'v1', undefined],
    ['registry.example.com:443/app', 'registry.example.com:443', 'app', 'latest', undefined],
    ['registry:5000/app', 'registry:5000', 'app', 'latest', undefined],
    ['registry:05000/app', 'registry:5000', 'app', 'latest', undefined],
    ['localhost/app', 'localhost', 'app', 'latest', undefined],
    ['localhost:5000', 'docker.io', 'library/localhost', '5000', undefined],
    ['registry/app', 'docker.io', 'registry/app', 'latest', undefined],
    ['10.1.2.3:5000/app', '10.1.2.3:5000', 'app', 'latest', undefined],
    ['[::1]:5000/app:v1', '[::1]:5000', 'app', 'v1', undefined],
    ['[2001:DB8:0:0::1]/app', '[2001:db8::1]', 'app', 'latest', undefined],
    [`ubuntu@${digest}`, 'docker.io', 'library/ubuntu', undefined, digest],
    [`host.example/a/b:1@${digest}`, 'host.example', 'a/b', '1', digest],
    ['a__b/c-d--e.f_g', 'docker.io', 'a__b/c-d--e.f_g', 'latest', undefined],
    ['app:_A.b-C', 'docker.io', 'library/app', '_A.b-C', undefined],
  ])('reads %j', (text, registry, repository, tag, read) => {
    const { reference } = parseImageReference(text)

    expect(reference).toMatchObject({ registry, repository })
    expect([reference?.tag, reference?.digest]).toEqual([tag, read])
  })

  it.each([
    ['', /cannot be empty/],
    ['   ', /cannot be empty/],
    ['a'.repeat(1025), /at most 1024 characters, but this one has 1025/],
    ['a'.repeat(256), /at most 255 characters, but this one has 256/],
    ['https://host.example/app', /begins with "https:\/\/"; leave that away/],
    ['docker://app', /begins with "docker:\/\/"/],
    ['team/App', /lower case, but "team\/App" is not; did you mean "team\/app"\?/],
    ['Ubuntu', /lower case/],
    ['MYHOST/app', /lower case/],
    ['registry.example.com/', /names a repository, but this one does not/],
    ['registry.example.com:5000/:v1', /names a repository/],
    ['team//app', /consists of lower-case letters/],
    ['/app', /consists of lower-case letters/],
    ['team/../app', /consists of lower-case letters/],
    ['team/-app', /consists of lower-case letters/],
    ['team/a___b', /consists of lower-case letters/],
    ['team/a..b', /consists of lower-case letters/],
    ['team/app/', /consists of lower-case letters/],
    ['app:', /Expected a tag behind the colon/],
    ['app:-1', /A tag has at most 128/],
    [`app:${'a'.repeat(129)}`, /A tag has at most 128/],
    ['host.example/app:a:b', /A tag has at most 128/],
    ['app@', /Expected sha256: and 64/],
    ['app@sha256:abc', /Expected sha256: and 64/],
    [`app@${digest.toUpperCase()}`, /Expected sha256: and 64/],
    [`app@sha512:${'a'.repeat(128)}`, /Expected a digest of sha256, got one of sha512/],
    [`app@${digest}@${digest}`, /Expected sha256: and 64/],
    ['0123456789abcdef'.repeat(4), /is the id of a local image/],
    ['a b', /neither spaces/],
    ['app:v1\u0000', /neither spaces/],
    ['büro/app', /letters beyond ASCII/],
    ['-host.example/app', /between dots, but "-host.example" does not/],
    ['host..example/app', /between dots/],
    ['host.example./app', /between dots/],
    ['ho_st.example/app', /between dots/],
    ['user@host.example/app', /Expected sha256: and 64/],
    ['host.example:0/app', /port from 1 to 65535, got "0"/],
    ['host.example:65536/app', /port from 1 to 65535/],
    ['host.example:/app', /port from 1 to 65535/],
    ['host.example:http/app', /port from 1 to 65535/],
    [':5000/app', /Expected a host/],
    ['0x7f.1/app', /four decimal numbers, got "0x7f.1"/],
    ['127.1:5000/app', /four decimal numbers/],
    ['256.1.1.1/app', /four decimal numbers/],
    ['0177.0.0.1/app', /four decimal numbers/],
    ['2130706433:5000/app', /four decimal numbers/],
    ['[::1/app', /Expected a host/],
    ['[::g]/app', /IPv6 address in brackets/],
    ['[fe80::1%25eth0]/app', /IPv6 address in brackets/],
    ['[::1]', /consists of lower-case/],
  ])('refuses %j with a sentence', (text, fault) => {
    const parsed = parseImageReference(text)

    expect(parsed.reference).toBeUndefined()
    expect(parsed.fault).toMatch(fault)
  })

  const part = fc.stringMatching(/^[a-z0-9]{1,6}(?:(?:\.|_|__|-{1,3})[a-z0-9]{1,6}){0,2}$/)
  const repository = fc.array(part, { minLength: 2, maxLength: 5 }).map((parts) => parts.join('/'))
  const label = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,8}[a-z0-9])?$/)
  const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined })
  const host = fc
    .tuple(label, label, port)
    .map(([name, end, number]) => `${name}.${end}${number === undefined ? '' : `:${number}`}`)
  const tag = fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$/), { nil: undefined })
  const anyDigest = fc.option(fc.stringMatching(/^sha256:[0-9a-f]{64}$/), { nil: undefined })

  it('reads what it writes, and writes it the same', () => {
    fc.assert(
      fc.property(host, repository, tag, anyDigest, (registry, repository, tag, digest) => {
        const written = toReference({ registry, repository }, tag, digest)
        const { reference } = parseImageReference(written.text)
        expect(reference).toEqual(written)
      }),
    )
  })

  it('gives for any text either a fault, or a reference whose full text reads as itself', () => {
    const characters = fc.constantFrom(
      'a',
      'B',
      '1',
      '.',
      ':',
      '/',
      '@',
      '-',
      '_',
      '[',
      ']',
      digest,
      ' ',
      'ü',
    )
    const text = fc.array(fc.oneof(characters, fc.string({ maxLength: 3 })), { maxLength: 12 })
    fc.assert(
      fc.property(text, (parts) => {
        const { reference, fault } = parseImageReference(parts.join(''))
        if (reference === undefined) expect(fault).not.toBe('')
        else expect(parseImageReference(reference.text).reference).toEqual(reference)
      }),
      { numRuns: 2000 },
    )
  })

  it('leads to no other host than the one that it names', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30, unit: 'binary' }), (text) => {
        const { reference } = parseImageReference(`${text}.example:5000/app`)
        if (reference === undefined) return
        const url = new URL(`https://${reference.registry}/v2/${reference.repository}/tags/list`)
        expect(url.host).toBe(reference.registry)
        expect(url.username + url.search + url.hash).toBe('')
      }),
      { numRuns: 1000 },
    )
  })

  it('takes no longer for a text that is made to be slow', () => {
    const hostile = [
      `a${'-'.repeat(250)}!`,
      'a.'.repeat(120),
      `${'a-'.repeat(120)}/`,
      `${'0'.repeat(60)}.`.repeat(4),
    ]
    const start = performance.now()
    for (const text of hostile) for (let times = 0; times < 200; times += 1) parseImageReference(text)

    expect(performance.now() - start).toBeLessThan(1000)
  })
})
