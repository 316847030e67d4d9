import { IngotError } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { image, stamp } from '../../testing/answers.ts'
import { defaultImage, derivedImage } from '../../testing/cdp-answers.ts'
import type { Call } from '../../testing/fake-api.ts'
import { runLine } from '../../testing/run-line.ts'

/** Answers three images of a catalog of 677, and the whole to a question without a filter. */
function catalogOf677({ path }: Call): unknown {
  const images = [defaultImage, { ...defaultImage, id: 'b' }, { ...defaultImage, id: 'c' }]
  return { ...stamp, images, total: path.includes('where=') ? 3 : 677 }
}

const line =
  'image list --catalog cdp-default --where runtime=7.2.17 --where os=redhat8 --provider aws --newest'

describe('image list', () => {
  it('shows the traits of images of a mirrored catalog, and how many of how many they are', async () => {
    const { out, err, calls } = await runLine(line, { listImages: catalogOf677 })

    expect(out).toMatch(/^ID +RUNTIME +OS +PROVIDER +ARCHITECTURE +CM +DATE +DESCRIPTION +STATE +ARTIFACTS\n/)
    expect(out).toMatch(
      /^4b6a691a-\S+ +7\.2\.17 +redhat8 +aws +x86_64 +7\.11\.0 +2024-04-26 +7\.2\.17\.400 .+ active +2$/m,
    )
    expect(err).toBe('3 of 677 images\n')
    expect(calls.map(({ path }) => path)).toEqual([
      '/v1/images?catalog=cdp-default&where=runtime%3D7.2.17&where=os%3Dredhat8&provider=aws&newest=true',
      '/v1/images?catalog=cdp-default&limit=1',
    ])
  })

  it.each(['json', 'yaml', 'name', 'csv'])('asks once, and counts nothing, with -o %s', async (format) => {
    const { err, calls } = await runLine(`${line} -o ${format}`, { listImages: catalogOf677 })

    expect([err, calls.length]).toEqual(['', 1])
  })

  it.each([
    ['table', 'RUNTIME  IMAGES\n7.2.17   12\n         3\n'],
    ['csv', 'runtime,images\r\n7.2.17,12\r\n,3\r\n'],
    ['name', '7.2.17\n'],
  ])('counts by a trait with -o %s', async (format, expected) => {
    const counts = [{ value: '7.2.17', images: 12 }, { images: 3 }]
    const { out, err, calls } = await runLine(`image list --count-by runtime -o ${format}`, {
      listImages: { ...stamp, images: [defaultImage], total: 15, counts },
    })

    expect(out).toBe(expected)
    expect(err).toBe(format === 'table' ? '15 images\n' : '')
    expect(calls.map(({ path }) => path)).toEqual(['/v1/images?countBy=runtime'])
  })

  it('asks once where nothing is filtered', async () => {
    const { err, calls } = await runLine('image list --catalog cdp-default', { listImages: catalogOf677 })

    expect([err, calls.length]).toEqual(['', 1])
  })

  it('adds what was filtered by to the usual columns of other images', async () => {
    const { out } = await runLine('image list --where hardening=cis_server_l1', {
      listImages: { ...stamp, images: [image], total: 1 },
    })

    expect(out).toMatch(/^NAME +VERSION +STATE +CATALOG +LABEL +ARTIFACTS +HARDENING\n.* cis_server_l1\n$/)
  })

  it.each([
    ['names of images', [image, image], 'our.base\n'],
    [
      'ids of CDP images, which share their names',
      [defaultImage, derivedImage],
      `${defaultImage.id}\n${derivedImage.id}\n`,
    ],
  ])('prints %s with -o name', async (_what, images, expected) => {
    const { out } = await runLine('image list -o name', { listImages: { ...stamp, images, total: 2 } })

    expect(out).toBe(expected)
  })

  it.each([
    ['traits and fields', 'id,runtime,cm', `id,runtime,cm\r\n${defaultImage.id},7.2.17,7.11.0\r\n`],
    ['a trait before the field of its name', 'os,name', 'os,name\r\nredhat8,runtime-redhat8-aws\r\n'],
    ['regions and counts', 'regions,artifacts', 'regions,artifacts\r\n"us-west-1; us-west-2",2\r\n'],
    ['nothing where there is nothing', 'source,label', 'source,label\r\n,Our base\r\n'],
    ['names of members of every object as traits', 'constructor,__proto__', 'constructor,__proto__\r\n,\r\n'],
  ])('prints %s as CSV', async (_what, columns, expected) => {
    const { out } = await runLine(`image list --columns ${columns} -o csv`, {
      listImages: { ...stamp, images: [defaultImage], total: 1 },
    })

    expect(out).toBe(expected)
  })

  it('says which columns no image has', async () => {
    const { out, err } = await runLine('image list --columns id,rutime', {
      listImages: { ...stamp, images: [defaultImage], total: 1 },
    })

    expect(out).toContain('RUTIME')
    expect(err).toBe('No image here has rutime\n')
  })

  it('says nothing of usual columns that no image has', async () => {
    const { runtime: _runtime, cm: _cm, ...traits } = defaultImage.traits
    const { err } = await runLine('image list --catalog cdp-default', {
      listImages: { ...stamp, images: [{ ...defaultImage, traits }], total: 1 },
    })

    expect(err).toBe('')
  })

  it.each(['table', 'json', 'csv', 'name'])(
    'refuses a catalog that is not there with -o %s',
    async (format) => {
      const { out, err, status } = await runLine(`image list --catalog cdp-defualt -o ${format}`, {
        listImages: { ...stamp, images: [], total: 0 },
        showCatalog: new IngotError('CATALOG_NOT_FOUND', 'No catalog is named "cdp-defualt"'),
      })

      expect([out, status]).toEqual(['', 1])
      expect(err).toContain('No catalog is named "cdp-defualt"')
    },
  )
})
