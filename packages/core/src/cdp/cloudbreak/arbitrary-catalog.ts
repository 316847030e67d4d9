import * as fc from 'fast-check'

type Data = fc.Arbitrary<unknown>

const name = fc.stringMatching(/^[a-z][a-zA-Z0-9 _./-]{0,12}[a-z0-9]$/)
const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes('__proto__'))
const safeJson = json.map((value): unknown => JSON.parse(JSON.stringify(value), keepExact))
const nullable = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary)
const texts = nullable(fc.dictionary(name, nullable(fc.string()), { maxKeys: 4 }))
const seconds = nullable(fc.integer({ min: 0, max: 4_000_000_000 }))

/** Numbers that JSON cannot say exactly are refused by the reader. */
function keepExact(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER) ? 0 : value
}

const references = fc.dictionary(
  fc.constantFrom('aws', 'azure', 'azure_rm', 'gcp', 'yarn'),
  nullable(
    fc.dictionary(fc.constantFrom('default', 'us-west-1', 'West US 2', 'Default', 'east'), name, {
      maxKeys: 4,
    }),
  ),
  { maxKeys: 3 },
)

const stackDetails = fc.record(
  {
    version: fc.constantFrom('7.2.17', '7.2.18'),
    repo: fc.record(
      {
        stack: fc.constantFrom(
          { repoid: 'CDH-7.2.17', 'repository-version': '7.2.17-1.cdh7.2.17.p400.1' },
          { redhat8: 'https://archive.cloudera.com/p/' },
        ),
        util: texts,
      },
      { requiredKeys: ['stack'] },
    ),
    'build-number': nullable(fc.string()),
    other: safeJson,
  },
  { requiredKeys: ['version', 'repo'] },
)

/** Every member that Cloudbreak knows, and one that it does not. */
function entry(uuid: string): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(
    {
      uuid: fc.constant(uuid),
      date: fc.constantFrom('2023-11-20', '2024-02-29', 'today', ''),
      description: nullable(fc.string()),
      os: fc.constantFrom('redhat8', 'centos7', 'RedHat8'),
      images: references,
      created: seconds,
      published: seconds,
      os_type: nullable(fc.string()),
      architecture: fc.constantFrom(null, '', 'x86_64', 'arm64', 'ARM64'),
      version: fc.constantFrom(null, '7.2.17', '7.2.18', 'latest', ' '),
      'package-versions': texts,
      'stack-details': nullable(stackDetails),
      repo: texts,
      'build-number': nullable(fc.string()),
      pre_warm_parcels: nullable(fc.array(fc.array(fc.string(), { maxLength: 2 }), { maxLength: 2 })),
      pre_warm_csd: nullable(fc.array(fc.string(), { maxLength: 2 })),
      advertised: nullable(fc.boolean()),
      tags: texts,
      other: safeJson,
    } satisfies Record<string, Data>,
    { requiredKeys: ['uuid', 'date', 'description', 'os', 'images'] },
  )
}

/**
 * Catalogs for runtimes that Cloudbreak accepts: any of the lists, null or empty ones too, with a versions block or an
 * advertised image, and members that nobody knows.
 */
export const arbitraryCatalog: fc.Arbitrary<Record<string, unknown>> = fc
  .record({
    base: fc.nat({ max: 3 }),
    cdh: fc.nat({ max: 4 }),
    freeipa: fc.nat({ max: 2 }),
    nulls: fc.subarray(['base-images', 'freeipa-images']),
    hasVersions: fc.boolean(),
    isReversed: fc.boolean(),
  })
  .chain(({ base, cdh, freeipa, nulls, hasVersions, isReversed }) => {
    const list = (kind: string, length: number): Data =>
      fc.tuple(...Array.from({ length }, (_, at) => entry(`${kind}-${at}`)))
    // What makes the catalog acceptable whatever else is in it: one image of each kind that is offered somewhere.
    const offered = (kind: string): Data =>
      entry(`${kind}-0`).map((one) => ({ ...one, advertised: true, images: { aws: { default: 'ami-1' } } }))
    const lists = fc.record({
      'base-images': nulls.includes('base-images') ? fc.constant(null) : list('base', base),
      'cdh-images': fc
        .tuple(offered('offered'), list('cdh', cdh))
        .map(([one, others]) => [one, ...(others as unknown[])]),
      'freeipa-images': nulls.includes('freeipa-images')
        ? fc.constant(null)
        : fc
            .tuple(offered('ipa'), list('freeipa', freeipa))
            .map(([one, others]) => [one, ...(others as unknown[])]),
      'hdp-images': safeJson,
    })
    const versions = fc.constant({
      cloudbreak: [{ versions: ['2.82.0'], images: ['offered-0'], defaults: [] }],
      x: 1,
    })
    return fc
      .record({ images: lists, versions: hasVersions ? versions : fc.constant(null), other: safeJson })
      .map((catalog) => (isReversed ? Object.fromEntries(Object.entries(catalog).toReversed()) : catalog))
  })
