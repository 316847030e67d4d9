import type { Fault, Image } from '@ingot/contract'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeWithTestData } from '@ingot/testkit'
import { describe, expect, it } from 'vitest'
import { imageToRecords } from './from-image.ts'
import { parseJsonRecords } from './parse-json-records.ts'
import { parseRecords } from './parse-records.ts'
import { printJsonRecords, printRecords } from './print-records.ts'
import { recordsToImages, type RecordContext } from './to-images.ts'

const context: RecordContext = { catalog: 'local', idFor: (name, version) => `${name}@${version}` }

const PACKAGE = `AdType = "Package"
Name = "r_execute"
Version = "2.1.1"
PackageType = "image"
Label = "R"
`

const ARTIFACT = `AdType = "Artifact"
Package = "r_execute"
Version = "2.1.1"
Name = "az/useast"
Provider = "az"
ImageId = "/subscriptions/x/images/MyCustomImage"
`

/** As a production site wrote it: attributes in any order, a package type in mixed case, attributes without a field. */
const SITE = `Version = "1.0"
OS = "linux"
PackageType = "Image"
AdType = "Package"
Label = "CentOS7 R4 ENA - CycleCloud"
Name = "FMI.CENTOS7.R4"

  Virtualization = "hvm"
  Version = "1.0"
  Region = "us-east-1"
  Provider = "aws"
  Package = "FMI.CENTOS7.R4"
  AdType = "Artifact"
  Description = "CentOS7 Cycle R4"
  ImageId = "ami-0123"
  Name = "aws/us-east-1/hvm"
  Size = 30
  AccountName = "cloud"
`

function importText(text: string, within: RecordContext = context) {
  const { records, faults } = parseRecords('site.txt', text)
  const result = recordsToImages(records, within)
  return { images: result.images, faults: [...faults, ...result.faults] }
}

function brief(faults: readonly Fault[]): string[] {
  return faults.map(({ severity, code, line, column }) => `${severity} ${code} ${line}:${column}`)
}

