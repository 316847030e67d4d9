import { describe, expect, it } from 'vitest'
import { openCall } from './call.ts'
import { realmUrl } from './realm-url.ts'
import type { RegistryAccess, RegistryOptions } from './registry-access.ts'

const credential = { username: 'ann', password: 'secret' }
const added = { isAdded: true }
const plain = { isAdded: true, plainHttp: true }
const open = { isAdded: false }

function judged(
  registry: string,
  realm: string,
  access: RegistryAccess,
  options: RegistryOptions = {},
): string {
  const { call, close } = openCall({ registry }, access, options, 1000)
  close()
  return realmUrl(realm, call).href
}

describe('realmUrl()', () => {
  it.each([
    ['Docker Hub', 'docker.io', 'https://auth.docker.io/token', open, { credential }],
    ['the same host', 'ghcr.io', 'https://ghcr.io/token', open, { credential }],
    ['the same host on another port', 'r.example:5000', 'https://r.example:5001/token', open, { credential }],
    ['a host above', 'registry.gitlab.com', 'https://gitlab.com/jwt/auth', open, { credential }],
    ['another site without a credential', 'lscr.io', 'https://ghcr.io/token', open, {}],
    [
      'another site of one that was added',
      'r.example',
      'https://tokens.other.example/t',
      added,
      { credential },
    ],
    ['a query', 'r.example', 'https://r.example/token?a=b', open, { credential }],
    ['plain http on its own origin', 'r.example:5000', 'http://r.example:5000/token', plain, { credential }],
  ])('takes %s', (_, registry, realm, access, options) => {
    expect(judged(registry, realm, access, options)).toBe(realm)
  })

  it.each([
    ['plain http', 'r.example', 'http://r.example/token', open, {}, /no https URL; nothing is asked there/],
    [
      'plain http of one that was added with TLS',
      'r.example',
      'http://r.example/token',
      added,
      {},
      /no https URL/,
    ],
    [
      'plain http on another port',
      'r.example:5000',
      'http://r.example:5001/token',
      plain,
      {},
      /no https URL/,
    ],
    ['plain http on another host', 'r.example:5000', 'http://other.example:5000/', plain, {}, /no https URL/],
    [
      'plain http of one that was not added',
      'r.example',
      'http://r.example/',
      { isAdded: false, plainHttp: true },
      {},
      /no https URL/,
    ],
    [
      'another site with a credential',
      'r.example.com',
      'https://evil.example.net/token',
      open,
      { credential },
      /on another site; the credential is not sent there/,
    ],
    [
      'an address with a credential',
      'r.example.com',
      'https://192.0.2.1/token',
      open,
      { credential },
      /on another site/,
    ],
    [
      'an address like its own',
      '192.0.2.1',
      'https://198.51.2.1/token',
      open,
      { credential },
      /on another site/,
    ],
    ['a top-level domain', 'localhost:5000', 'https://com/token', open, { credential }, /on another site/],
    ['a user', 'r.example', 'https://user@r.example/token', open, {}, /a user or a password/],
    ['a file', 'r.example', 'file:///etc/passwd', open, {}, /no https URL/],
    ['no URL', 'r.example', 'Registry of the team', open, {}, /got "Registry of the team"/],
    ['nothing', 'r.example', '', open, {}, /expected the URL that gives its tokens/],
    ['a URL without end', 'r.example', `https://r.example/${'a'.repeat(3000)}`, open, {}, /expected the URL/],
  ])('refuses %s', (_, registry, realm, access, options, sentence) => {
    expect(() => judged(registry, realm, access, options)).toThrow(sentence)
  })
})
