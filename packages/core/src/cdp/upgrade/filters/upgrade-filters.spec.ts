import type { Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import {
  dataLake,
  inEurope,
  locked,
  onAzure,
  sampleListing,
  selinux,
  withoutPython,
} from '../sample-request.ts'
import { sampleUpgrade, type SampleContents } from '../sample-upgrade.ts'
import type { UpgradeRequest } from '../upgrade-request.ts'

function verdict(image: Image, request: Partial<UpgradeRequest> = {}) {
  return sampleListing([image], request).verdicts[0]
}

/** One image for each way that a filter drops one. */
const dropped: readonly {
  readonly filter: number | undefined
  readonly code: string
  readonly has?: SampleContents
  readonly image?: Partial<Image>
  readonly asked?: Partial<UpgradeRequest>
  readonly message: string
}[] = [
  {
    filter: 0,
    code: 'WITHDRAWN',
    image: { withdrawn: '2026-02-01T00:00:00.000Z' },
    message: 'The source of the catalog no longer lists it since 2026-02-01T00:00:00.000Z',
  },
  {
    filter: 0,
    code: 'IMAGE_REVOKED',
    image: { stages: [{ state: 'revoked', from: '2026-01-01T00:00:00Z', reason: 'CVE' }] },
    message: 'It has been revoked since 2026-01-01: CVE',
  },
  {
    filter: 0,
    code: 'IMAGE_DISABLED',
    image: { stages: [{ state: 'disabled', from: '2026-01-01T00:00:00Z' }] },
    message: 'It has been disabled since 2026-01-01',
  },
  {
    filter: 0,
    code: 'IMAGE_PREVIEW',
    image: { stages: [{ state: 'preview', from: '2026-01-01T00:00:00Z' }] },
    message: 'It has been in preview since 2026-01-01',
  },
  {
    filter: 0,
    code: 'NOT_ASKED_FOR',
    asked: { image: 'another' },
    message: 'Only another was asked for',
  },
  {
    filter: 1,
    code: 'ARCHITECTURE_DIFFERS',
    has: { architecture: 'arm64' },
    message: 'It is for arm64; x86_64 was needed',
  },
  { filter: 3, code: 'NO_PROVIDER', image: onAzure, message: 'It is for azure; aws was needed' },
  {
    filter: 4,
    code: 'NO_REGION',
    image: inEurope,
    message: 'It has references for eu-west-1 of aws; us-west-1 was needed',
  },
  {
    filter: 5,
    code: 'NO_CLOUDERA_MANAGER',
    has: { cm: undefined },
    message: 'Its package versions name no "cm": Cloudera Manager was needed',
  },
  {
    filter: 6,
    code: 'CLOUDERA_MANAGER_IGNORED',
    has: { cm: '7.x.0' },
    message: 'It has Cloudera Manager 7.x.0; one with a released version was needed',
  },
  {
    filter: 7,
    code: 'CLOUDERA_MANAGER_OLDER',
    has: { cmBuild: '999' },
    message: 'It has Cloudera Manager 7.11.0 build 999; 7.11.0 build 1000 or later was needed',
  },
  {
    filter: 7,
    code: 'VERSION_UNKNOWN',
    has: { cm: 'trunk' },
    message: 'Its Cloudera Manager "trunk" and the present "7.11.0" cannot be compared',
  },
  {
    filter: 7,
    code: 'STACK_OLDER',
    has: { runtime: '7.2.16', patch: 900 },
    message: 'It has runtime 7.2.16 patch 900 build 2000; 7.2.17 patch 100 build 2000 or later was needed',
  },
  {
    filter: 7,
    code: 'RUNTIME_UNSUPPORTED',
    has: { runtime: '7.3.3' },
    message: 'It has runtime 7.3.3; the latest that clusters are upgraded to is 7.3.2',
  },
  {
    filter: 7,
    code: 'NOT_IN_UPGRADE_MATRIX',
    has: { runtime: '7.2.99' },
    asked: dataLake,
    message: 'It has runtime 7.2.99, which no upgrade of a Data Lake leads to from 7.2.17',
  },
  {
    filter: 7,
    code: 'UPGRADE_PATH_BLOCKED',
    has: { runtime: '7.2.18', patch: 1100 },
    message:
      'It has runtime 7.2.18 patch 1100 build 2000; upgrades from any release to 7.2.18.1100 are blocked',
  },
  {
    filter: 7,
    code: 'COMPONENTS_DIFFER',
    has: { cmBuild: '1001', patch: 101, parcels: [['CFM-3-el8.parcel', 'https://archive.cloudera.com/p/']] },
    asked: locked,
    message:
      'Components are locked, and it has CFM 3 instead of 2.2.8.0, stack 7.2.17-1.cdh7.2.17.p101.2000 instead of 7.2.17-1.cdh7.2.17.p100.2000, Cloudera Manager build 1001 instead of 1000',
  },
  {
    filter: 8,
    code: 'OS_DIFFERS',
    has: { os: 'centos7', osType: 'redhat7' },
    message: 'It is on centos7 (redhat7); redhat8 or the next major one was needed',
  },
  {
    filter: 8,
    code: 'OS_REPOSITORY_UNKNOWN',
    has: { os: 'redhat9', parcels: [['CFM-1-el9.parcel', 'https://archive.cloudera.com/p/redhat9']] },
    message:
      'It is on redhat9, and its repository "https://archive.cloudera.com/p/redhat9/" does not tell where that for redhat8 is',
  },
  {
    filter: 9,
    code: 'PACKAGES_ELSEWHERE',
    has: { host: 'https://build.example.com' },
    message:
      'It loads Cloudera Manager from https://build.example.com/p/cm-public/7.11.0/redhat8/yum/; packages on the archive hosts or below its base URL were needed',
  },
  {
    filter: 10,
    code: 'PYTHON_MISSING',
    has: { runtime: '7.2.18' },
    asked: withoutPython,
    message: 'It has runtime 7.2.18, which needs python38 on the present image; upgrade within 7.2.15 first',
  },
  {
    filter: 11,
    code: 'SELINUX_UNSUPPORTED',
    has: { runtime: '7.2.18', tags: { 'selinux-supported': 'false' } },
    asked: selinux,
    message: 'Its tag selinux-supported denies what the consumer enforces',
  },
  {
    filter: 11,
    code: 'SELINUX_UNSUPPORTED',
    asked: selinux,
    message: 'It has runtime 7.2.17; the consumer enforces SELinux, which needs 7.2.18 or later',
  },
  {
    filter: undefined,
    code: 'OTHER_RUNTIME',
    asked: { runtime: '7.2.18' },
    message: 'It has runtime 7.2.17; 7.2.18 was asked for',
  },
]

describe('filters', () => {
  it.each(dropped)('$filter drops with $code: $message', ({ filter, code, has, image, asked, message }) => {
    const found = verdict(sampleUpgrade('next', has, image), asked)
    expect(found).toMatchObject({ verdict: 'dropped', code, message })
    expect(found?.filter).toBe(filter)
  })

  it.each(dropped)('$filter drops with $code among others, and never a candidate', (row) => {
    const image = sampleUpgrade('next', row.has, row.image)
    const others = [sampleUpgrade('other', { patch: 200 }), sampleUpgrade('third', { runtime: '7.2.18' })]
    const found = sampleListing([others[0]!, image, others[1]!], row.asked)
    expect(found.candidates.map(({ id }) => id)).not.toContain('next')
  })

  it.each([
    ['the same but for its id', {}, {}],
    ['a later patch', { patch: 200, stackBuild: '1' }, {}],
    ['a later runtime', { runtime: '7.2.18', patch: 0 }, {}],
    ['a runtime within the matrix', { runtime: '7.2.18' }, dataLake],
    ['the next major operating system', { os: 'redhat9' }, {}],
    ['the same components', {}, locked],
    ['the next operating system with the same components', { os: 'redhat9' }, locked],
    ['other parcels under a Data Lake that is locked', { parcels: [] }, { ...dataLake, ...locked }],
    ['a runtime that needs no python38', { runtime: '7.3.2' }, withoutPython],
    ['SELinux', { runtime: '7.2.18' }, selinux],
    ['no parcels under a Data Lake', { parcels: [], csds: [] }, dataLake],
    ['a parcel inEurope that is not used', { parcels: [['X-1-el8.parcel', 'http://x/']] }, {}],
  ] satisfies [string, SampleContents, Partial<UpgradeRequest>][])('keep %s', (_, has, asked) => {
    expect(verdict(sampleUpgrade('next', has), asked)).toMatchObject({ verdict: 'candidate' })
  })

  it('goes to an operating system with the same components where the runtime would need python38', () => {
    const old = sampleUpgrade('current', { hasPython: false })
    const found = verdict(sampleUpgrade('next', { os: 'redhat9' }), { current: old })
    expect(found).toMatchObject({ verdict: 'candidate' })
  })

  it('takes an image without python38 no further than what needs it', () => {
    const found = verdict(sampleUpgrade('next', { runtime: '7.2.16' }), {
      ...withoutPython,
      ...dataLake,
    })
    expect(found).toMatchObject({ verdict: 'candidate' })
  })
})
