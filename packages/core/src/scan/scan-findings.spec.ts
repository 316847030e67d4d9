import type { Artifact, Image, SeenImage } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { placedReferences } from './registered.ts'
import { account, artifact, at, before, brief, image, scan, seen } from './sample-scan.ts'
import { scanFindings } from './scan-findings.ts'
import type { SeenAccount } from './seen-account.ts'

describe('scanFindings()', () => {
  it('finds nothing where the cloud has what the registry says', () => {
    expect(scan([image([artifact()])], account([seen()]))).toEqual({
      findings: [],
      returned: [],
      checked: 1,
      unchecked: 0,
    })
  })

  it.each<[string, Partial<Artifact>, SeenImage[], string[]]>([
    ['gone', {}, [], ['gone ami-1']],
    ['gone where it can no longer be started from', {}, [seen({ state: 'disabled' })], ['gone ami-1']],
    ['deprecated', {}, [seen({ deprecated: '2026-02-01T00:00:00.000Z' })], ['deprecated ami-1']],
    ['not deprecated before its time', {}, [seen({ deprecated: '2026-04-01T00:00:00.000Z' })], []],
    [
      'made private',
      { upstream: { name: 'golden', created: before, visibility: 'public' } },
      [seen()],
      ['private ami-1'],
    ],
    ['renamed', {}, [seen({ name: 'silver' })], ['renamed ami-1']],
    [
      'replaced under the same name, and gone',
      {},
      [seen({ reference: 'ami-2', created: '2026-02-01T00:00:00.000Z' })],
      ['gone ami-1'],
    ],
    [
      'replaced under the same name, and still there',
      {},
      [seen(), seen({ reference: 'ami-2', created: '2026-02-01T00:00:00.000Z' })],
      ['replaced ami-1'],
    ],
    [
      'not replaced by what is older',
      {},
      [seen(), seen({ reference: 'ami-0', created: '2025-01-01T00:00:00.000Z' })],
      ['unnamed ami-0'],
    ],
    ['written over', { digest: 'sha256:a' }, [seen({ digest: 'sha256:b' })], ['replaced ami-1']],
    ['told by another algorithm', { digest: 'sha256:a' }, [seen({ digest: 'md5:b' })], []],
    [
      'in a new region',
      {},
      [seen(), seen({ region: 'eu-west-1', reference: 'ami-2' })],
      ['new-region ami-2'],
    ],
    [
      'in a new region under the same reference',
      { upstream: {} },
      [seen(), seen({ region: 'eu-west-1' })],
      ['new-region ami-1'],
    ],
    ['named by nobody', {}, [seen(), seen({ reference: 'ami-7', name: 'other' })], ['unnamed ami-7']],
    ['of somebody else', {}, [seen(), seen({ reference: 'ami-7', name: 'other', isOwn: false })], []],
    ['known to be gone', { drift: { kind: 'gone', since: before, message: '' } }, [], []],
    [
      'known to be deprecated, and gone by now',
      { drift: { kind: 'deprecated', since: before, message: '' } },
      [],
      ['gone ami-1'],
    ],
    ['spelled otherwise', { reference: 'AMI-1', region: 'US-East-1' }, [seen()], []],
    [
      'under another reference with the same bytes',
      { digest: 'sha256:a' },
      [seen({ reference: 'ami-2', name: 'silver', digest: 'sha256:a' })],
      ['renamed ami-1'],
    ],
    [
      'known to be gone, and there again under another reference',
      { digest: 'sha256:a', drift: { kind: 'gone', since: before, message: '' } },
      [seen({ reference: 'ami-2', name: 'silver', digest: 'sha256:a' })],
      ['renamed ami-1'],
    ],
    [
      'gone where the same bytes cannot be started from',
      { digest: 'sha256:a' },
      [seen({ reference: 'ami-2', name: 'silver', digest: 'sha256:a', state: 'failed' })],
      ['gone ami-1', 'unnamed ami-2'],
    ],
    [
      'gone where other bytes are',
      { digest: 'sha256:a' },
      [seen({ reference: 'ami-2', name: 'silver', digest: 'sha256:b' })],
      ['gone ami-1', 'unnamed ami-2'],
    ],
    [
      'there beside a copy of the same bytes',
      { digest: 'sha256:a' },
      [seen({ digest: 'sha256:a' }), seen({ reference: 'ami-2', name: 'silver', digest: 'sha256:a' })],
      ['unnamed ami-2'],
    ],
  ])('tells what is %s', (_, own, clouds, expected) => {
    expect(brief(scan([image([artifact(own)])], account(clouds)).findings)).toEqual(expected)
  })

  it.each([
    ['has another architecture', { architecture: 'x86_64' }, { architecture: 'arm64' }],
    ['has another operating system', { os: 'linux' }, { os: 'windows' }],
    ['is of a version that is disabled', { stages: [{ state: 'disabled', from: before }] }, {}],
  ] as [string, Partial<Image>, Partial<SeenImage>][])(
    'takes nothing for a copy that has the name alone and %s',
    (_, own, other) => {
      const clouds = account([seen(), seen({ region: 'eu-west-1', reference: 'ami-2', ...other })])

      expect(brief(scan([image([artifact()], own)], clouds).findings)).toContain('unnamed ami-2')
    },
  )

  it('takes the newest of several images of the name for the one of a new region', () => {
    const there = (reference: string, created: string) =>
      seen({ region: 'eu-west-1', reference, created: `2026-02-0${created}T00:00:00.000Z` })
    const clouds = account([seen(), there('ami-2', '1'), there('ami-3', '3'), there('ami-4', '2')])

    expect(brief(scan([image([artifact()])], clouds).findings).toSorted()).toEqual([
      'new-region ami-3',
      'unnamed ami-2',
      'unnamed ami-4',
    ])
  })

  it('takes no region for new that the version has an artifact in', () => {
    const two = [artifact(), artifact({ name: 'two', region: 'eu-west-1', reference: 'ami-0' })]
    const clouds = account([
      seen(),
      seen({ region: 'eu-west-1', reference: 'ami-0' }),
      seen({ region: 'eu-west-1', reference: 'ami-1' }),
    ])

    expect(scan([image(two)], clouds).findings).toEqual([])
  })

  it('takes an image for each kind of machines that the version is for', () => {
    const both = (['x86_64', 'arm64'] as const).map((architecture) =>
      artifact({
        name: architecture,
        provider: 'azure',
        reference: `/v/${architecture}`,
        architecture,
        upstream: {},
      }),
    )
    const there = (['x86_64', 'arm64'] as const).flatMap((architecture) =>
      ['us-east-1', 'eu-west-1'].map((region) =>
        seen({
          provider: 'azure',
          region,
          reference: `/v/${architecture}`,
          architecture,
          name: architecture,
        }),
      ),
    )

    expect(brief(scan([image(both)], account(there, { provider: 'azure' })).findings).toSorted()).toEqual([
      'new-region /v/arm64',
      'new-region /v/x86_64',
    ])
  })

  it('tells age and size of what nothing names', () => {
    const { findings } = scan([], account([seen({ bytes: 42 })]))

    expect(findings).toMatchObject([{ kind: 'unnamed', ageDays: 59, bytes: 42, name: 'golden' }])
  })

  it('says nothing of what could not be asked, and counts it', () => {
    const images = [image([artifact(), artifact({ name: 'two', region: 'eu-west-1', reference: 'ami-2' })])]
    const half = account([], { isWhole: false })

    expect(scan(images, half)).toMatchObject({ checked: 1, unchecked: 1, findings: [{ kind: 'gone' }] })
    expect(scan(images)).toMatchObject({ checked: 0, unchecked: 2, findings: [] })
  })

  it('knows an image by every reference that the cloud says it has', () => {
    const images = [image([artifact({ reference: 'global/images/golden' })])]
    const clouds = account([seen({ asked: ['global/images/golden'] })])

    expect(scan(images, clouds)).toMatchObject({ findings: [], checked: 1 })
  })

  it('says nothing of references that the cloud cannot be asked about', () => {
    const images = [image([artifact({ reference: 'https://store.example/x.vhd' })])]
    const regions = [{ region: 'us-east-1', images: [], unknown: ['https://store.example/x.vhd'] }]

    expect(scan(images, account([], { regions }))).toMatchObject({ findings: [], unchecked: 1 })
  })

  it('does not take for gone what was registered after the clouds were asked', () => {
    const images = [image([artifact()])]
    const input = { images, references: placedReferences(images), accounts: [account([])], at }

    expect(scanFindings({ ...input, isNew: () => true })).toMatchObject({ findings: [], unchecked: 1 })
    expect(scanFindings({ ...input, isNew: () => false }).findings).toHaveLength(1)
  })

  it.each(['gcp', 'azure'] as const)(
    'tells an image that was made anew under its reference: %s',
    (provider) => {
      const own = image([artifact({ provider })])
      const anew = { provider, created: '2026-02-01T00:00:00.000Z' }
      const clouds = (more: Partial<SeenImage>) => account([seen({ provider, ...more })], { provider })

      expect(brief(scan([own], clouds(anew)).findings)).toEqual(['replaced ami-1'])
      expect(scan([own], clouds({})).findings).toEqual([])
    },
  )

  it('is over when what took the place is gone again', () => {
    const drift = { kind: 'replaced' as const, since: before, message: '', replacement: 'ami-2' }
    const newer = seen({ reference: 'ami-2', created: '2026-02-01T00:00:00.000Z' })
    const own = image([artifact({ drift })])

    expect(scan([own], account([seen(), newer])).returned).toEqual([])
    expect(scan([own], account([seen()])).returned).toMatchObject([{ kind: 'replaced' }])
  })

  it('names what takes the place of what was known to be gone, once', () => {
    const drift = { kind: 'gone' as const, since: before, message: '' }
    const newer = seen({ reference: 'ami-2', created: '2026-02-01T00:00:00.000Z' })

    expect(scan([image([artifact({ drift })])], account([newer])).findings).toMatchObject([
      { kind: 'gone', replacement: 'ami-2' },
    ])
    const told = image([artifact({ drift: { ...drift, replacement: 'ami-2' } })])
    expect(scan([told], account([newer])).findings).toEqual([])
  })

  describe('of folders', () => {
    const file = (account: string, more: Partial<Artifact> = {}) =>
      artifact({ provider: 'local', account, region: account, reference: 'base.raw', ...more })
    const folder = (name: string, images: Partial<SeenImage>[]): SeenAccount => ({
      account: name,
      provider: 'local',
      regions: [
        {
          region: name,
          images: images.map((one) => seen({ account: name, provider: 'local', region: name, ...one })),
        },
      ],
      isWhole: true,
    })

    it('tells files of one name apart by their folder', () => {
      const images = [image([file('b')])]
      const folders = [folder('a', [{ reference: 'base.raw' }]), folder('b', [{ reference: 'base.raw' }])]

      expect(brief(scan(images, ...folders).findings)).toEqual(['unnamed base.raw'])
    })

    it('follows a file to a name that is taken in another folder', () => {
      const images = [image([file('a', { reference: 'old.raw', digest: 'sha256:1' }), file('b')])]
      const folders = [
        folder('a', [{ reference: 'base.raw', digest: 'sha256:1' }]),
        folder('b', [{ reference: 'base.raw' }]),
      ]

      expect(brief(scan(images, ...folders).findings)).toEqual(['renamed old.raw'])
    })

    it('tells files apart by case, as folders do', () => {
      const images = [image([file('a', { reference: 'gold.raw' })])]

      expect(brief(scan(images, folder('a', [{ reference: 'Gold.raw' }])).findings)).toEqual([
        'gone gold.raw',
        'unnamed Gold.raw',
      ])
    })

    it('takes no newer file of the same name elsewhere for what replaces it', () => {
      const images = [image([file('a', { reference: 'v1/base.raw' })])]
      const newer = { reference: 'v2/base.raw', created: '2026-02-01T00:00:00.000Z' }

      expect(brief(scan(images, folder('a', [{ reference: 'v1/base.raw' }, newer])).findings)).toEqual([
        'unnamed v2/base.raw',
      ])
    })
  })

  it('is not over for what came back with other bytes', () => {
    const drift = { kind: 'gone' as const, since: before, message: 'gone' }
    const own = image([artifact({ drift, digest: 'sha256:a' })])

    expect(scan([own], account([seen({ digest: 'sha256:b' })]))).toMatchObject({
      findings: [{ kind: 'replaced' }],
      returned: [],
    })
    expect(scan([own], account([seen({ digest: 'sha256:a' })])).returned).toHaveLength(1)
  })

  it('leaves out what can be in none of the accounts that alone were to be looked at', () => {
    const images = [image([artifact(), artifact({ name: 'two', provider: 'azure', account: 'hpc' })])]

    const input = { images, references: placedReferences(images), accounts: [account([seen()])], at }

    expect(scanFindings(input)).toMatchObject({ unchecked: 1 })
    expect(scanFindings({ ...input, isNarrowed: true })).toMatchObject({ checked: 1, unchecked: 0 })
  })

  it('takes an artifact without account for gone only where no account of its cloud has it', () => {
    const images = [image([artifact({ account: undefined })])]
    const other = account([], { account: 'dev' })

    expect(scan(images, other, account([seen()])).findings).toEqual([])
    expect(brief(scan(images, other, account([])).findings)).toEqual(['gone ami-1'])
    expect(scan(images, other, account([], { isWhole: false, regions: [] }))).toMatchObject({ unchecked: 1 })
  })

  it('knows an image that fits every region once, wherever it is listed', () => {
    const global = seen({ region: undefined, provider: 'gcp' })
    const gcp: SeenAccount = {
      ...account([]),
      provider: 'gcp',
      regions: ['a', 'b'].map((region) => ({ region, images: [global] })),
    }

    expect(brief(scan([], gcp).findings)).toEqual(['unnamed ami-1'])
    expect(scan([image([artifact({ provider: 'gcp', region: undefined })])], gcp).findings).toEqual([])
  })

  it('tells of drift that is over', () => {
    const drift = { kind: 'gone' as const, since: before, message: 'gone' }

    expect(scan([image([artifact({ drift })])], account([seen()]))).toMatchObject({
      findings: [],
      returned: [{ artifact: 'one', reference: 'ami-1', kind: 'gone' }],
    })
  })
})
