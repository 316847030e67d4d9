import type { AcknowledgedImages, ScanFinding } from '@ingot/contract'
import { regionKey } from '../image/location.ts'
import type { ScanResult } from './scan-findings.ts'
import { seenIndex, type SeenAccount } from './seen-account.ts'

/** A result without the images that nothing names and that were accepted so, and how many these are. */
export function withoutAcknowledged(
  result: ScanResult,
  documents: Iterable<AcknowledgedImages>,
): { result: ScanResult; acknowledged: number } {
  const known = new Map([...documents].map(({ account, images }) => [account, new Set(images.map(placeOf))]))
  if (known.size === 0) return { result, acknowledged: 0 }
  const findings = result.findings.filter(
    (finding) => finding.kind !== 'unnamed' || known.get(finding.account)?.has(placeOf(finding)) !== true,
  )
  return { result: { ...result, findings }, acknowledged: result.findings.length - findings.length }
}

/**
 * What is acknowledged of an account once `findings` are accepted. What was before stays, unless it is to be told again or
 * is not there any more; of regions that have not answered it stays as it was. In the order of regions and references.
 */
export function acknowledgeImages(
  before: AcknowledgedImages['images'],
  seen: SeenAccount,
  findings: readonly ScanFinding[],
  isToldAgain = false,
): AcknowledgedImages {
  const { account } = seen
  const index = seenIndex(seen)
  const kept = before.filter(({ region, reference }) => {
    if (!index.hasAnswered(region)) return true
    return !isToldAgain && index.at(reference, region) !== undefined
  })
  const accepted = findings
    .filter((finding) => finding.kind === 'unnamed' && finding.account === account)
    .map(({ region, reference }) => ({ ...(region === undefined ? {} : { region }), reference }))
  const images = new Map([...kept, ...accepted].map((image) => [placeOf(image), image]))
  const sorted = [...images].toSorted(([one], [other]) => (one < other ? -1 : 1))
  return { account, images: sorted.map(([, image]) => image) }
}

function placeOf({ region, reference }: { region?: string; reference: string }): string {
  return `${region === undefined ? '' : regionKey(region)}\n${reference.toLowerCase()}`
}
