import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeWithPrograms, requireProgram } from '@ingot/testkit'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePackerManifest, type ManifestOptions } from './parse-manifest.ts'

const arm = '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute'
const build = (builder: string, artifact: string, more: object = {}) => ({
  name: 'base',
  builder_type: builder,
  build_time: 1_767_225_600,
  files: null,
  artifact_id: artifact,
  packer_run_uuid: 'last',
  custom_data: null,
  ...more,
})
const parsed = (builds: unknown, options: ManifestOptions = {}, more: object = {}) =>
  parsePackerManifest(
    { file: 'm.json', text: JSON.stringify({ builds, last_run_uuid: 'last', ...more }) },
    options,
  )
const created = { created: '2026-01-01T00:00:00.000Z' }

describe('a manifest of Packer', () => {
  it.each([
    [
      'AMIs',
      build('amazon-ebs', 'us-east-1:ami-0a,us-west-2:ami-0b', { custom_data: { architecture: 'aarch64' } }),
      ['us-east-1:ami-0a', 'us-west-2:ami-0b'].map((text) => {
        const [region, reference] = text.split(':')
        const name = `aws/${region}`
        return { name, provider: 'aws', region, reference, architecture: 'arm64', upstream: created }
      }),
    ],
    [
      'a managed image',
      build('azure-arm', `${arm}/images/i`, { custom_data: { location: 'eastus' } }),
      [{ name: 'azure/eastus', provider: 'azure', region: 'eastus', reference: `${arm}/images/i` }],
    ],
    [
      'a version of a gallery',
      build('azure-arm', `${arm}/galleries/x/images/y/versions/1.0.0`),
      [{ name: 'azure', provider: 'azure', reference: `${arm}/galleries/x/images/y/versions/1.0.0` }],
    ],
    [
      'an image of a project',
      build('googlecompute', 'base-1', { custom_data: { project: 'p' } }),
      [{ name: 'gcp', provider: 'gcp', reference: 'projects/p/global/images/base-1' }],
    ],
    [
      'an image of Glance',
      build('openstack', '6f1c2a7e-2c55-4d57-9a4f-1f6d0f7f3a10', { custom_data: { region: 'One' } }),
      [{ name: 'openstack/One', provider: 'openstack', reference: '6f1c2a7e-2c55-4d57-9a4f-1f6d0f7f3a10' }],
    ],
    [
      'a disk',
      build('qemu', 'VM', {
        files: [{ name: 'out/base.qcow2', size: 7 }],
        custom_data: { digest: `sha256:${'ab'.repeat(32)}` },
      }),
      [
        {
          provider: 'local',
          reference: 'base.qcow2',
          digest: `sha256:${'ab'.repeat(32)}`,
          upstream: { ...created, bytes: 7 },
        },
      ],
    ],
  ])('tells of %s', (_what, one, artifacts) => {
    expect(parsed([one])).toMatchObject({ artifacts, faults: [] })
  })

  it('takes no two builds of one run for one place, unless their architecture tells them apart', () => {
    const two = ['amd64', 'arm64'].map((name, index) =>
      build('amazon-ebs', `us-east-1:ami-0${index}`, { name }),
    )
    const told = two.map((one) => ({ ...one, custom_data: { architecture: one.name } }))

    expect(parsed(two).faults).toMatchObject([
      { code: 'SEVERAL_FOR_PLACE', path: '/builds/1', message: expect.stringContaining('"amd64", "arm64"') },
    ])
    expect(parsed(two.map((one) => ({ ...one, name: 'base' }))).faults).toHaveLength(1)
    expect(parsed([build('amazon-ebs', 'us-east-1:ami-01,us-east-1:ami-02')]).faults).toHaveLength(1)
    expect(parsed([build('amazon-ebs', 'us-east-1:ami-01,us-east-1:ami-01')]).faults).toEqual([])
    expect(parsed(two, { builds: ['arm64'] }).artifacts).toMatchObject([{ reference: 'ami-01' }])
    expect(parsed(told)).toMatchObject({
      faults: [],
      artifacts: [{ architecture: 'x86_64' }, { architecture: 'arm64' }],
    })
  })

  it('reads the builds that are named, whatever built the others', () => {
    const builds = [build('docker', 'sha256:1', { name: 'other' }), build('amazon-ebs', 'us-east-1:ami-01')]

    expect(parsed(builds).faults).toMatchObject([
      { code: 'BUILDER_UNKNOWN', message: expect.stringContaining('--build') },
    ])
    expect(parsed(builds, { builds: ['base'] })).toMatchObject({ faults: [], artifacts: [{}] })
    expect(parsed(builds, { builds: ['bace'] }).faults).toMatchObject([
      { code: 'BUILD_UNKNOWN', message: 'No build is called "bace"; there are "other", "base"' },
    ])
  })

  it('reads the disk of VMware, and leaves its other files', () => {
    const files = ['out/base.vmx', 'out/base.nvram', 'out/disk.vmdk'].map((name) => ({ name, size: 1 }))

    expect(parsed([build('vmware-iso', 'VM', { files })]).artifacts).toMatchObject([
      { provider: 'local', reference: 'disk.vmdk' },
    ])
  })

  it('counts the last run alone, unless all are asked for; of one place the newest holds', () => {
    const old = build('amazon-ebs', 'us-east-1:ami-01,eu-west-1:ami-02', {
      packer_run_uuid: 'first',
      build_time: 5,
    })
    const builds = [build('amazon-ebs', 'us-east-1:ami-03'), old]
    const references = (options: ManifestOptions) =>
      parsed(builds, options).artifacts.map(({ region, reference }) => `${region} ${reference}`)

    expect(references({})).toEqual(['us-east-1 ami-03'])
    expect(references({ allRuns: true })).toEqual(['us-east-1 ami-03', 'eu-west-1 ami-02'])
  })

  it('takes an account for builds that name none', () => {
    const builds = [
      build('amazon-ebs', 'us-east-1:ami-01'),
      build('amazon-ebs', 'us-east-1:ami-02', { custom_data: { account: 'other' } }),
    ]

    expect(parsed(builds, { account: 'mine' }).artifacts.map(({ name }) => name)).toEqual([
      'aws/mine/us-east-1',
      'aws/other/us-east-1',
    ])
  })

  it.each([
    ['no manifest', [], {}, ['NOTHING_BUILT /builds']],
    ['no list', 5, {}, ['MEMBER_TYPE /builds']],
    ['no run', [build('qemu', 'VM')], { last_run_uuid: 'gone' }, ['LAST_RUN_UNKNOWN /last_run_uuid']],
    ['a builder that makes no image', [build('docker', 'x')], {}, ['BUILDER_UNKNOWN /builds/0/builder_type']],
    [
      'a volume',
      [build('amazon-ebsvolume', 'us-east-1:vol-1')],
      {},
      ['ARTIFACT_UNREADABLE /builds/0/artifact_id'],
    ],
    ['a blob', [build('azure-arm', 'https://a/b.vhd')], {}, ['ARTIFACT_UNREADABLE /builds/0/artifact_id']],
    [
      'two disks',
      [build('qemu', 'VM', { files: [{ name: 'a' }, { name: 'b' }] })],
      {},
      ['ARTIFACT_UNREADABLE /builds/0/files'],
    ],
    [
      'custom data that is no text',
      [build('qemu', 'VM', { custom_data: { a: 5 } })],
      {},
      ['MEMBER_TYPE /builds/0/custom_data/a', 'ARTIFACT_UNREADABLE /builds/0/files'],
    ],
    [
      'all faults of a build at once',
      [{ packer_run_uuid: 'last', build_time: -1 }],
      {},
      [
        'MEMBER_MISSING /builds/0',
        'MEMBER_MISSING /builds/0',
        'MEMBER_MISSING /builds/0',
        'MEMBER_TYPE /builds/0/build_time',
      ],
    ],
  ])('with %s is refused', (_what, builds, more, expected) => {
    const { faults } = parsed(builds, {}, more)

    expect(faults.map(({ code, path }) => `${code} ${path}`).toSorted()).toEqual(expected.toSorted())
    expect(faults.every(({ file, line }) => file === 'm.json' && line === 1)).toBe(true)
  })

  it('warns of an image whose project is not known', () => {
    expect(parsed([build('googlecompute', 'i')]).faults).toMatchObject([
      { severity: 'warning', code: 'PROJECT_UNKNOWN' },
    ])
  })

  it('warns of a managed image whose region is not known', () => {
    expect(parsed([build('azure-arm', `${arm}/images/i`)]).faults).toMatchObject([
      { severity: 'warning', code: 'REGION_UNKNOWN' },
    ])
  })

  it('is bounded in places, size and depth', () => {
    const regions = (count: number) => Array.from({ length: count }, (_, index) => `r-${index}:ami-0`)
    const builds = Array.from({ length: 20 }, (_, index) =>
      build('amazon-ebs', regions(200).join(','), { custom_data: { account: `${index}` } }),
    )

    expect(parsed(builds).faults).toMatchObject([{ code: 'TOO_MANY' }])
    expect(parsed([build('amazon-ebs', regions(300).join(','))]).faults).toMatchObject([
      { code: 'ARTIFACT_UNREADABLE' },
    ])
    expect(parsePackerManifest({ file: 'm', text: '['.repeat(1000) }).faults).toMatchObject([
      { code: 'TOO_DEEP' },
    ])
    expect(parsePackerManifest({ file: 'm', text: ' '.repeat(5_000_000) }).faults).toMatchObject([
      { code: 'TOO_LARGE' },
    ])
  })

  it('never throws, and is stored only where it has no error', () => {
    const odd = fc.oneof(
      fc.string(),
      fc.constantFrom(null, 5, [], {}, 'us-east-1:ami-0a', 'amazon-ebs', 'qemu', 'last'),
    )
    const builds = fc.array(
      fc.record(
        {
          name: odd,
          builder_type: odd,
          artifact_id: odd,
          files: odd,
          custom_data: odd,
          build_time: odd,
          packer_run_uuid: fc.constant('last'),
        },
        { requiredKeys: [] },
      ),
    )
    fc.assert(
      fc.property(builds, (given) => {
        const { artifacts, faults } = parsed(given)
        expect(artifacts.length > 0 || faults.some(({ severity }) => severity === 'error')).toBe(true)
      }),
    )
  })
})

describeWithPrograms('the post-processor of Packer', ['packer'], () => {
  it('writes a manifest that is read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ingot-manifest-'))
    const template = `
source "file" "base" {
  content = "disk"
  target  = "base.qcow2"
}
build {
  sources = ["source.file.base"]
  post-processor "manifest" { custom_data = { architecture = "x86_64" } }
}
`
    try {
      writeFileSync(join(folder, 'base.pkr.hcl'), template)
      execFileSync(requireProgram('packer')!, ['build', 'base.pkr.hcl'], {
        cwd: folder,
        env: { ...process.env, CHECKPOINT_DISABLE: '1', PACKER_CONFIG_DIR: folder },
        stdio: 'pipe',
      })
      // QEMU is slow, and its builder writes the same members; only the type differs.
      const text = readFileSync(join(folder, 'packer-manifest.json'), 'utf8').replace(
        /"builder_type": "[^"]+"/,
        '"builder_type": "qemu"',
      )

      expect(parsePackerManifest({ file: 'packer-manifest.json', text })).toMatchObject({
        faults: [],
        artifacts: [
          { provider: 'local', reference: 'base.qcow2', architecture: 'x86_64', upstream: { bytes: 4 } },
        ],
      })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 60_000)
})