describe('recordsToImages()', () => {
  it('makes one image of the documented package and artifact', () => {
    const { images, faults } = importText(`${PACKAGE}\n${ARTIFACT}`)

    expect(faults).toEqual([])
    expect(images).toEqual([
      {
        id: 'r_execute@2.1.1',
        catalog: 'local',
        name: 'r_execute',
        version: '2.1.1',
        label: 'R',
        traits: {},
        artifacts: [
          {
            name: 'az/useast',
            provider: 'azure',
            reference: '/subscriptions/x/images/MyCustomImage',
            attributes: { Provider: '"az"' },
          },
        ],
        stages: [],
      },
    ])
  })

  it('reads attributes in any order, and keeps those that it has no field for', () => {
    const { images, faults } = importText(SITE)

    expect(faults).toEqual([])
    expect(images).toMatchObject([
      {
        name: 'FMI.CENTOS7.R4',
        version: '1.0',
        label: 'CentOS7 R4 ENA - CycleCloud',
        os: 'linux',
        attributes: { PackageType: '"Image"' },
        artifacts: [
          {
            name: 'aws/us-east-1/hvm',
            provider: 'aws',
            account: 'cloud',
            region: 'us-east-1',
            reference: 'ami-0123',
            attributes: { Virtualization: '"hvm"', Description: '"CentOS7 Cycle R4"', Size: '30' },
          },
        ],
      },
    ])
  })

  it.each([
    [
      'an artifact without Provider',
      `${PACKAGE}\n${ARTIFACT.replace(/Provider.*\n/, '')}`,
      ['error ATTRIBUTE_MISSING 7:1'],
    ],
    [
      'an artifact with an empty Provider',
      `${PACKAGE}\n${ARTIFACT.replace('"az"\n', '" "\n')}`,
      ['error ATTRIBUTE_MISSING 11:12'],
    ],
    [
      'an artifact without ImageId',
      `${PACKAGE}\n${ARTIFACT.replace(/ImageId.*\n/, '')}`,
      ['error ATTRIBUTE_MISSING 7:1'],
    ],
    [
      'an artifact without Name',
      `${PACKAGE}\n${ARTIFACT.replace(/Name.*\n/, '')}`,
      ['error ATTRIBUTE_MISSING 7:1'],
    ],
    [
      'an artifact without Package',
      `${PACKAGE}\n${ARTIFACT.replace(/Package =.*\n/, '')}`,
      ['error ATTRIBUTE_MISSING 7:1'],
    ],
    [
      'an artifact without Version',
      `${PACKAGE}\n${ARTIFACT.replace(/Version.*\n/, '')}`,
      ['error ATTRIBUTE_MISSING 7:1'],
    ],
    ['an orphan artifact', ARTIFACT, ['error ARTIFACT_ORPHAN 2:11']],
    [
      'an artifact of another version',
      `${PACKAGE}\n${ARTIFACT.replace('2.1.1', '2.1.2')}`,
      ['error ARTIFACT_ORPHAN 8:11'],
    ],
    ['a package twice', `${PACKAGE}\n${PACKAGE}`, ['error PACKAGE_DUPLICATE 8:8']],
    [
      'versions that are equal',
      `${PACKAGE}\n${PACKAGE.replace('2.1.1', '2.01.1')}`,
      ['error PACKAGE_DUPLICATE 8:8'],
    ],
    [
      'versions that look alike',
      `${PACKAGE}\n${PACKAGE.replace('2.1.1', '2.1.1.0')}`,
      ['warning VERSIONS_ALIKE 8:8'],
    ],
    [
      'names that differ by case',
      `${PACKAGE}\n${PACKAGE.replace('r_execute', 'R_Execute').replace('2.1.1', '3.0')}`,
      ['error PACKAGE_NAME_CASE 8:8'],
    ],
    [
      'an artifact name twice',
      `${PACKAGE}\n${ARTIFACT}\n${ARTIFACT.replace('az/useast', 'AZ/USEast').replace('Provider', 'Region = "westus"\nProvider')}`,
      ['error ARTIFACT_DUPLICATE 17:8'],
    ],
    [
      'two artifacts for one place',
      `${PACKAGE}\n${ARTIFACT}\n${ARTIFACT.replace('az/useast', 'other').replace('"az"', '"Azure"')}`,
      ['error ARTIFACT_SAME_PLACE 17:8'],
    ],
    [
      'a package of another type',
      PACKAGE.replace('"image"', '"software"'),
      ['error PACKAGE_TYPE_UNSUPPORTED 4:15'],
    ],
    ['a package without a type', PACKAGE.replace(/PackageType.*\n/, ''), ['error ATTRIBUTE_MISSING 1:1']],
    ['an unknown operating system', `${PACKAGE}OS = "BeOS"\n`, ['error OS_UNKNOWN 6:6']],
    ['a record without a type', 'Name = "x"\n', ['error ADTYPE_MISSING 1:1']],
    ['a record whose type is no text', 'AdType = 5\n', ['error ADTYPE_MISSING 1:10']],
    ['records of another type', 'AdType = "Credential"\nName = "x"\n', ['warning RECORD_NOT_IMPORTED 1:10']],
    ['a version that is none', PACKAGE.replace('"2.1.1"', '"1..2"'), ['error VERSION_INVALID 3:11']],
    ['a bare word', PACKAGE.replace('"r_execute"', 'r_execute'), ['error VALUE_TYPE 2:8']],
    ['a list as name', PACKAGE.replace('"r_execute"', '{"a"}'), ['error VALUE_TYPE 2:8']],
  ])('reports %s', (_what, text, expected) => {
    const { images, faults } = importText(text)

    expect(brief(faults)).toEqual(expected)
    expect(images).toHaveLength(expected.some((fault) => fault.startsWith('error')) ? 0 : images.length)
  })

  it('takes the text of a version without quotes, with a warning', () => {
    const { images, faults } = importText(PACKAGE.replace('"2.1.1"', '1.10'))

    expect(images[0]?.version).toBe('1.10')
    expect(faults).toMatchObject([
      {
        severity: 'warning',
        code: 'VALUE_UNQUOTED',
        message: 'Version = 1.10 is taken as text: write "1.10"',
        line: 3,
      },
    ])
  })

  it('reports every fault of several files at once, and makes nothing', () => {
    const files = [
      parseRecords('a.txt', `${PACKAGE}\n${ARTIFACT.replace('"az"', 'az')}`),
      parseRecords(
        'b.txt',
        `${PACKAGE}Name = "again"\n\nnonsense\n\n${ARTIFACT.replace('r_execute', 'gone')}`,
      ),
    ]

    const { images, faults } = recordsToImages(
      files.flatMap(({ records }) => records),
      context,
    )

    expect(images).toEqual([])
    expect(files.flatMap((file) => brief(file.faults))).toEqual([
      'error ATTRIBUTE_DUPLICATE 6:8',
      'error RECORD_LINE_INVALID 8:1',
    ])
    expect(faults.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      'a.txt:11 VALUE_TYPE',
      'b.txt:2 PACKAGE_DUPLICATE',
      'b.txt:11 ARTIFACT_ORPHAN',
    ])
  })

  describe('with images that are stored', () => {
    const stored: Image = {
      ...importText(`${PACKAGE}\n${ARTIFACT}`).images[0]!,
      id: 'stored-id',
      traits: { hardening: 'cis' },
    }
    const within: RecordContext = {
      ...context,
      stored: (name) => (name.toLowerCase() === 'r_execute' ? [stored] : []),
    }

    it('adds an artifact that comes alone', () => {
      const alone = ARTIFACT.replace('az/useast', 'az/west').replace(
        'Provider',
        'Region = "westus"\nProvider',
      )

      const { images, faults } = importText(alone, within)

      expect(faults).toEqual([])
      expect(images).toMatchObject([{ id: 'stored-id', label: 'R', traits: { hardening: 'cis' } }])
      expect(images[0]?.artifacts.map(({ name, region }) => [name, region])).toEqual([
        ['az/useast', undefined],
        ['az/west', 'westus'],
      ])
    })

    it('gives back the stored image for the same records', () => {
      expect(importText(`${PACKAGE}\n${ARTIFACT}`, within)).toEqual({ images: [stored], faults: [] })
    })

    it('replaces what a package record says and keeps the rest', () => {
      const { images } = importText(PACKAGE.replace('Label = "R"', 'OS = "Linux"'), within)

      const { label: _label, ...unlabelled } = stored
      expect(images).toEqual([{ ...unlabelled, os: 'linux', attributes: { OS: '"Linux"' } }])
    })

    it.each([
      [
        'another spelling of the name',
        PACKAGE.replace('r_execute', 'R_EXECUTE').replace('2.1.1', '3.0'),
        'PACKAGE_NAME_CASE',
      ],
      ['a version equal to a stored one', PACKAGE.replace('2.1.1', '2.01.1'), 'PACKAGE_DUPLICATE'],
      [
        'an artifact for the place of a stored one',
        ARTIFACT.replace('az/useast', 'new'),
        'ARTIFACT_SAME_PLACE',
      ],
    ])('reports %s', (_what, text, code) => {
      expect(importText(text, within)).toMatchObject({ images: [], faults: [{ severity: 'error', code }] })
    })
  })
})

