import { IngotError, type ExportFormat, ExportFormat as Formats } from '@ingot/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCatalogSite, type CatalogSite } from '../../testing/catalog-site.ts'

let site: CatalogSite
const builds = (artifact: string) => ({
  file: 'packer-manifest.json',
  text: JSON.stringify({
    builds: [
      { name: 'b', builder_type: 'amazon-ebs', artifact_id: artifact, packer_run_uuid: 'r', build_time: 0 },
    ],
    last_run_uuid: 'r',
  }),
})
const imported = (artifact: string, more: object = {}, query: object = {}) =>
  site.client.importPackerManifest({ query, body: { file: builds(artifact), name: 'packed', ...more } })
const exported = (format: ExportFormat, more: object = {}) =>
  site.client.exportImages({ body: { format, images: [{ name: 'packed' }], ...more } })

beforeAll(async () => {
  site = await openCatalogSite({ bare: true })
  await imported('us-east-1:ami-01,us-west-2:ami-02', { os: 'linux', label: 'Packed' })
})
afterAll(() => site.close())

describe('importing a manifest of Packer', () => {
  it('makes version 1.0, and the same once more changes nothing', async () => {
    const again = await imported('us-east-1:ami-01,us-west-2:ami-02', { os: 'linux' })

    expect(again.image).toMatchObject({
      image: { name: 'packed', version: '1.0' },
      change: 'unchanged',
      artifacts: 2,
    })
  })

  it('is labelled as it is named where no label is given', async () => {
    await imported('us-east-1:ami-0b', { name: 'plain' })

    const place = { provider: 'aws', region: 'us-east-1' }
    const answer = await site.client.resolve({ body: { label: 'plain', ...place } })
    expect(answer.artifact?.reference).toBe('ami-0b')
  })

  it('replaces the artifact of a place, whether or not both tell an architecture', async () => {
    const custom = (architecture?: string) => (architecture === undefined ? {} : { architecture })
    const told = async (artifact: string, architecture?: string) => {
      const [build] = JSON.parse(builds(artifact).text).builds
      const text = JSON.stringify({
        builds: [{ ...build, custom_data: custom(architecture) }],
        last_run_uuid: 'r',
      })
      const body = { file: { file: 'm.json', text }, name: 'told' }
      return (await site.client.importPackerManifest({ body })).image.artifacts
    }

    expect(await told('us-east-1:ami-01', 'x86_64')).toBe(1)
    expect(await told('us-east-1:ami-02')).toBe(1)
    expect(await told('us-east-1:ami-03', 'arm64')).toBe(1)
    expect(await told('us-east-1:ami-04', 'x86_64')).toBe(2)
    await expect(told('us-east-1:ami-05')).rejects.toMatchObject({ faults: [{ code: 'SEVERAL_FOR_PLACE' }] })
  })

  it('replaces the artifact of a place, and adds others', async () => {
    const { image } = await imported('us-east-1:ami-09,eu-west-1:ami-03', {}, { dryRun: true })

    expect(image).toMatchObject({ change: 'changed', artifacts: 3 })
    expect(image.differences.join()).toContain('ami-09')
    expect(
      (await imported('us-east-1:ami-0a', { bump: 'minor' }, { dryRun: true })).image.image.version,
    ).toBe('1.1')
  })

  it.each([
    ['a version that exists', { version: '1.0' }, 'us-east-1:ami-0f', 'VERSION_EXISTS'],
    ['a version that is none', { version: 'new' }, 'us-east-1:ami-0f', 'VERSION_INVALID'],
    ['an artifact that is none', {}, 'vol-1', 'ARTIFACT_UNREADABLE'],
  ])('stores nothing with %s, and says where it is wrong', async (_what, more, artifact, code) => {
    const before = site.revision()
    const refused = await imported(artifact, more).catch((error: unknown) => error)

    expect(refused).toBeInstanceOf(IngotError)
    expect((refused as IngotError).faults).toMatchObject([{ code }])
    expect(site.revision()).toBe(before)
  })
})

describe('exporting images', () => {
  it.each(Formats.enum.filter((format) => format !== 'terraform-external'))(
    'writes %s of all places',
    async (format) => {
      const { files, warnings } = await exported(format)

      expect(warnings.map(({ code }) => code)).toEqual(format === 'karpenter' ? ['FAMILY_UNKNOWN'] : [])
      expect(files.length).toBeGreaterThan(0)
      expect(files.map(({ text }) => text).join('')).toMatch(/ami-01[^]*ami-02/)
    },
  )

  it('answers the external data source for one place', async () => {
    const { files } = await exported('terraform-external', { region: 'us-west-2' })

    expect(JSON.parse(files[0]!.text)).toMatchObject({
      reference: 'ami-02',
      label: 'Packed',
      region: 'us-west-2',
    })
    await expect(exported('terraform-external')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('keys places by what is asked for, where the format has keys', async () => {
    const { files } = await exported('tfvars', { by: ['provider', 'region'] })

    expect(files[0]?.text).toContain('"aws/us-east-1"')
    const refused = await exported('csv', { by: ['region'] }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', faults: [{ code: 'KEY_UNUSED', path: '/by' }] })
  })

  it('is refused as a whole, with every reason', async () => {
    const images = [{ name: 'packed' }, { name: 'none' }, { name: 'packed', version: '9' }]
    const refused = await exported('csv', { images }).catch((error: unknown) => error)

    expect(refused).toMatchObject({
      code: 'INVALID_INPUT',
      faults: [
        { code: 'NAME_NOT_FOUND', path: '/images/1' },
        { code: 'VERSION_NOT_FOUND', path: '/images/2' },
      ],
    })
  })
})
