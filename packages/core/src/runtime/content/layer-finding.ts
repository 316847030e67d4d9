import type { Finding, Severity } from '@ingot/contract'
import type { OciLayer } from '../../oci/oci-image.ts'
import type { RuleDescription } from '../rule-description.ts'
import { ruleSources } from '../rule-sources.ts'
import { evidenceOf } from '../rules/quoted.ts'

const faults = {
  layerDiffIdMismatch: ['error', 'The content of a layer is not what the configuration says it is'],
  layerCorrupt: ['error', 'A layer cannot be decompressed'],
  layerMalformed: ['error', 'A layer is no archive that could be unpacked'],
  layerTruncated: ['error', 'The archive of a layer ends too early'],
  layerTooLarge: ['error', 'A layer has more in it than is looked at'],
  layerEncrypted: ['error', 'A layer is encrypted'],
  layerMediaTypeUnknown: ['error', 'A layer is of a kind that container runtimes do not unpack'],
  layerMediaTypeWrong: ['warning', 'A layer is compressed otherwise than its media type says'],
  layerForeign: ['warning', 'A layer is kept elsewhere than in the registry, and was not looked at'],
  layerEntryUnusual: ['warning', 'A layer has entries that container runtimes may refuse'],
} as const satisfies Record<string, readonly [Severity, string]>

/** What can be wrong with a layer as a whole. */
export type LayerFault = keyof typeof faults

/** A layer by its place, from the lowest, which sentences count from 1. */
export interface PlacedLayer {
  readonly index: number
  readonly layer: OciLayer
}

/** Every code that `layerFinding` makes a finding of. */
export const layerFaults: readonly RuleDescription[] = Object.entries(faults).map(
  ([code, [severity, summary]]) => ({ code, severity, summary, source: ruleSources.content }),
)

/** What is wrong with a layer; `what` goes on after `Layer 3 (sha256:…)`. */
export function layerFinding(
  code: LayerFault,
  { index, layer }: PlacedLayer,
  what: string,
  evidence: Readonly<Record<string, string | undefined>> = {},
): Finding {
  return {
    code,
    severity: faults[code][0],
    field: `layer ${index + 1}`,
    message: `Layer ${index + 1} (${layer.digest.slice(0, 19)}…) ${what}`,
    evidence: evidenceOf({ layer: layer.digest, ...evidence }),
    rule: ruleSources.content,
  }
}