describe('imageToRecords()', () => {
  it('gives the text back that the image came from', () => {
    const text = `${PACKAGE}\n${ARTIFACT}`

    expect(printRecords(importText(text).images.flatMap(imageToRecords))).toBe(text)
  })

  it('keeps spellings and attributes without a field', () => {
    const [image] = importText(SITE).images

    const text = printRecords(imageToRecords(image!))

    expect(text).toBe(`AdType = "Package"
Name = "FMI.CENTOS7.R4"
Version = "1.0"
PackageType = "Image"
Label = "CentOS7 R4 ENA - CycleCloud"
OS = "linux"

AdType = "Artifact"
Package = "FMI.CENTOS7.R4"
Version = "1.0"
Name = "aws/us-east-1/hvm"
Provider = "aws"
AccountName = "cloud"
Region = "us-east-1"
ImageId = "ami-0123"
Virtualization = "hvm"
Description = "CentOS7 Cycle R4"
Size = 30
`)
    expect(importText(text).images).toEqual([image])
  })

  it('prints attributes that would make other records as strings', () => {
    const [image] = importText(PACKAGE).images
    const hostile = {
      ...image!,
      attributes: { Note: '1\n\nAdType = "Package"', OS: '"windows"', Provider: 'a b' },
    }

    const text = printRecords(imageToRecords(hostile))

    expect(parseRecords('out', text).records).toHaveLength(1)
    expect(text).toContain(String.raw`Note = "1\n\nAdType = \"Package\""`)
    expect(text).not.toContain('windows')
  })

  it('goes through JSON and back', () => {
    const images = importText(
      `${SITE}\n${PACKAGE}\n${ARTIFACT}Ratio = 1.10\nMore = {1, [a = "x"; b = true]}\n`,
    ).images

    const { records, faults } = parseJsonRecords('x.json', printJsonRecords(images.flatMap(imageToRecords)))

    expect(faults).toEqual([])
    expect(recordsToImages(records, context)).toEqual({ images, faults: [] })
  })
})

describeWithTestData('records of the documentation', ['cyclecloud', 'records'], (folder) => {
  it.each(readdirSync(folder))('%s becomes images and comes back', (file) => {
    const text = readFileSync(join(folder, file), 'utf8')

    const { images, faults } = importText(text)

    expect(faults).toEqual([])
    expect(images.length).toBeGreaterThan(0)
    expect(importText(printRecords(images.flatMap(imageToRecords))).images).toEqual(images)
  })
})
