import type { ImageSignature, Trust } from '@ingot/contract'
import { digestOf } from '@ingot/core'
import { judgeSignature } from './judge-signature.ts'
import { invalid, untrusted } from './judgement.ts'
import { readPlace } from './read-place.ts'
import { signaturePlaces, type SignaturePlace } from './signature-places.ts'
import type { SignatureSource, SignedImage } from './signature-source.ts'
import type { SignedSubject } from './sigstore-bundle.ts'
import { readSigners } from './signers.ts'

/** The most manifests that are read, and the most signatures that are judged, of all digests of an image together. */
const countLimit = 64

/**
 * Finds the signatures of an image, of its index as well as of each platform, and says of each whether it counts. What
 * is malformed is an entry of its own, and so is the first that goes beyond the limits. Throws only what `source`
 * throws. `now` is the moment at which certificates are judged where nothing is to prove a time.
 */
export async function findSignatures(
  source: SignatureSource,
  image: SignedImage,
  trust: readonly Trust[],
  now: Date,
): Promise<ImageSignature[]> {
  const signers = readSigners(trust)
  const signatures: ImageSignature[] = []
  const seen = new Set<string>()
  for await (const { subject, place } of placesOf(source, image)) {
    if (place === undefined) return [...signatures, beyond(subject.digest, subject.digest)]
    for (const { format, identity, read } of await readPlace(source, place, subject)) {
      const key = `${subject.digest} ${identity}`
      if (seen.has(key)) continue
      if (signatures.length === countLimit) return [...signatures, beyond(subject.digest, place.digest)]
      seen.add(key)
      const signed = await read()
      const judgement = 'fault' in signed ? invalid(signed.fault) : await judgeSignature(signed, signers, now)
      signatures.push({ format, subject: subject.digest, manifest: place.digest, ...judgement })
    }
  }
  return signatures
}

interface FoundPlace {
  readonly subject: SignedSubject
  /** Undefined for the first that goes beyond the limit. */
  readonly place?: SignaturePlace
}

async function* placesOf(source: SignatureSource, image: SignedImage): AsyncGenerator<FoundPlace> {
  const digests = new Set([image.digest, ...image.platforms.map(({ manifest }) => manifest)])
  let places = 0
  for (const [at, digest] of [...digests].entries()) {
    const subject = { digest, bytes: () => manifestBytes(source, digest) }
    if (at === countLimit) yield { subject }
    for (const place of await signaturePlaces(source, digest)) {
      places += 1
      yield places > countLimit ? { subject } : { subject, place }
    }
  }
}

/** The bytes of a manifest that are those of its digest; undefined where there are none. */
async function manifestBytes(source: SignatureSource, digest: string): Promise<Uint8Array | undefined> {
  const manifest = await source.manifest({ digest })
  if (manifest === undefined || 'fault' in manifest) return undefined
  return digestOf(manifest.bytes) === digest ? manifest.bytes : undefined
}

function beyond(subject: string, manifest: string): ImageSignature {
  const message = `There is more to look at than ${countLimit} manifests and signatures: from here on nothing was`
  return { format: 'sigstore-bundle', subject, manifest, ...untrusted(message) }
}
