import { createHash, sign, type KeyObject } from 'node:crypto'

/** A log of certificates (RFC 6962), as the authority of the mock asks one. */
export interface FakeCertificateLog {
  /** SPKI as DER. */
  readonly publicKey: Buffer
  readonly logID: Buffer
  readonly log: (certificate: ArrayBuffer, issuer: ArrayBuffer) => Promise<ArrayBuffer>
}

/**
 * Makes a log that enters nothing and promises everything. The one of the mock writes its promises in a form that the
 * library which it writes them with has given up.
 */
export function makeFakeCertificateLog(publicKey: KeyObject, privateKey: KeyObject): FakeCertificateLog {
  const der = publicKey.export({ format: 'der', type: 'spki' })
  const logID = createHash('sha256').update(der).digest()
  return {
    publicKey: der,
    logID,
    log: async (certificate, issuer) => {
      const moment = Buffer.alloc(8)
      moment.writeBigUInt64BE(BigInt(Date.now()))
      const body = bodyOf(Buffer.from(certificate))
      const signature = sign('sha256', promisedBytes(moment, Buffer.from(issuer), body), privateKey)
      // Version 1, no extensions, SHA-256 with ECDSA; all behind its length (RFC 6962, 3.2 and 3.3).
      const noExtensions = Buffer.alloc(2)
      const promise = Buffer.concat([
        Buffer.from([0]),
        logID,
        moment,
        noExtensions,
        Buffer.from([4, 3]),
        lengthOf(signature, 2),
        signature,
      ])
      return Uint8Array.from(Buffer.concat([lengthOf(promise, 2), promise])).buffer
    },
  }
}

/** What a log signs for a certificate that has no promise within yet (RFC 6962, 3.2). */
function promisedBytes(moment: Buffer, issuer: Buffer, body: Buffer): Buffer {
  const head = Buffer.from([0, 0])
  const isUnfinished = Buffer.from([0, 1])
  return Buffer.concat([head, moment, isUnfinished, issuer, lengthOf(body, 3), body, Buffer.alloc(2)])
}

function lengthOf(bytes: Buffer, size: number): Buffer {
  const length = Buffer.alloc(size)
  length.writeUIntBE(bytes.length, 0, size)
  return length
}

/** The part of a certificate that is signed: the first element of its sequence, with tag and length. */
function bodyOf(certificate: Buffer): Buffer {
  const start = contentOf(certificate, 0).start
  return certificate.subarray(start, contentOf(certificate, start).end)
}

/** Where the content of the DER element at `at` begins and ends. */
function contentOf(der: Buffer, at: number): { start: number; end: number } {
  const first = der.readUInt8(at + 1)
  if (first < 0x80) return { start: at + 2, end: at + 2 + first }
  const size = first & 0x7f
  const start = at + 2 + size
  return { start, end: start + der.readUIntBE(at + 2, size) }
}
