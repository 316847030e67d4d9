import {
  digestOf,
  imageStatement,
  keyAnnotations,
  keyBundle,
  simplePayload,
  type ArtifactLayer,
  type BundleJson,
} from '@ingot/testkit'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { findSignatures } from '../find-signatures.ts'
import type { SignatureSource } from '../signature-source.ts'
import { trustedKey } from './trusted.ts'

export const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json'
export const cosignType = 'application/vnd.dev.cosign.artifact.sig.v1+json'
export const simpleType = 'application/vnd.dev.cosign.simplesigning.v1+json'

/** An image of two platforms, of which only the digests matter. */
export const indexBytes = Buffer.from('{"index": true}')
export const index = digestOf(indexBytes)
export const amd64 = digestOf(Buffer.from('{"platform": "linux/amd64"}'))
export const arm64 = digestOf(Buffer.from('{"platform": "linux/arm64"}'))
const image = { digest: index, platforms: [{ manifest: amd64 }, { manifest: arm64 }] }
/** Of another image. */
export const other = digestOf(Buffer.from('another image'))

/** The key that is trusted, and one that is not. */
export const release = ecKey()
export const stranger = ecKey()
export const trust = [trustedKey('release', release)]
export const made = 'The trusted key "release" made it'
export const now = new Date('2026-06-01T12:00:00Z')

/** The private half of a new key. */
export function ecKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}

/** A signature in the format of cosign. */
export function simple(digest: string, key = release, type?: string): ArtifactLayer {
  const content = simplePayload(digest, type)
  return { mediaType: simpleType, content, annotations: keyAnnotations(content, key) }
}

/** A bundle as a layer. */
export function bundle(content: BundleJson): ArtifactLayer {
  return { mediaType: bundleType, content: JSON.stringify(content) }
}

/** A statement about a digest in a bundle. */
export function stated(digest: string, key = release): ArtifactLayer {
  return bundle(keyBundle({ statement: imageStatement(digest) }, key))
}

/** What is found of the image. */
export function found(source: SignatureSource, trusted = trust) {
  return findSignatures(source, image, trusted, now)
}
