import type { StoredAccessKey } from '@ingot/ledger'
import type { SignableRequest } from '../auth/signed-request.ts'
import { keyPair, pemOf } from './key-pairs.ts'
import { signatureHeader, signRequest, signText, type SignedParts, type SigningKey } from './sign-request.ts'

/** When and what the requests of the tests are signed for. */
export const signedAt = new Date('2026-11-20T17:35:33Z')
export const signedPath = '/api/v1/imagecatalog/createCustomCatalog'

const kinds = {
  ed25519: ['ed25519v1', 'ed25519'],
  rsa: ['rsav1', 'rsa2048'],
  ecdsa: ['ecdsav1', 'P-384'],
} as const
export const algorithms = ['ed25519', 'rsa', 'ecdsa'] as const
type Algorithm = (typeof algorithms)[number]

/** An access key of each algorithm, as stored; its id is the algorithm. */
export function storedKey(algorithm: Algorithm): StoredAccessKey {
  const publicKey = pemOf(keyPair(kinds[algorithm][1]).publicKey)
  const created = '2026-01-01T00:00:00.000Z'
  return { accessKeyId: algorithm, user: `${algorithm}-user`, role: 'editor', algorithm, publicKey, created }
}

/** What signs for the access key of an algorithm. */
export function signingKey(algorithm: Algorithm): SigningKey {
  const [method, kind] = kinds[algorithm]
  return { accessKeyId: algorithm, method, privateKey: keyPair(kind).privateKey }
}

export const ed25519 = signingKey('ed25519')
/** Another private key under the id of that one. */
export const otherEd25519 = { ...ed25519, privateKey: keyPair('ed25519b').privateKey }

/** A request as its client sends it, signed. */
export function signed(key: SigningKey = ed25519, parts: SignedParts = {}): SignableRequest {
  const headers = signRequest(key, { path: signedPath, at: signedAt, ...parts })
  return { method: 'POST', url: signedPath, headers }
}

/** A request whose header says what it likes, over a right signature. */
export function withParameters(parameters: unknown, key: SigningKey = ed25519): SignableRequest {
  const text = ['POST', 'application/json', signedAt.toUTCString(), signedPath, key.method].join('\n')
  return withHeaders({ 'x-altus-auth': signatureHeader(parameters, signText(key, text)) }, signed(key))
}

/** A signed request, some of whose headers are others or missing. */
export function withHeaders(
  headers: Record<string, string | undefined>,
  request: SignableRequest = signed(),
): SignableRequest {
  return { ...request, headers: { ...request.headers, ...headers } }
}
