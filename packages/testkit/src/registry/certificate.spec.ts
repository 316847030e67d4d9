import { X509Certificate } from 'node:crypto'
import { expect, it } from 'vitest'
import { describeWithPrograms } from '../describe-with-programs.ts'
import { makeCertificate } from './certificate.ts'
import { startFakeRegistry } from './fake-registry.ts'
import { wireRequest } from './wire-request.ts'

describeWithPrograms('a certificate that openssl makes', ['openssl'], () => {
  it('is for this machine, of an authority that may sign, and lasts a day', async () => {
    const made = await makeCertificate()
    const [certificate, authority] = [
      new X509Certificate(made.certificate),
      new X509Certificate(made.authority),
    ]

    expect(certificate.subjectAltName).toBe('IP Address:127.0.0.1, DNS:localhost')
    expect(certificate.verify(authority.publicKey)).toBe(true)
    expect([certificate.ca, authority.ca]).toEqual([false, true])
    expect(Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)).toBe(86_400_000)
  })

  it('may be for another name, which no client takes', async () => {
    const registry = await startFakeRegistry({ tls: await makeCertificate(['DNS:registry.example']) })

    const answer = wireRequest(registry, '/v2/')

    await expect(answer).rejects.toThrow(/does not match certificate's altnames/)
    await registry.close()
  })
})
