import type { Artifact, Image, ScanFinding, SeenImage } from '@ingot/contract'
import { placedReferences } from './registered.ts'
import { scanFindings } from './scan-findings.ts'
import type { SeenAccount } from './seen-account.ts'

/** When a scan of a test is. */
export const at = new Date('2026-03-01T12:00:00.000Z')
/** A moment before that. */
export const before = '2026-01-01T00:00:00.000Z'

/** An artifact of a test: an AMI, except where it is given otherwise. */
export function artifact(more: Partial<Artifact> = {}): Artifact {
  return {
    name: 'one',
    provider: 'aws',
    account: 'prod',
    region: 'us-east-1',
    reference: 'ami-1',
    upstream: { name: 'golden', created: before, visibility: 'private' },
    ...more,
  }
}

/** An image of a test with its artifacts. */
export function image(artifacts: Artifact[], more: Partial<Image> = {}): Image {
  return {
    id: 'i1',
    catalog: 'local',
    name: 'our.base',
    version: '1.0',
    traits: {},
    stages: [],
    artifacts,
    ...more,
  }
}

/** What a cloud of a test has: the AMI of `artifact()`. */
export function seen(more: Partial<SeenImage> = {}): SeenImage {
  return {
    account: 'prod',
    provider: 'aws',
    region: 'us-east-1',
    reference: 'ami-1',
    state: 'available',
    name: 'golden',
    created: before,
    visibility: 'private',
    isOwn: true,
    traits: {},
    ...more,
  }
}

/** What was seen of an account of a test, in all regions of its images. */
export function account(images: SeenImage[], more: Partial<SeenAccount> = {}): SeenAccount {
  const regions = new Map<string, SeenImage[]>([['us-east-1', []]])
  for (const one of images) {
    const region = one.region ?? 'global'
    regions.set(region, [...(regions.get(region) ?? []), one])
  }
  return {
    account: 'prod',
    provider: 'aws',
    regions: [...regions].map(([region, own]) => ({ region, images: own })),
    isWhole: true,
    ...more,
  }
}

/** What a scan of these images and accounts comes to. */
export function scan(images: readonly Image[], ...accounts: SeenAccount[]) {
  return scanFindings({ images, references: placedReferences(images), accounts, at })
}

/** Findings as short texts: `gone ami-1`. */
export const brief = (findings: readonly ScanFinding[]) =>
  findings.map(({ kind, reference }) => `${kind} ${reference}`)
