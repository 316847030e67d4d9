import type { PlatformProof } from '@ingot/contract'
import type { OciPlatformImage } from '../../oci/oci-image.ts'
import { baseAnnotation } from './base-annotation.ts'
import { baseSystems, type PlatformEvidence } from './base-evidence.ts'
import type { PlatformBases } from './base-index.ts'
import { findBase, nearestBase, type FoundBase } from './find-base.ts'

type Verdict = Pick<PlatformProof, 'verdict' | 'message'> & Partial<PlatformProof>

/**
 * What an image of one platform is built on. `bases` are the allowed bases of this platform, `ofIndex` the annotations
 * of the index that the image is in.
 */
export function provePlatform(
  image: OciPlatformImage,
  ofIndex: Readonly<Record<string, string>>,
  bases: PlatformBases | undefined,
  evidence: PlatformEvidence = {},
): PlatformProof {
  const isMalformed = image.layers.length !== image.diffIds.length
  const found = isMalformed ? undefined : bases && findBase(image, bases, evidence)
  const annotation = baseAnnotation(image, ofIndex, bases, found?.candidate)
  return {
    platform: image.platform,
    manifest: image.manifest,
    ...(isMalformed ? malformed(image) : verdictOf(image, bases, found, evidence)),
    layers: image.layers.length,
    ...(annotation === undefined ? {} : { annotation }),
  }
}

function malformed({ layers, diffIds }: OciPlatformImage): Verdict {
  return {
    verdict: 'UNKNOWN',
    message: `The manifest lists ${layers.length} layers, but the configuration ${diffIds.length}; build and push the image again`,
  }
}

function verdictOf(
  image: OciPlatformImage,
  bases: PlatformBases | undefined,
  found: FoundBase | undefined,
  evidence: PlatformEvidence,
): Verdict {
  if (found !== undefined) return onBase(image, found, evidence)
  const nearest = bases && nearestBase(image, bases)
  const name = evidence.system && baseSystems.get(evidence.system.id)
  const verdict = name === undefined ? notFound(image, bases, nearest) : ofSystem(name, evidence)
  return { ...verdict, ...(nearest === undefined ? {} : { nearest }) }
}

function onBase(image: OciPlatformImage, found: FoundBase, { changes }: PlatformEvidence): Verdict {
  const { candidate, method, shared } = found
  const { base, snapshot, newest } = candidate
  const { id, reference, generation, vendor } = base
  return {
    verdict: method === 'diff-id' ? 'CLAIMED' : 'PROVEN',
    message: sentences[method](`${reference} at ${snapshot.digest}`, shared, image.layers.length),
    base: {
      id,
      reference,
      generation,
      vendor,
      digest: snapshot.digest,
      ...(newest === snapshot.digest ? {} : { stale: newest }),
    },
    method,
    shared,
    ...(shared === image.layers.length ? { isBase: true } : {}),
    ...(changes === undefined ? {} : { changes }),
  }
}

const sentences = {
  'layer-digest': (base: string, shared: number, layers: number) =>
    `${countOf(shared, layers)} byte for byte ${shared === 1 ? 'that' : 'those'} of ${base}`,
  'verified-diff-id': (base: string, shared: number, layers: number) =>
    `${countOf(shared, layers)} compressed otherwise than in ${base}, but when hashed of the same content`,
  'diff-id': (base: string, shared: number, layers: number) =>
    `${countOf(shared, layers)}, as the configuration says, of the content of ${base}, but of other bytes; look at the content of the layers to have it hashed`,
}

function countOf(shared: number, layers: number): string {
  return shared === 1 ? `The first of ${layers} layers is` : `The first ${shared} of ${layers} layers are`
}

function ofSystem(name: string, { system }: PlatformEvidence): Verdict {
  const version = system?.version === undefined ? '' : ` ${system.version.slice(0, 40)}`
  return {
    verdict: 'CLAIMED',
    message: `No allowed base was recognised by its layers, but its os-release says that it is ${name}${version}; that is written in the image itself and proves nothing, so allow the base that it is built on`,
    method: 'os-release',
  }
}

function notFound(
  image: OciPlatformImage,
  bases: PlatformBases | undefined,
  nearest: PlatformProof['nearest'],
): Verdict {
  if (bases === undefined) {
    return {
      verdict: 'UNKNOWN',
      message: `No allowed base has the platform ${image.platform}; allow one that has`,
    }
  }
  const [those, none] =
    bases.count === 1 ? ['the one allowed base', 'it'] : [`the ${bases.count} allowed bases`, 'any of them']
  return {
    verdict: 'NOT_BASED',
    message:
      nearest === undefined
        ? `Its lowest layer is not that of ${those} for ${image.platform}; build it on ${none}, without squashing layers`
        : `It does not begin with the layers of ${those} for ${image.platform}; nearest is ${nearest.message}`,
  }
}
