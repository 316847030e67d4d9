import { X509Certificate } from 'node:crypto'

/** More than this is the list of an operating system, which is trusted anyway. */
const mostCertificates = 200

const block = /-----BEGIN (?<label>[A-Z0-9 ]{1,40})-----[A-Za-z0-9+/=\s]*-----END \k<label>-----/g

/** What is wrong with a text that is to be certificates as PEM, a sentence each; nothing where it is right. */
export function certificateFaults(pem: string): string[] {
  const blocks = [...pem.matchAll(block)]
  const labels = blocks.map((found) => found.groups?.['label'] ?? '')
  if (labels.some((label) => label.includes('PRIVATE KEY'))) {
    return [
      'Expected certificates alone, got a private key with them; take it out, and keep it where it belongs',
    ]
  }
  const certificates = blocks.filter((_, index) => labels[index] === 'CERTIFICATE')
  if (certificates.length === 0) {
    return ['Expected certificates as PEM, from "-----BEGIN CERTIFICATE-----" on, got none']
  }
  if (certificates.length > mostCertificates) {
    return [`Expected at most ${mostCertificates} certificates, got ${certificates.length}`]
  }
  return certificates.flatMap(([text], index) =>
    isCertificate(text) ? [] : [`Certificate ${index + 1} of ${certificates.length} cannot be read`],
  )
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}
