import type { PlatformProof } from '@ingot/contract'
import { metadataField } from '../metadata/metadata-field.ts'
import { ruleSources } from '../rule-sources.ts'
import type { Examined } from './examined.ts'
import { quoted } from './quoted.ts'
import type { RuntimeRule, Spot } from './runtime-rule.ts'

/**
 * What is known of where the vendor's own git hash and build number come from. `proven`: every platform stands on a
 * base of the vendor. `open`: nothing speaks against it, but it is not proven; an image that was only compressed
 * again must not be refused for what it could not help inheriting. `foreign`: it stands on something else.
 */
type Provenance = 'proven' | 'open' | 'foreign'

export const vendorProvenanceOnForeignBase: RuntimeRule = {
  severity: 'error',
  summary:
    "The image carries the vendor's git hash or build number, but does not stand on a base of the vendor",
  source: ruleSources.base,
  find: (examined) =>
    provenanceSpots(
      examined,
      'foreign',
      'it does not stand on a base of the vendor; leave them empty, or build it on one',
    ),
}

export const vendorProvenanceUnproven: RuntimeRule = {
  severity: 'warning',
  summary:
    "The image carries the vendor's git hash or build number, and it is not proven that it stands on a base of the vendor",
  source: ruleSources.base,
  find: (examined) =>
    provenanceSpots(
      examined,
      'open',
      'it is not proven that it stands on a base of the vendor; labels prove nothing',
    ),
}

function provenanceSpots(examined: Examined, wanted: Provenance, what: string): Spot[] {
  const { subject, values } = examined
  const [hash, number] = [values.get('git-hash'), values.get('gbn')]
  const claims = [
    ...(hash !== undefined && /^[0-9a-f]{40}$/i.test(hash) ? [`git hash ${quoted(hash)}`] : []),
    ...(number !== undefined && /^0*[1-9]\d*$/.test(number) ? [`build number ${quoted(number)}`] : []),
  ]
  if (subject.isVendorOwn || claims.length === 0 || provenanceOf(examined) !== wanted) return []
  const [gitHash, gbn] = [metadataField('git-hash'), metadataField('gbn')]
  return [
    {
      field: hash === undefined ? gbn.name : gitHash.name,
      message: `The image has the ${claims.join(' and the ')} of a release of the vendor, but ${what}`,
      evidence: {
        [gitHash.label]: hash,
        [gbn.label]: number,
        verdict: subject.proof.verdict,
        base: baseOf(examined),
      },
    },
  ]
}

function provenanceOf(examined: Examined): Provenance {
  const { subject, proofs } = examined
  if (proofs.length === 0) return subject.proof.verdict === 'NOT_BASED' ? 'foreign' : 'open'
  const found = new Set(proofs.map(ofPlatform))
  if (found.has('foreign')) return isInherited(examined) ? 'open' : 'foreign'
  return found.has('open') ? 'open' : 'proven'
}

function ofPlatform({ verdict, base, annotation }: PlatformProof): Provenance {
  if (verdict === 'NOT_BASED' || base?.vendor === false) return 'foreign'
  if (verdict === 'PROVEN' && base !== undefined) return 'proven'
  return annotation?.agrees === false ? 'foreign' : 'open'
}

/** An allowed base of others may stand on one of the vendor, and hand on what it inherited. */
function isInherited({ subject, values, ofBase }: Examined): boolean {
  const isSame =
    values.get('git-hash') === ofBase?.get('git-hash') && values.get('gbn') === ofBase?.get('gbn')
  return isSame && subject.base?.generation !== 'os' && subject.proof.verdict === 'PROVEN'
}

function baseOf({ subject, proofs }: Examined): string | undefined {
  return subject.base?.reference ?? proofs.find(({ base }) => base !== undefined)?.base?.reference
}
