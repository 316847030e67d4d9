import { readFileSync } from 'node:fs'
import { describeWithTestData } from '@ingot/testkit'
import { describe, expect, it } from 'vitest'
import { referenceFaults } from './reference-faults.ts'

const subscription = '/subscriptions/0f0e0d0c-1111-2222-3333-444455556666/resourceGroups/images-rg'
const gallery = `${subscription}/providers/Microsoft.Compute/galleries/golden/images/runtime`
const regions: Readonly<Record<string, string>> = {
  aws: 'us-west-2',
  aws_gov: 'us-gov-west-1',
  azure: 'West US 2',
  azure_rm: 'West US',
  gcp: 'us-west1',
}

/** The faults of one reference, each as code and message. */
function faultsOf(provider: string, reference: string, region = regions[provider] ?? 'default'): string[] {
  return referenceFaults(provider, [{ region, reference }]).map(({ code, message }) => `${code}: ${message}`)
}

describe('referenceFaults() of references', () => {
  it.each([
    ['aws', 'ami-0b4d13e2f64a64722'],
    ['aws', 'ami-0b4d13e2'],
    ['aws_gov', 'ami-0b4d13e2f64a64722'],
    ['azure', 'https://cldrwestus2.blob.core.windows.net/images/cb-cdh-7217-1714133887.vhd'],
    ['azure', 'https://cldr.blob.core.usgovcloudapi.net/images/sub/folder/x.VHD'],
    ['azure', 'https://cldr.blob.core.chinacloudapi.cn/images/x.vhd'],
    ['azure', 'https://cldr.z12.blob.storage.azure.net/images/x.vhd'],
    ['azure_rm', 'https://sequenceiqeastus12.blob.core.windows.net/images/hdc-hdp-25.vhd'],
    ['azure', `${gallery}/versions/1.0.20260101`],
    ['azure', `${gallery}/versions/1.0.0`.toUpperCase()],
    ['azure', `${subscription}/providers/Microsoft.Compute/images/runtime-7.2.17_a`],
    ['azure', '/CommunityGalleries/golden-0f0e0d0c/Images/runtime/Versions/1.0.0'],
    ['azure', '/sharedGalleries/0f0e0d0c-golden/images/runtime/versions/1.0.0'],
    ['azure', 'cloudera:cdp-7_2_17:runtime-7_2_17:400.52424530.1714133887'],
    ['gcp', 'cloudera-cb-images/cb-cdh-7217-1714129467.tar.gz'],
    ['gcp', 'my.bucket.example/some/folder/image.tar.gz'],
    ['gcp', 'projects/my-project/global/images/runtime-7217'],
    ['gcp', 'projects/example.com:my-project/global/images/runtime-7217'],
    ['gcp', 'https://www.googleapis.com/compute/v1/projects/my-project/global/images/runtime-7217'],
    ['gcp', 'https://compute.googleapis.com/compute/v1/projects/my-project/global/images/runtime-7217'],
    ['yarn', 'docker-sandbox.example.com/cloudbreak/centos-79:2023-12-04'],
    ['mock', 'x'],
  ])('takes on %s %s', (provider, reference) => {
    expect(faultsOf(provider, reference)).toEqual([])
  })

  const ami = 'ami-0b4d13e2f64a64722'
  const aws =
    'Expected an AMI id such as ami-0abcdef1234567890, which has 8 or 17 hexadecimal digits, but got'
  const characters =
    "The imageReference can only contain alphanumeric characters, spaces and the '-', '/', '_', '.' and ':' characters, but got"

  it.each([
    [`(${ami})`, `REFERENCE_CHARACTERS: ${characters} "(${ami})": leave out what surrounds it: ${ami}`],
    [`'${ami}'`, `REFERENCE_CHARACTERS: ${characters} "'${ami}'": leave out what surrounds it: ${ami}`],
    [`"${ami}",`, `REFERENCE_CHARACTERS: ${characters} "\\"${ami}\\",": leave out what surrounds it: ${ami}`],
    [`${ami}\n`, `REFERENCE_CHARACTERS: ${characters} "${ami}\\n": leave out what surrounds it: ${ami}`],
    [` ${ami} `, `REFERENCE_FORM: ${aws} " ${ami} ": leave out what surrounds it: ${ami}`],
    [ami.toUpperCase(), `REFERENCE_FORM: ${aws} "AMI-0B4D13E2F64A64722": write it in lower case: ${ami}`],
    [`us-west-2: ${ami}`, `REFERENCE_FORM: ${aws} "us-west-2: ${ami}": give the id alone: ${ami}`],
    [
      `arn:aws:ec2:us-west-2::image/${ami}`,
      `REFERENCE_FORM: ${aws} "arn:aws:ec2:us-west-2::image/${ami}": give the id alone: ${ami}`,
    ],
    ['0b4d13e2f64a64722', `REFERENCE_FORM: ${aws} "0b4d13e2f64a64722": it lacks its beginning: ${ami}`],
    ['ami-0ab', `REFERENCE_FORM: ${aws} "ami-0ab": it has 3 digits; was it cut off, or pasted twice?`],
    [`${ami}0`, `REFERENCE_FORM: ${aws} "${ami}0": it has 18 digits; was it cut off, or pasted twice?`],
    ['ami-oops', `REFERENCE_FORM: ${aws} "ami-oops": what follows "ami-" is not hexadecimal`],
    ['   ', `REFERENCE_FORM: ${aws} "   "`],
    ['snap-0b4d13e2f64a64722', `REFERENCE_FORM: ${aws} "snap-0b4d13e2f64a64722"`],
    [
      'cloudera:cdp-7_2_17:runtime-7_2_17:400.1.2',
      `REFERENCE_FORM: ${aws} "cloudera:cdp-7_2_17:runtime-7_2_17:400.1.2": that is a reference of Azure, but the source is for AWS`,
    ],
    [
      'bucket/image.tar.gz',
      `REFERENCE_FORM: ${aws} "bucket/image.tar.gz": that is a reference of GCP, but the source is for AWS`,
    ],
    ['', 'REFERENCE_LENGTH: The length of the imageReference must be between 1 and 255, not 0'],
    [
      'a'.repeat(256),
      'REFERENCE_LENGTH: The length of the imageReference must be between 1 and 255, not 256',
    ],
  ])('says what is wrong on AWS with %j', (reference, fault) => {
    expect(faultsOf('aws', reference)).toEqual([fault])
  })

  const vhd = 'https://acct.blob.core.windows.net/images/x.vhd'

  it.each([
    [
      `${vhd}?sp=r&sig=SECRET`,
      'what follows the "?" is a SAS token, which is a secret and expires; give the URL without it',
    ],
    [`${vhd}?x=1`, 'give the URL without what follows the "?"'],
    [`(${vhd})`, `leave out what surrounds it: ${vhd}`],
    [vhd.replace('https', 'http'), 'begin it with https'],
    [`${vhd}x`, 'Azure starts from VHD files, not from VHDX'],
    ['https://acct.blob.core.windows.net/images/x', 'the file of a VHD has a name that ends with .vhd'],
    [
      'https://acct.blob.core.window.net/images/x.vhd',
      '"acct.blob.core.window.net" is not the blob service of a storage account',
    ],
    ['https://example.com/images/x.vhd', '"example.com" is not the blob service of a storage account'],
    [
      'https://me:SECRET@example.com/images/x.vhd',
      '"example.com" is not the blob service of a storage account',
    ],
    ['images/x.vhd', 'give the whole URL of the VHD'],
    [gallery, 'name a version of the gallery image: …/versions/1.0.0'],
    [`${gallery}/versions/1.0.0`.slice(1), 'it lacks the / at its beginning'],
    [
      `${subscription}/providers/Microsoft.Compute/snapshots/x`,
      'it is a snapshot; make an image of it first',
    ],
    [`${subscription}/providers/Microsoft.Compute/disks/x`, 'it is a disk; make an image of it first'],
    [
      `${subscription}/providers/Microsoft.Compute/virtualMachines/x`,
      'it is a virtual machine; capture an image of it first',
    ],
    ['cloudera:cdp:runtime', 'a URN has 4 parts, not 3'],
    ['cloudera:cdp:runtime:newest', 'the version of a URN has three numbers'],
    [ami, 'that is a reference of AWS, but the source is for Azure'],
    [`"${ami}"`, 'that is a reference of AWS, but the source is for Azure'],
  ])('says what is wrong on Azure with %j', (reference, reason) => {
    const [fault = '', ...more] = faultsOf('azure', reference)

    expect(more).toEqual([])
    expect(fault).toMatch(/^REFERENCE_(?:FORM|CHARACTERS): .* but got "/)
    expect(fault.endsWith(`": ${reason}`)).toBe(true)
    expect(fault).not.toContain('SECRET')
  })

  it('repeats no secret of a URL that is too long', () => {
    const [fault = ''] = faultsOf('azure', `${vhd}?sig=${'S'.repeat(300)}`)

    expect(fault).toBe(
      'REFERENCE_LENGTH: The length of the imageReference must be between 1 and 255, not 352; give a URL without what follows its "?"',
    )
  })

  it.each([
    ['gs://bucket/image.tar.gz', 'leave "gs://" out'],
    ['https://storage.googleapis.com/bucket/image.tar.gz', 'give bucket and file without the address'],
    ['global/images/runtime', 'name its project: projects/PROJECT/global/images/NAME'],
    ['/projects/my-project/global/images/runtime', 'leave the "/" at its beginning out'],
    ['image.tar.gz', 'name the bucket: BUCKET/NAME.tar.gz'],
    [
      'projects/p-1/global/images/runtime',
      'the id of a project has 6 to 30 lower-case letters, digits and hyphens, and begins with a letter',
    ],
    [
      'projects/my-project/global/images/Runtime_1',
      'the name of an image has at most 63 lower-case letters, digits and hyphens, and begins with a letter',
    ],
    ['bucket/image.tgz', 'the file ends with .tar.gz'],
    [`[${ami}]`, 'that is a reference of AWS, but the source is for GCP'],
  ])('says what is wrong on GCP with %j', (reference, reason) => {
    const [fault = '', ...more] = faultsOf('gcp', reference)

    expect(more).toEqual([])
    expect(fault.endsWith(`": ${reason}`)).toBe(true)
  })

  it.each([
    ['aws', ami, 'default', 'An AMI exists in one region only; name the region instead of default'],
    [
      'azure',
      `${gallery}/versions/latest`,
      'westus2',
      '"latest" is another image from time to time; name a version instead',
    ],
    [
      'azure',
      'cloudera:cdp:runtime:latest',
      'default',
      '"latest" is another image from time to time; name a version instead',
    ],
    [
      'gcp',
      'projects/my-project/global/images/family/runtime',
      'default',
      'A family is another image from time to time; name an image instead',
    ],
  ])('warns on %s of %s in %s', (provider, reference, region, message) => {
    expect(referenceFaults(provider, [{ region, reference }])).toEqual([
      { severity: 'warning', code: 'REFERENCE_ADVICE', message, path: '/vmImages/0/reference' },
    ])
  })

  it.each(['', ' ', 'a(b)'])('takes no %j where the provider is not known', (reference) => {
    expect(referenceFaults('yarn', [{ region: 'default', reference }])).toMatchObject([{ severity: 'error' }])
  })

  it('tells all faults at once, each with its place', () => {
    const found = referenceFaults('aws', [
      { region: 'us-west-2', reference: `(${ami})` },
      { region: 'westus2', reference: '' },
      { region: 'us-west-1', reference: ami },
      { region: 'US-WEST-2', reference: ami },
    ])

    expect(found.map(({ severity, code, path }) => `${severity} ${code} ${path}`)).toEqual([
      'error REFERENCE_CHARACTERS /vmImages/0/reference',
      'error REGION_FORM /vmImages/1/region',
      'error REFERENCE_LENGTH /vmImages/1/reference',
      'error REGION_DUPLICATE /vmImages/3/region',
      'warning REFERENCE_REPEATED /vmImages/3/reference',
    ])
    expect(found.at(-1)?.message).toBe(
      `An AMI exists in one region only, but ${ami} is given for "us-west-1" and "US-WEST-2"`,
    )
  })

  it('takes time in proportion to what came', () => {
    const hostile = ['(', '/', 'a', '-', ' ', 'a-', 'a.', ':', '/a', 'projects/', '"', '\u{1F600}']
    const vmImages = ['aws', 'azure', 'gcp'].flatMap((provider) =>
      hostile.flatMap((text) =>
        [255, 100_000].map((length) => [provider, text.repeat(length).slice(0, length)] as const),
      ),
    )

    const start = performance.now()
    for (const [provider, text] of vmImages) referenceFaults(provider, [{ region: text, reference: text }])
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

interface CatalogFile {
  readonly images: Record<string, { images: Record<string, Record<string, string> | null> }[]>
}

describeWithTestData('referenceFaults() of real catalogs', ['cdp'], (folder) => {
  it.each([
    'upgrade-test-image-catalog.6c1ec90172a.json',
    'freeipa-image-catalog-v3.json',
    'v3-marketplace-image-catalog.json',
  ])('finds nothing wrong in %s', (file) => {
    const catalog = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as CatalogFile
    const faults = Object.values(catalog.images)
      .flat()
      .flatMap(({ images }) => Object.entries(images))
      .flatMap(([provider, references]) => {
        const given = Object.entries(references ?? {})
        return referenceFaults(
          provider,
          given.map(([region, reference]) => ({ region, reference })),
        )
      })

    expect(faults.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})
