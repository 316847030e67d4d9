/** One entry of a made-up catalog. */
export interface MadeEntry {
  uuid: string
  /** Region → AMI id; one region unless given. */
  regions?: Record<string, string>
  version?: string
  description?: string
}

/** A UUID that ends in `number`. */
export function uuidOf(number: number): string {
  return `5b60b723-4beb-40b0-5cba-${String(number).padStart(12, '0')}`
}

/** The text of a Cloudbreak catalog (v3) of runtime images with these entries, all of them defaults. */
export function cloudbreakText(entries: readonly MadeEntry[]): string {
  const ids = entries.map(({ uuid }) => uuid)
  return JSON.stringify({
    images: { 'cdh-images': entries.map(entryOf) },
    versions: { cloudbreak: [{ versions: ['2.99.0'], images: ids, defaults: ids }] },
  })
}

function entryOf({ uuid, regions, version = '7.2.18', description = 'A release' }: MadeEntry) {
  const number = Number(uuid.slice(-6))
  const reference = `ami-0${String(number).padStart(16, '0')}`
  return {
    uuid,
    created: 1_714_149_879 + number,
    date: '2024-04-26',
    description,
    os: 'redhat8',
    os_type: 'redhat8',
    version,
    images: { aws: regions ?? { 'us-west-1': reference, 'eu-central-1': reference } },
    'package-versions': { cm: '7.12.0.300', 'cm-build-number': '52000000', stack: version },
    'stack-details': {
      version,
      repo: {
        stack: {
          redhat8: `https://archive.cloudera.com/p/cdh/${version}/parcels/`,
          repoid: `CDH-${version}`,
          'repository-version': `${version}-1.cdh${version}.p0.52297892`,
        },
      },
      'build-number': '52297892',
    },
    repo: { redhat8: 'https://archive.cloudera.com/p/cm/7.12.0.300/' },
    'build-number': '52000000',
    tags: { 'release-type': 'Base Release' },
  }
}
