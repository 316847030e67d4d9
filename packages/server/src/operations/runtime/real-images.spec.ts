import { buildImage, describeWithTestData, tinyBase, type BuiltImage } from '@ingot/testkit'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { envOf, kernelEnv, labelsOf, vendorValues, type SampleValues } from '../../testing/sample-runtime.ts'

/** One real image as the file tells of it: own labels and variables by their names without prefix. */
interface RealImage {
  readonly image: string
  readonly base: string
  readonly baseIsCloudera: boolean
  readonly env: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  readonly identity: readonly (string | null)[]
  readonly findings: readonly string[]
}

const released =
  /\/ml-runtime-(?<editor>workbench|jupyterlab|pbj-workbench)-(?<language>python|r)(?<number>[0-9.]+)-standard:(?<short>\d+\.\d+)\.(?<maintenance>\d+)-(?<build>b\d+)$/
const editors: Readonly<Record<string, string>> = {
  workbench: 'Workbench',
  jupyterlab: 'JupyterLab',
  'pbj-workbench': 'PBJ Workbench',
}

/** What a release of the vendor says of itself, which its name tells. */
function valuesOfRelease(reference: string): SampleValues {
  const {
    editor = '',
    language,
    number,
    short = '',
    maintenance,
    build,
  } = released.exec(reference)?.groups ?? {}
  return {
    ...vendorValues,
    'runtime-metadata-version': editor.startsWith('pbj') ? '2' : '1',
    editor: editors[editor],
    kernel: `${language === 'r' ? 'R' : 'Python'} ${number}`,
    'short-version': short,
    'maintenance-version': maintenance,
    'full-version': `${short}.${maintenance}-${build}`,
  }
}

/** The names of variables without their prefix as those of labels. */
function named(values: Readonly<Record<string, string>>): SampleValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name === 'METADATA_VERSION' ? 'runtime-metadata-version' : name.toLowerCase().replaceAll('_', '-'),
      value,
    ]),
  )
}

/** A small image in place of the base, with what it says of itself where it is a release. */
function buildBase({ base, baseIsCloudera }: RealImage): BuiltImage {
  const values = baseIsCloudera ? valuesOfRelease(base) : {}
  return buildImage({
    base: tinyBase(),
    layers: [[{ path: 'etc/built-from', content: base }]],
    labels: labelsOf(values),
    env: { ...envOf(values), ...(values['runtime-metadata-version'] === '2' ? kernelEnv : {}) },
  })
}

function buildOn(base: BuiltImage, { image, env, labels }: RealImage): BuiltImage {
  const isPbj = named(labels)['runtime-metadata-version'] === '2'
  return buildImage({
    base,
    layers: [[{ path: 'opt/image', content: image }]],
    labels: labelsOf(named(labels)),
    env: { ...envOf(named(env)), ...(isPbj ? kernelEnv : {}) },
  })
}

describeWithTestData('validateRuntime of real images', ['cml', 'runtime-metadata.json'], (file) => {
  const images = JSON.parse(readFileSync(file, 'utf8')) as RealImage[]
  const bases = new Map(images.map((one) => [one.base, buildBase(one)]))
  let site: RuntimeSite

  beforeAll(async () => {
    site = await openRuntimeSite({ bare: true })
    for (const one of new Map(images.map((image) => [image.base, image])).values()) await allowBase(one)
    for (const one of images.filter(isVendorOwn)) await site.allow(pushed(one), 'pbj')
  }, 120_000)

  afterAll(() => site.close())

  /** Allows the base of an image: a release of the vendor, or an operating system. */
  async function allowBase({ base, baseIsCloudera }: RealImage): Promise<void> {
    const [repository = '', tag = ''] = base.replace('docker.repository.cloudera.com/', '').split(':')
    const image = bases.get(base)
    if (image !== undefined) site.registry.push(repository, tag, image)
    const generation = baseIsCloudera ? (base.includes('/ml-runtime-pbj-') ? 'pbj' : 'non-pbj') : 'os'
    await site.allow(`${site.registry.host}/${repository}:${tag}`, generation)
  }

  function pushed(one: RealImage): string {
    const base = bases.get(one.base) ?? tinyBase()
    return site.push(one.image.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'), buildOn(base, one))
  }

  it('has images to look at', () => {
    expect(images.length).toBeGreaterThan(70)
    expect(images.filter(isVendorOwn).length).toBeGreaterThan(60)
    expect(images.flatMap(({ findings }) => findings).length).toBeGreaterThan(8)
  })

  it.each(images.map((image) => [image.image, image] as const))(
    'finds in %s what is wrong with it, and its identity',
    async (_, image) => {
      const report = await site.validate(pushed(image))

      const found = report.findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code)
      const { editor, kernel, edition, shortVersion, maintenanceVersion } = report.identity
      const identity = [editor, kernel, edition, shortVersion, maintenanceVersion]
      expect(found.toSorted()).toEqual(image.findings.toSorted())
      expect(identity.map((side) => side ?? null)).toEqual(image.identity)
      expect(report.base.verdict).toBe('PROVEN')
      expect(report.base.platforms[0]?.isBase === true).toBe(isVendorOwn(image))
    },
  )
})

/** Images of the vendor's own repository: they are releases themselves. */
function isVendorOwn({ image }: RealImage): boolean {
  return image.startsWith('cloudera_')
}
