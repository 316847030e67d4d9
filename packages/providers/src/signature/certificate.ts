import { X509Certificate, type KeyObject } from 'node:crypto'
import { plainText } from './quoted-text.ts'

/** A certificate as it speaks of itself. Nothing of it is proven. */
export interface ReadCertificate {
  readonly der: Buffer
  readonly key: KeyObject
  /** Its first alternative name: an address, or a URL of a workflow. */
  readonly subject?: string
  readonly from: Date
  readonly until: Date
  /** Whether it was issued for signing code, and not, say, for a web server. */
  readonly signsCode: boolean
}

/** Certificates have a few kB, as DER or as PEM; a longer one is not worth its time. */
const sizeLimit = 24_576
/** The extended key usage of Fulcio's certificates (RFC 5280, 4.2.1.12). */
const codeSigning = '1.3.6.1.5.5.7.3.3'

/** Reads a certificate from DER, or the first one of a PEM; undefined where it is none. */
export function readCertificate(source: Uint8Array | string): ReadCertificate | undefined {
  if (source.length > sizeLimit) return undefined
  try {
    const certificate = new X509Certificate(source)
    const name = firstName(certificate.subjectAltName)
    const subject = name === undefined ? undefined : plainText(name)
    // An empty list is undefined, though the types do not say so.
    const usages = certificate.keyUsage as readonly string[] | undefined
    return {
      der: certificate.raw,
      key: certificate.publicKey,
      from: new Date(certificate.validFrom),
      until: new Date(certificate.validTo),
      signsCode: usages?.includes(codeSigning) ?? false,
      ...(subject === undefined ? {} : { subject }),
    }
  } catch {
    return undefined
  }
}

const subjectLimit = 2048

/** Node writes names as `URI:https://…, email:…`, and those with a comma or a quote as JSON texts. */
function firstName(names: string | undefined): string | undefined {
  const name = names?.replace(/^(?:URI|email|DNS|othername):/, '').slice(0, subjectLimit)
  if (name === undefined || name === '') return undefined
  if (!name.startsWith('"')) return name.split(', ', 1)[0]
  const quoted = /^"(?:[^"\\]|\\.)*"/.exec(name)?.[0]
  try {
    return quoted === undefined ? name : String(JSON.parse(quoted))
  } catch {
    return name
  }
}
