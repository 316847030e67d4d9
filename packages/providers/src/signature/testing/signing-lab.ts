import {
  certifiedAnnotations,
  certifiedBundle,
  digestOf,
  imageStatement,
  makeFakeSigstore,
  simplePayload,
  type BundleJson,
  type FakeCertificate,
  type FakeSigstore,
  type FakeTrustedRoot,
} from '@ingot/testkit'
import type { ImageSignature, Trust } from '@ingot/contract'
import { findSignatures } from '../find-signatures.ts'
import { MemorySource } from './memory-source.ts'
import { trustedIdentity } from './trusted.ts'

export const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const simpleType = 'application/vnd.dev.cosign.simplesigning.v1+json'

export const issuer = 'https://token.actions.example'
export const subject = 'https://git.example/ml/runtimes/.ci/build.yml@refs/heads/main'
export const hour = 3_600_000

/** The manifest of an image that is signed. */
export const manifestBytes = Buffer.from('{"manifest": true}')
export const digest = digestOf(manifestBytes)

/** Both formats of one signature: what is true of one has to be true of the other. */
export const formats = ['simple-signing', 'sigstore-bundle'] as const
type Format = (typeof formats)[number]

/** A signature in either format. */
export type Content = { annotations: Record<string, string>; payload: string } | BundleJson

interface Signing {
  by?: FakeCertificate
  at?: FakeSigstore
  image?: string
  logged?: boolean
  timestamped?: boolean
}

/** What signatures with certificates are made and judged with. */
export interface SigningLab {
  /** The one whose root is trusted. */
  readonly sigstore: FakeSigstore
  /** Another one, of other keys. */
  readonly elsewhere: FakeSigstore
  /** One that sees signatures an hour later, when the certificate is not valid any more. */
  readonly late: FakeSigstore
  /** The certificate of who is trusted. */
  readonly certificate: FakeCertificate
  /** Signs the image, or another one. */
  readonly signed: (format: Format, options?: Signing) => Promise<Content>
  /** Trust in an identity under a root; in the one that signs, unless others are said. */
  readonly trusting: (identity?: { subject: string; issuer: string }, root?: FakeTrustedRoot) => Trust
  /** What is said of the one signature that is found on the image. */
  readonly judged: (
    content: Content,
    trust?: readonly Trust[],
    at?: Date,
  ) => Promise<ImageSignature | undefined>
}

let lab: Promise<SigningLab> | undefined

/** Makes what is needed once for all tests, since it takes its time. */
export function signingLab(): Promise<SigningLab> {
  lab ??= makeLab()
  return lab
}

async function makeLab(): Promise<SigningLab> {
  const sigstore = await makeFakeSigstore()
  const { issued, trustedRoot } = sigstore
  const elsewhere = await makeFakeSigstore({ issued })
  const late = await makeFakeSigstore({ issued, seen: new Date(issued.getTime() + hour) })
  const certificate = await sigstore.certify({ subject, issuer })
  const trusting: SigningLab['trusting'] = (identity = { subject, issuer }, root = trustedRoot) =>
    trustedIdentity('ci', identity, root)
  return {
    sigstore,
    elsewhere,
    late,
    certificate,
    trusting,
    signed: async (format, options = {}) => {
      const { by = certificate, at = sigstore, image = digest, ...proofs } = options
      if (format === 'sigstore-bundle')
        return certifiedBundle({ statement: imageStatement(image) }, by, at, proofs)
      const payload = simplePayload(image)
      return { payload, annotations: await certifiedAnnotations(payload, by, at, proofs) }
    },
    judged: async (content, trust = [trusting()], at = issued) => {
      const signatures = await findSignatures(sourceOf(content), { digest, platforms: [] }, trust, at)
      if (signatures.length !== 1) throw new Error(`Expected one signature, got ${signatures.length}`)
      return signatures[0]
    },
  }
}

function sourceOf(content: Content): MemorySource {
  const source = new MemorySource()
  source.put(manifestBytes)
  if ('annotations' in content) {
    const { payload, annotations } = content
    source.putAtTag(digest, [{ mediaType: simpleType, content: payload, annotations }])
  } else {
    source.attach(digest, bundleType, [{ mediaType: bundleType, content: JSON.stringify(content) }])
  }
  return source
}
