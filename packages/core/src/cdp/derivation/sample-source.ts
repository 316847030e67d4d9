import type { Artifact, CloudbreakEntry, Image } from '@ingot/contract'
import { sampleImage } from '../../image/sample-image.ts'

/** References for a test by region, `default` for any: artifacts of one provider. */
export function sampleReferences(provider: string, references: Readonly<Record<string, string>>): Artifact[] {
  return Object.entries(references).map(([region, reference]) => ({
    name: region,
    provider,
    ...(region === 'default' ? {} : { region }),
    reference,
  }))
}

/** The entry of a runtime image for a test. Its packages are in every place where an entry names any. */
export const sampleEntry: CloudbreakEntry['entry'] = {
  created: 1_714_130_070,
  published: 1_714_513_958,
  date: '2024-04-26',
  description: '7.2.17.400 Service Pack Release, see https://archive.cloudera.com/p/notes',
  os: 'redhat8',
  os_type: 'redhat8',
  'package-versions': { cm: '7.11.0', 'cm-build-number': '52488001', stack: '7.2.17' },
  tags: { hardening: 'cis_server_l1' },
  'stack-details': {
    repo: {
      stack: {
        redhat8: 'https://archive.cloudera.com/p/cdp-public/7.2.17.400/parcels/',
        repoid: 'CDH-7.2.17',
        'repository-version': '7.2.17-1.cdh7.2.17.p400.52424530',
        vdf: 'http://archive.cloudera.com/p/cdp-public/7.2.17.400/vdf.xml',
      },
      util: { redhat8: 'https://archive.cloudera.com/p/util/' },
    },
    version: '7.2.17',
    'build-number': '52424530',
  },
  repo: {
    redhat8: 'https://archive.cloudera.com/p/cm-public/7.11.0/redhat8/yum/',
    other: 'https://mirror.example.org/p/',
  },
  version: '7.2.17',
  'build-number': '52488001',
  pre_warm_parcels: [['CFM-el8.parcel', 'https://archive.cloudera.com/p/cfm2/2.2.7.400/parcel']],
  pre_warm_csd: [
    'https://archive.cloudera.com/p/cfm2/NIFI.jar',
    'http://s3.amazonaws.com/dev.example.com/EFM.jar',
  ],
}

/** A mirrored AWS runtime image for a test, of three regions, except where `given` differs. */
export function sampleSource(given: Partial<Image> = {}): Image {
  return sampleImage({
    id: '4b6a691a-bdb3-4ef2-9be8-5d64a4636e31',
    catalog: 'cdp-default',
    name: 'runtime-redhat8-aws',
    version: '7.2.17.400.1714130070',
    description: '7.2.17.400 Service Pack Release',
    os: 'linux',
    artifacts: sampleReferences('aws', {
      'eu-west-1': 'ami-0fa275b607bf9192f',
      'us-west-1': 'ami-0a7faa21f8a9a672f',
      'us-west-2': 'ami-0b4d13e2f64a64722',
    }),
    cloudbreak: { list: 'cdh-images', entry: sampleEntry },
    ...given,
  })
}

/** A stored image that derives from a source for a test, with nothing of its own, except where `given` differs. */
export function sampleDerived(
  source: Image,
  given: Partial<Omit<Image, 'derived'>> & { derived?: Partial<NonNullable<Image['derived']>> } = {},
): Image {
  const { derived, ...image } = given
  return sampleImage({
    id: 'c0ffee00-0000-4000-8000-000000000001',
    catalog: 'mine',
    name: source.name,
    version: source.version,
    ...image,
    derived: {
      source: { catalog: source.catalog, id: source.id },
      type: source.cloudbreak?.list === 'freeipa-images' ? 'freeipa' : 'runtime',
      created: '2026-11-21T10:00:00.500Z',
      ...derived,
    },
  })
}
