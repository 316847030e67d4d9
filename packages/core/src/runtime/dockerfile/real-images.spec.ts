import { readFileSync } from 'node:fs'
import { describeWithTestData } from '@ingot/testkit'
import { expect, it } from 'vitest'
import { metadataFields } from '../metadata/metadata-field.ts'
import { kernelVariables } from '../metadata/metadata-field.ts'
import { lintText } from './sample-dockerfile.ts'

/** One real image as the file tells of it: own labels and variables by their names without prefix. */
interface RealImage {
  readonly image: string
  readonly from: readonly string[]
  readonly base: string
  readonly env: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  readonly identity: readonly (string | null)[]
  readonly findings: readonly string[]
}

/** A Dockerfile that sets what the real one sets, in the same stages. */
function dockerfileOf({ from, env, labels }: RealImage): string {
  const quoted = (value: string): string => `"${value.replaceAll(/["\\$]/g, '\\$&')}"`
  const lines = metadataFields.flatMap((field) => {
    const name = field.env.slice('ML_RUNTIME_'.length)
    return [
      ...(env[name] === undefined ? [] : [`ENV ${field.env}=${quoted(env[name])}`]),
      ...(labels[name] === undefined ? [] : [`LABEL ${field.label}=${quoted(labels[name])}`]),
    ]
  })
  const kernel = Object.values(kernelVariables).map((name) => `ENV ${name}=x`)
  return [...from.map((one) => `FROM ${one}`), ...lines, ...kernel].join('\n')
}

describeWithTestData('lintDockerfile() of what real images set', ['cml', 'runtime-metadata.json'], (file) => {
  const images = JSON.parse(readFileSync(file, 'utf8')) as RealImage[]
  const custom = images.filter(({ image }) => image.startsWith('community_'))

  it('has images to look at', () => {
    expect(custom.length).toBeGreaterThan(10)
  })

  it.each(custom.map((image) => [image.image, image] as const))(
    'finds in %s what is wrong with it',
    (_name, image) => {
      const { base, identity, findings } = lintText(dockerfileOf(image))
      const { editor, kernel, edition, shortVersion, maintenanceVersion } = identity
      const sides = [editor, kernel, edition, shortVersion, maintenanceVersion].map((side) => side ?? null)
      expect(base).toBe(image.base)
      expect(sides).toEqual(image.identity)
      const codes = findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code)
      expect(codes.toSorted()).toEqual([...image.findings].toSorted())
    },
  )

  it.each(images.map((image) => [image.image, image] as const))(
    'has no errors in the file of %s',
    (_name, image) => {
      const { faults } = lintText(dockerfileOf(image))
      expect(faults.filter(({ severity }) => severity === 'error')).toEqual([])
    },
  )
})
