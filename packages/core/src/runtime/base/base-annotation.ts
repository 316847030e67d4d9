import type { PlatformProof } from '@ingot/contract'
import type { OciPlatformImage } from '../../oci/oci-image.ts'
import { clipped } from '../metadata/clipped.ts'
import { quoted } from '../rules/quoted.ts'
import type { BaseCandidate, PlatformBases } from './base-index.ts'

export const baseNameKey = 'org.opencontainers.image.base.name'
export const baseDigestKey = 'org.opencontainers.image.base.digest'

/** How much of what is said is repeated, in UTF-16 units: more than any reference has. */
const shownLimit = 1024

type Values = Readonly<Record<string, string>>

/**
 * What an image says that it is built on (OCI image-spec, annotations.md), and whether the layers bear it out. It is
 * said by whoever built the image, so it proves nothing. `agrees` is false only where it names an allowed base that the
 * layers are not of: an image that is not allowed itself may stand between the two, and of that nothing is known here.
 *
 * The annotations of the manifest count before those of the index, and these before labels of the same name; a label
 * that `match`, the base, has too is inherited and speaks of the base of the base.
 */
export function baseAnnotation(
  image: OciPlatformImage,
  ofIndex: Values,
  bases: PlatformBases | undefined,
  match: BaseCandidate | undefined,
): PlatformProof['annotation'] {
  const said = [image.annotations, ofIndex, ownLabels(image.labels, match)]
    .map((values) => ({ name: values[baseNameKey], digest: values[baseDigestKey] }))
    .find(({ name, digest }) => name !== undefined || digest !== undefined)
  if (said === undefined) return undefined
  const { name, digest } = said
  return {
    ...(name === undefined ? {} : { name: clipped(name, shownLimit) }),
    ...(digest === undefined ? {} : { digest: clipped(digest, shownLimit) }),
    ...judged(said, image, bases, match),
  }
}

function ownLabels(labels: Values, match: BaseCandidate | undefined): Values {
  const inherited = match?.snapshot.labels ?? {}
  return Object.fromEntries(Object.entries(labels).filter(([name, value]) => inherited[name] !== value))
}

interface Said {
  readonly name: string | undefined
  readonly digest: string | undefined
}

function judged(
  said: Said,
  image: OciPlatformImage,
  bases: PlatformBases | undefined,
  match: BaseCandidate | undefined,
): { agrees: boolean; message: string } {
  const what = `The image says that it is built on ${nameOf(said)}`
  const named = namedBase(said, bases)
  if (named === undefined) {
    return { agrees: true, message: `${what}, which is no allowed base; nothing can be said of it` }
  }
  if (match?.base.id === named.base.id || isOn(image, named)) {
    return { agrees: true, message: `${what}, and its layers agree` }
  }
  return {
    agrees: false,
    message: `${what}, but its layers are not those of ${named.base.reference}; correct what it says, or build it on that`,
  }
}

function nameOf({ name, digest }: Said): string {
  return [name, digest].flatMap((text) => (text === undefined ? [] : [quoted(text)])).join(' at ')
}

/** The allowed base that is meant: by its digest if there is one, else by its name. */
function namedBase({ name, digest }: Said, bases: PlatformBases | undefined): BaseCandidate | undefined {
  const byDigest = digest === undefined ? undefined : bases?.byDigest.get(digest)
  return byDigest ?? (name === undefined ? undefined : bases?.byReference.get(name))
}

function isOn({ layers, diffIds }: OciPlatformImage, { snapshot }: BaseCandidate): boolean {
  return (
    snapshot.layers.every((digest, index) => layers[index]?.digest === digest) ||
    (snapshot.diffIds.length > 0 && snapshot.diffIds.every((diffId, index) => diffIds[index] === diffId))
  )
}
