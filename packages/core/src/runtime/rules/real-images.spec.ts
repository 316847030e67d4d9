import { readFileSync } from 'node:fs'
import { describeWithTestData } from '@ingot/testkit'
import { expect, it } from 'vitest'
import { metadataFields } from '../metadata/metadata-field.ts'
import { readMetadata } from '../metadata/read-metadata.ts'
import { runtimeFindings } from './runtime-findings.ts'
import type { RuntimeSubject } from './runtime-subject.ts'
import { envOf, kernelEnv, labelsOf, proofOf, sampleProof, type Values } from './sample-subject.ts'

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

/** What a base of the vendor says of itself, which its name tells. */
function valuesOfBase(reference: string): Values {
  const { editor = '', language, number, short, maintenance, build } = released.exec(reference)!.groups!
  return {
    'runtime-metadata-version': editor.startsWith('pbj') ? '2' : '1',
    editor: editors[editor],
    kernel: `${language === 'r' ? 'R' : 'Python'} ${number}`,
    edition: 'Standard',
    'short-version': short,
    'maintenance-version': maintenance,
    'full-version': `${short}.${maintenance}-${build}`,
    description: 'A runtime of the vendor',
    'git-hash': '0123456789abcdef0123456789abcdef01234567',
    gbn: '12345678',
  }
}

function valuesOf(given: Readonly<Record<string, string>>): Values {
  return Object.fromEntries(
    metadataFields.flatMap(({ name, env }) => {
      const value = given[env.slice('ML_RUNTIME_'.length)]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** The image with what it inherits, on a base that is allowed: of the vendor, or an operating system. */
function subjectOf({ image, base, baseIsCloudera, env, labels }: RealImage): RuntimeSubject {
  const inherited = baseIsCloudera ? valuesOfBase(base) : {}
  const values = { ...inherited, ...valuesOf(labels) }
  const isPbj = values['runtime-metadata-version'] === '2'
  const generation = baseIsCloudera ? (isPbj ? 'pbj' : 'non-pbj') : 'os'
  const facts = { reference: base, generation, vendor: baseIsCloudera } as const
  return {
    reference: `registry.example.com/samples/${image}:1`,
    digest: `sha256:${'a'.repeat(64)}`,
    labels: labelsOf(values),
    env: { ...envOf({ ...inherited, ...valuesOf(env) }), ...(isPbj ? kernelEnv : {}) },
    proof: proofOf(sampleProof({ base: { id: base, digest: `sha256:${'b'.repeat(64)}`, ...facts } })),
    base: { ...facts, labels: labelsOf(inherited), env: envOf(inherited) },
    isVendorOwn: image.startsWith('cloudera_'),
  }
}

describeWithTestData('runtimeFindings() of real images', ['cml', 'runtime-metadata.json'], (file) => {
  const images = JSON.parse(readFileSync(file, 'utf8')) as RealImage[]

  it('has images to look at', () => {
    expect(images.length).toBeGreaterThan(70)
    expect(images.flatMap(({ findings }) => findings).length).toBeGreaterThan(8)
  })

  it.each(images.map((image) => [image.image, image] as const))(
    'finds in %s what is wrong with it',
    (_name, image) => {
      const found = runtimeFindings(subjectOf(image)).filter(({ severity }) => severity !== 'info')
      expect(found.map(({ code }) => code).toSorted()).toEqual([...image.findings].toSorted())
    },
  )

  it.each(images.map((image) => [image.image, image] as const))(
    'reads the identity of %s',
    (_name, image) => {
      const { editor, kernel, edition, shortVersion, maintenanceVersion } = readMetadata(
        subjectOf(image),
      ).identity
      expect([editor, kernel, edition, shortVersion, maintenanceVersion].map((side) => side ?? null)).toEqual(
        image.identity,
      )
    },
  )

  it('reads the metadata of every image that is a runtime', () => {
    const unread = images.filter((image) => readMetadata(subjectOf(image)).metadata === undefined)
    expect(unread.map(({ findings }) => findings)).toEqual([['notARuntime']])
  })
})
