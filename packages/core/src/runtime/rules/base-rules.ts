import type { BaseVerdict, PlatformProof } from '@ingot/contract'
import { ruleSources } from '../rule-sources.ts'
import type { Examined } from './examined.ts'
import { quoted } from './quoted.ts'
import type { RuntimeRule, Spot } from './runtime-rule.ts'

export const baseNotAllowed: RuntimeRule = {
  severity: 'error',
  summary: 'The image is built on no base that is allowed',
  source: ruleSources.limitations,
  find: (examined) => [
    ...verdictSpots(
      examined,
      'NOT_BASED',
      'The image must be built on an allowed base; allow its base, or build it on another',
    ),
    ...(mayStandOnAnything(examined)
      ? []
      : verdictSpots(
          examined,
          'UNKNOWN',
          'An image that is not PBJ must be built on an allowed runtime that is not PBJ either; allow its base first',
        )),
  ],
}

export const baseClaimedOnly: RuntimeRule = {
  severity: 'warning',
  summary: 'The image says that it is built on an allowed base, but that is not proven',
  source: ruleSources.base,
  find: (examined) =>
    verdictSpots(
      examined,
      'CLAIMED',
      'What the image is built on is claimed, not proven; validate it with the content of its layers',
    ),
}

/** Whoever allows the image is to know that nothing is known: less than a claim, which is a warning too. */
export const baseUnknown: RuntimeRule = {
  severity: 'warning',
  summary: 'It could not be found out what the image is built on',
  source: ruleSources.base,
  find: (examined) =>
    mayStandOnAnything(examined)
      ? verdictSpots(
          examined,
          'UNKNOWN',
          'It is not known what the image is built on; allow bases first, then validate it again',
        )
      : [],
}

/** PBJ may stand on any Ubuntu, which need not be known; what is not PBJ on released runtimes alone. */
function mayStandOnAnything({ metadataVersion }: Examined): boolean {
  return metadataVersion !== 1
}

function verdictSpots({ subject, proofs, isCustom }: Examined, verdict: BaseVerdict, what: string): Spot[] {
  if (!isCustom) return []
  if (proofs.length === 0) {
    return subject.proof.verdict === verdict ? [{ message: what, evidence: { verdict } }] : []
  }
  const found = proofs.filter((proof) => proof.verdict === verdict)
  return found.map((proof) => ({
    message: `${what}: ${proof.message}`,
    evidence: {
      verdict,
      method: proof.method,
      layers: String(proof.layers),
      shared: proof.shared === undefined ? undefined : String(proof.shared),
      base: proof.base?.reference,
      nearest: proof.nearest?.message,
    },
    platform: proof.platform,
  }))
}

export const baseStale: RuntimeRule = {
  severity: 'info',
  summary: 'The tag of the base leads to something newer by now',
  source: ruleSources.base,
  *find({ proofs }) {
    for (const { base, platform } of proofs) {
      if (base?.stale === undefined) continue
      const message = `The image is built on ${base.reference} as it was at ${base.digest}; by now that leads to ${base.stale}, so build it again`
      yield { message, evidence: { base: base.reference, digest: base.digest, now: base.stale }, platform }
    }
  },
}

export const baseAnnotationContradicted: RuntimeRule = {
  severity: 'warning',
  summary: 'An annotation names another base than the one that the layers are of',
  source: ruleSources.base,
  *find({ proofs, isCustom }) {
    for (const { annotation, base, platform } of proofs) {
      if (!isCustom || annotation === undefined || annotation.agrees) continue
      const { name, digest, message } = annotation
      yield {
        message: `The annotation about the base contradicts the layers, which are what counts: ${message}`,
        evidence: { name, digest, base: base?.reference },
        platform,
      }
    }
  },
}

export const baseWithoutOwnLayers: RuntimeRule = {
  severity: 'info',
  summary: 'The image has no layer of its own: it is the base, with another configuration',
  source: ruleSources.base,
  *find({ proofs, isCustom }) {
    for (const { isBase, base, layers, platform } of proofs) {
      if (!isCustom || isBase !== true || base === undefined) continue
      const message = `The image has no layer of its own on ${base.reference}; all that it changes is its configuration`
      yield { message, evidence: { base: base.reference, layers: String(layers) }, platform }
    }
  },
}

const generations = {
  'non-pbj': 'a runtime that is not PBJ',
  pbj: 'a PBJ runtime',
  os: 'an operating system',
} as const

export const baseGenerationMismatch: RuntimeRule = {
  severity: 'error',
  summary: 'The base is of a generation that the metadata version does not go with',
  source: ruleSources.limitations,
  *find(examined) {
    if (!examined.isCustom || examined.metadataVersion === undefined) return
    for (const proof of examined.proofs) {
      const message = generationFault(examined, proof)
      if (message !== undefined) yield generationSpot(examined, proof, message)
    }
  },
}

function generationFault(
  { subject, metadataVersion, isPbj, ofBase }: Examined,
  { base }: PlatformProof,
): string | undefined {
  if (base === undefined) return undefined
  const what = `${base.reference} is ${generations[base.generation]}`
  if (metadataVersion === 1 && base.generation !== 'non-pbj') {
    return `Metadata version 1 says that the image is not PBJ, so it must be built on a released runtime that is not PBJ, but ${what}`
  }
  if (!isPbj) return undefined
  // Where the labels of the base are known, the metadata version differs from its own: that is notOverridable.
  if (base.generation === 'non-pbj' && subject.base === undefined) {
    return `Metadata version ${metadataVersion} says that the image is PBJ, so it must be built on an operating system or a PBJ runtime, but ${what}`
  }
  const inherited = ofBase?.get('runtime-metadata-version')
  if (base.generation !== 'pbj' || inherited === undefined || inherited === String(metadataVersion))
    return undefined
  return `The metadata version must be ${quoted(inherited)} as that of the base ${base.reference}, but it is ${metadataVersion}`
}

function generationSpot({ values }: Examined, { base, platform }: PlatformProof, message: string): Spot {
  const version = values.get('runtime-metadata-version')
  return {
    field: 'runtime-metadata-version',
    message,
    evidence: { version, base: base?.reference, generation: base?.generation },
    platform,
  }
}

/** Only the name of the base says which system it is: a warning. */
export const metadataVersionUnlikeBase: RuntimeRule = {
  severity: 'warning',
  summary: 'The metadata version is for another operating system than that which the base is named after',
  source: ruleSources.pbj,
  *find({ metadataVersion, proofs, isCustom }) {
    for (const { base, platform } of proofs) {
      if (!isCustom || base?.generation !== 'os') continue
      const version = /chainguard|wolfi/i.test(base.reference)
        ? 3
        : /ubuntu/i.test(base.reference)
          ? 2
          : undefined
      const isOther = metadataVersion === 2 || metadataVersion === 3 ? metadataVersion !== version : false
      if (version === undefined || !isOther) continue
      const message = `The metadata version is 2 on Ubuntu and 3 on Chainguard, so on ${base.reference} it should be ${version}, but it is ${metadataVersion}`
      yield {
        field: 'runtime-metadata-version',
        message,
        evidence: { version: String(metadataVersion), base: base.reference },
        platform,
      }
    }
  },
}
