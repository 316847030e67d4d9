import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRewrites, rewriteHosts } from './rewrite-hosts.ts'

const digest = `sha256:${'a'.repeat(64)}`

function rewrite(identifier: string, ...texts: string[]): string {
  const { rewrites, faults } = parseRewrites(texts)
  expect(faults).toEqual([])
  return rewriteHosts(identifier, rewrites)
}

describe('rewriteHosts()', () => {
  it.each([
    [
      'docker.repository.cloudera.com/cloudera/cdsw/x:1',
      ['docker.repository.cloudera.com=registry.example.com'],
      'registry.example.com/cloudera/cdsw/x:1',
    ],
    [
      'docker.repository.cloudera.com/cloudera/cdsw/x:1',
      ['docker.repository.cloudera.com/cloudera=registry.example.com:5000/mirror'],
      'registry.example.com:5000/mirror/cdsw/x:1',
    ],
    [`a.b/x:1@${digest}`, ['a.b=c.d/e'], `c.d/e/x:1@${digest}`],
    [`a.b/x@${digest}`, ['a.b=c.d'], `c.d/x@${digest}`],
    ['a.b/team/x:1', ['a.b=c.d', 'a.b/team=e.f'], 'e.f/x:1'],
    ['a.b/team/x:1', ['a.b/team=e.f', 'a.b=c.d'], 'e.f/x:1'],
    ['a.b/teams/x:1', ['a.b/team=e.f'], 'a.b/teams/x:1'],
    ['a.b/team/x:1', ['a.b/team/x=e.f/y'], 'e.f/y:1'],
    ['a.b.c/x:1', ['a.b=c.d'], 'a.b.c/x:1'],
    ['team/x:1', ['docker.io=a.b'], 'a.b/team/x:1'],
    ['x', ['docker.io=a.b'], 'a.b/library/x:latest'],
    ['team/x:1', ['docker.io/team=a.b'], 'a.b/x:1'],
    ['index.docker.io/team/x:1', ['docker.io=a.b'], 'a.b/team/x:1'],
    ['A.B/x:1', ['a.b=C.D'], 'c.d/x:1'],
    ['localhost:5000/x:1', [' localhost:5000 = a.b '], 'a.b/x:1'],
    ['no reference', ['docker.io=a.b'], 'no reference'],
    ['team/x:1', [], 'team/x:1'],
  ])('looks for %s with %j at %s', (identifier, texts, expected) => {
    expect(rewrite(identifier, ...texts)).toBe(expected)
  })

  it('does not depend on the order of the rewrites', () => {
    const prefixes = ['a.b', 'a.b/c', 'a.b/c/d', 'docker.io', 'e.f:5000']
    const texts = fc.shuffledSubarray(prefixes.map((from, index) => `${from}=m${index}.example.com`))
    const identifier = fc.constantFrom(
      'a.b/c/d/x:1',
      'a.b/c/x:1',
      'a.b/x:1',
      'x',
      'e.f:5000/x:2',
      'other.example.com/x:1',
    )
    fc.assert(
      fc.property(texts, identifier, (given, one) => {
        expect(rewrite(one, ...given)).toBe(rewrite(one, ...given.toReversed()))
      }),
    )
  })
})

describe('parseRewrites()', () => {
  it.each([
    ['docker.io', 'REWRITE_INVALID', /^Expected FROM=TO/],
    ['a.b=c.d=e.f', 'REWRITE_INVALID', /^Expected FROM=TO/],
    ['=c.d', 'REWRITE_INVALID', /^Expected a host or host:port, got "", before the "="/],
    ['a.b=', 'REWRITE_INVALID', /behind the "="/],
    ['https://a.b=c.d', 'REWRITE_INVALID', /before the "="/],
    ['registry=c.d', 'REWRITE_INVALID', /^Expected a host with a dot or a port, got "registry"/],
    ['a.b/x:1=c.d', 'REWRITE_INVALID', /^Expected no tag and no digest/],
    [`a.b/x@${digest}=c.d`, 'REWRITE_INVALID', /^Expected no tag and no digest/],
    ['a.b/Team=c.d', 'REWRITE_INVALID', /lower case/],
    ['a.b/=c.d', 'REWRITE_INVALID', /repository/],
  ])('does not understand %s', (text, code, message) => {
    const { rewrites, faults } = parseRewrites(['e.f=g.h', text])

    expect(rewrites).toEqual([])
    expect(faults).toEqual([
      { severity: 'error', code, message: expect.stringMatching(message), path: '/rewriteHost/1' },
    ])
  })

  it('tells all at once, and of two that contradict each other the second', () => {
    const { faults } = parseRewrites(['a.b=c.d', 'a.b=c.d', 'A.B=e.f', 'x'], '/query/rewriteHost')
    expect(faults.map(({ code, path }) => [code, path])).toEqual([
      ['REWRITE_TWICE', '/query/rewriteHost/2'],
      ['REWRITE_INVALID', '/query/rewriteHost/3'],
    ])
  })
})
