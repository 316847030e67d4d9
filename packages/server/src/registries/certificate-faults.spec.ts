import { generateKeyPairSync } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { certificateFaults } from './certificate-faults.ts'

const [first = '', second = ''] = rootCertificates
const { privateKey } = generateKeyPairSync('ed25519')
const keyPem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))

describe('certificateFaults()', () => {
  it.each([
    ['a certificate', first],
    ['several with text between them', `# our authority\n${first}\nand the old one:\n${second}`],
    ['lines that end as on Windows', first.replaceAll('\n', '\r\n')],
  ])('finds nothing wrong with %s', (_, pem) => {
    expect(certificateFaults(pem)).toEqual([])
  })

  it.each([
    ['nothing', '', 'got none'],
    ['text', 'registry.example.com', 'got none'],
    ['a public key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'got none'],
    ['a certificate that is cut off', first.slice(0, 200), 'got none'],
    [
      'bytes that are no certificate',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      '1 of 1',
    ],
    ['a private key beside it', `${first}\n${keyPem}`, 'got a private key with them'],
    ['far too many', first.concat('\n').repeat(201), 'at most 200 certificates, got 201'],
  ])('says what is wrong with %s', (_, pem, message) => {
    expect(certificateFaults(pem)).toEqual([expect.stringContaining(message)])
  })

  it('names each that cannot be read', () => {
    const wrong = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'

    expect(certificateFaults(`${wrong}${first}\n${wrong}`)).toEqual([
      'Certificate 1 of 3 cannot be read',
      'Certificate 3 of 3 cannot be read',
    ])
  })

  it('does not show a private key', () => {
    expect(certificateFaults(keyPem).join()).not.toContain(keyPem.split('\n')[1])
  })

  it('takes little time for a text that is made to take much', () => {
    const started = performance.now()

    certificateFaults('-----BEGIN CERTIFICATE-----'.repeat(9000))
    certificateFaults(`-----BEGIN CERTIFICATE-----${'A'.repeat(260_000)}`)

    expect(performance.now() - started).toBeLessThan(2000)
  })
})
