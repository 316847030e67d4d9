import { describe, expect, it } from 'vitest'
import { baseUrlFaults } from './base-url-faults.ts'

describe('baseUrlFaults()', () => {
  it.each([
    'https://mirror.example.com',
    'https://mirror.example.com/p/',
    'http://10.0.0.7:8080/cloudera/p',
    'https://[2001:db8::1]:8443/p/',
    'HTTPS://mirror/p%20q/~a_b-c',
    `https://m/${'a'.repeat(245)}`,
  ])('takes %s', (url) => {
    expect(baseUrlFaults(url)).toEqual([])
  })

  const form = (came: string, reason: string) =>
    `Expected a URL such as https://mirror.example.com/p/, but got ${came}: ${reason}`

  it.each([
    ['mirror.example.com/p', ['it does not begin with https:// or http://']],
    ['ftp://mirror.example.com/p', ['it does not begin with https:// or http://']],
    ['javascript:alert(1)', ['it does not begin with https:// or http://']],
    [' https://mirror.example.com', ['it does not begin with https:// or http://']],
    ['https:///p', ['its host or port is none']],
    ['https://mirror:99999/p', ['its host or port is none']],
    ['https://mirror:x/p', ['its host or port is none']],
    ['https://-mirror/p', ['its host or port is none']],
    ['https://mir ror/p', ['its host or port is none']],
    ['https://mirror/a b', ['its path has a space or another character that is to be percent-encoded']],
    ['https://mirror/a\nb', ['its path has a space or another character that is to be percent-encoded']],
  ])('tells what is wrong with %j', (url, reasons) => {
    expect(baseUrlFaults(url)).toEqual(
      reasons.map((reason) => ({
        severity: 'error',
        code: 'BASE_URL_FORM',
        message: form(JSON.stringify(url), reason),
        path: '/baseParcelUrl',
      })),
    )
  })

  it('tells all that is wrong, and repeats no secret', () => {
    expect(
      baseUrlFaults('https://me:SECRET@mirror/\\p?token=SECRET#top').map(({ message }) => message),
    ).toEqual(
      [
        'it has a user or a password, which everyone could read',
        'its path has a space or another character that is to be percent-encoded',
        'paths are added to it, so it can have no query',
        'paths are added to it, so it can have no fragment',
      ].map((reason) => form('"https://…@mirror/\\\\p?…"', reason)),
    )
  })

  it('takes no more than the API does', () => {
    expect(baseUrlFaults(`https://m/${'a'.repeat(246)}`)).toEqual([
      {
        severity: 'error',
        code: 'BASE_URL_LENGTH',
        message: 'The length of the baseParcelUrl must be between 1 and 255, not 256',
        path: '/baseParcelUrl',
      },
    ])
  })
})
