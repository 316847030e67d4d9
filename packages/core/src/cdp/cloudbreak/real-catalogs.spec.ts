import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeWithTestData } from '@ingot/testkit'
import { expect, it } from 'vitest'
import { validateImage } from '../../image/validate-image.ts'
import type { ParsedCloudbreak } from './parse-cloudbreak.ts'
import { parseSample } from './sample-catalog.ts'

describeWithTestData('parseCloudbreak() of real catalogs', ['cdp'], (folder) => {
  const read = (file: string, type: 'runtime' | 'freeipa' = 'runtime'): ParsedCloudbreak =>
    parseSample(readFileSync(join(folder, file), 'utf8'), type)

  it.each([
    ['cb-image-catalog-empty-cloudbreak-versions.json', 'CLOUDBREAK_VERSIONS_NULL'],
    ['cb-image-catalog-filter-images-null.json', 'ALL_IMAGES_EMPTY'],
    ['cb-image-catalog-null-field.json', 'IMAGES_MISSING'],
    ['imagecatalog_invalid.json', 'NOT_JSON'],
  ])('refuses %s with %s', (file, code) => {
    expect(read(file).faults[0]).toMatchObject({ severity: 'error', code })
  })

  it.each([
    ['cb-image-catalog-valid.json', 1, 1],
    ['cb-image-catalog-filter-null-images.json', 1, 1],
    ['cb-image-catalog-without-cdh-images.json', 1, 1],
    ['v3-marketplace-image-catalog.json', 1, 1],
    ['cb-image-catalog-v2.json', 5, 101],
    ['cb-image-catalog-v3.json', 11, 278],
    ['freeipa-image-catalog-v3.json', 30, 738],
    ['upgrade-test-image-catalog.6c1ec90172a.json', 677, 18_469],
  ])('reads %s with %i images and %i references', (file, images, references) => {
    const parsed = read(file, file.startsWith('freeipa') ? 'freeipa' : 'runtime')

    expect(parsed.faults).toEqual([])
    expect(parsed.images).toHaveLength(images)
    expect(parsed.images.reduce((sum, image) => sum + image.artifacts.length, 0)).toBe(references)
    expect(parsed.images.flatMap(validateImage).filter(({ severity }) => severity === 'error')).toEqual([])
    const namings = parsed.images.map(({ name, version }) => `${name} ${version}`)
    expect(new Set(namings).size).toBe(images)
  })

  it('gives the production catalog its traits', () => {
    const { images } = read('upgrade-test-image-catalog.6c1ec90172a.json')
    const count = (trait: string, value: string): number =>
      images.filter(({ traits }) => traits[trait] === value).length

    expect(count('runtime', '7.2.17')).toBe(91)
    expect(count('os', 'redhat8')).toBe(42)
    expect(
      ['aws', 'azure', 'gcp', 'yarn'].map((provider) => count('provider', provider)).reduce((a, b) => a + b),
    ).toBe(677)
    expect(count('prewarmed', 'true')).toBe(670)
    expect(images.filter(({ traits }) => traits['release-type'] !== undefined)).toHaveLength(
      images.filter(({ traits }) => traits['tag.release-type'] !== undefined).length,
    )
  })
})
