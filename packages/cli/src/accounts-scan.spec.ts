import { startFakeEc2, startFakeOpenStack, type FakeEc2, type FakeOpenStack } from '@ingot/testkit'
import type { ScanReport } from '@ingot/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledProgram, type BundledProgram } from './testing/bundled-program.ts'
import { awsLine, openStackLine } from './testing/cloud-lines.ts'

let program: BundledProgram
let aws: FakeEc2
let openStack: FakeOpenStack

beforeAll(async () => {
  program = await bundledProgram('account-scan')
  aws = await startFakeEc2()
  openStack = await startFakeOpenStack()
  for (const region of aws.regions.values()) region.add({ name: 'golden' })
  for (const region of openStack.regions.values()) region.add({ name: 'golden', os_type: 'linux' })
  for (const { args, secret } of [awsLine('production', aws), openStackLine('lab', openStack)])
    expect(await program.ingot(args, secret)).toMatchObject({ status: 0, stderr: '' })
  await program.json(['image', 'add', '--name', 'our.base', 'golden'])
  // What every test is to find, whatever fails: gone from one region of each cloud.
  remove(aws, 'us-east-1')
  openStack.regions.get('RegionOne')!.records.clear()
})

afterAll(async () => {
  await aws.close()
  await openStack.close()
  await program.remove()
})

function remove(cloud: FakeEc2, region: string): void {
  const all = { owners: [], filters: [], withDeprecated: true, withDisabled: true }
  for (const { imageId } of cloud.regions.get(region)!.find(all)) cloud.regions.get(region)!.delete(imageId)
}

const placesOf = (report: ScanReport) =>
  report.findings.map(({ kind, account, region }) => `${kind}: ${account}/${region}`).toSorted()

describe('account scan where a part of the clouds fails', () => {
  it.each([
    ['forbidden', 'forbidden', 'grant the account the right', []],
    ['expired', 'credentials', 'give the account new credentials', []],
    ['hang', 'timeout', 'leave the region out with --region', ['--timeout', '1s']],
  ] as const)('tells a region that is "%s", and what the rest has', async (fault, kind, remedy, flags) => {
    aws.fail(fault, 'eu-west-1')
    const before = await program.revision()

    const { status, stdout } = await program.ingot(['account', 'scan', '-o', 'json', ...flags])
    const shown = await program.ingot(['account', 'scan', ...flags])
    aws.fail(undefined, 'eu-west-1')

    const report = JSON.parse(stdout) as ScanReport
    expect(status).toBe(3)
    expect(report.failures).toMatchObject([{ account: 'production', region: 'eu-west-1', kind }])
    expect(placesOf(report)).toEqual(['gone: lab/RegionOne', 'gone: production/us-east-1'])
    expect(report).toMatchObject({ checked: 3, unchecked: 1 })
    expect(shown.status).toBe(3)
    expect(shown.stdout).toContain('failed production eu-west-1: ')
    expect(shown.stdout).toContain(remedy)
    expect(await program.revision()).toBe(before)
  })

  it('takes nothing for gone that a whole account cannot tell of', async () => {
    for (const region of openStack.regions.keys()) openStack.fail('expired', region)

    const { status, stdout } = await program.ingot(['account', 'scan', '-o', 'json'])
    for (const region of openStack.regions.keys()) openStack.fail(undefined, region)

    const report = JSON.parse(stdout) as ScanReport
    expect(status).toBe(3)
    expect(new Set(report.failures.map(({ account }) => account))).toEqual(new Set(['lab']))
    expect(placesOf(report)).toEqual(['gone: production/us-east-1'])
    expect(report.unchecked).toBe(2)
  })

  it('accepts what it saw, and the rest when that answers again', async () => {
    openStack.fail('forbidden', 'RegionOne')

    const half = await program.ingot(['account', 'scan', '--accept', '-o', 'json'])
    openStack.fail(undefined, 'RegionOne')
    const whole = await program.json<ScanReport>(['account', 'scan', '--accept'])

    expect(half.status).toBe(3)
    expect(JSON.parse(half.stdout)).toMatchObject({ accepted: 1 })
    expect(placesOf(whole)).toEqual(['gone: lab/RegionOne'])
    const { image } = await program.json<{ image: { artifacts: Artifact[] } }>(['image', 'show', 'our.base'])
    const gone = image.artifacts.filter(({ drift }) => drift?.kind === 'gone').map(({ region }) => region)
    expect(gone.toSorted()).toEqual(['RegionOne', 'us-east-1'])
    expect(await program.json<ScanReport>(['account', 'scan'])).toMatchObject({ findings: [], failures: [] })
  })
})

interface Artifact {
  readonly region: string
  readonly drift?: { readonly kind: string }
}
