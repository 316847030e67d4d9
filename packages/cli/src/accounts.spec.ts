import {
  startFakeArm,
  startFakeEc2,
  startFakeOpenStack,
  type CloudFault,
  type FakeArm,
  type FakeEc2,
  type FakeOpenStack,
} from '@ingot/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledProgram, type BundledProgram } from './testing/bundled-program.ts'
import { awsLine, azureLine, openStackLine } from './testing/cloud-lines.ts'

/** What goes wrong in one region of AWS, what is said of it, and what is to be done. */
const awsFaults = [
  ['expired', 'ACCOUNT_CREDENTIALS', 'RequestExpired', 'give the account new credentials', []],
  ['forbidden', 'ACCOUNT_FORBIDDEN', 'ec2:DescribeImages', 'grant the account the right', []],
  ['throttle', 'ACCOUNT_THROTTLED', 'RequestLimitExceeded', 'wait a minute and try again', []],
  ['half-page', 'ACCOUNT_INVALID', 'makes no sense', 'try again', []],
  ['hang', 'ACCOUNT_TIMEOUT', 'within 1 s', 'leave the region out with --region', ['--timeout', '1s']],
  ['skewed', 'ACCOUNT_CLOCK', 'about the time', 'set the clock of this machine', []],
  ['cut', 'ACCOUNT_UNREACHABLE', '127.0.0.1', 'look at the network', []],
] as const satisfies readonly (readonly [CloudFault, string, string, string, readonly string[]])[]

let program: BundledProgram
let azure: FakeArm
let openStack: FakeOpenStack
const aws = new Map<string, FakeEc2>()

beforeAll(async () => {
  program = await bundledProgram('account-faults')
  azure = await azureWithImage()
  openStack = await openStackWithImage()
  for (const [fault] of awsFaults) aws.set(fault, await awsWithImage())
  const lines = [
    azureLine('azure', azure),
    openStackLine('openstack', openStack),
    ...[...aws].map(([fault, cloud]) => awsLine(`aws-${fault}`, cloud)),
  ]
  const added = await Promise.all(lines.map(({ args, secret }) => program.ingot(args, secret)))
  expect(added.map(({ status, stderr }) => [status, stderr])).toEqual(lines.map(() => [0, '']))
})

afterAll(async () => {
  for (const cloud of [azure, openStack, ...aws.values()]) await cloud.close()
  await program.remove()
})

/** Adds the golden image from one account of AWS, and from all others. */
const addLine = (name: string, account: string, more: readonly string[] = []) => [
  ...`image add --name ${name} --newest golden`.split(' '),
  ...[account, 'azure', 'openstack'].flatMap((one) => ['--account', one]),
  ...more,
]

describe('image add over accounts of several clouds', () => {
  it.concurrent.each(awsFaults)(
    'tells which account and region does "%s", and what to do',
    async (fault, code, said, remedy, flags) => {
      aws.get(fault)!.fail(fault, 'eu-west-1')

      const { status, stdout, stderr } = await program.ingot(addLine(`our.${fault}`, `aws-${fault}`, flags))

      expect(stderr).toContain(`error[ACCOUNT_FAILED]: eu-west-1 of the account "aws-${fault}" (aws): `)
      expect(stderr).toContain(`error[${code}]`)
      expect(stderr).toContain(said)
      expect(stderr).toContain(remedy)
      expect(stderr).not.toContain('us-east-1')
      expect(stderr).not.toContain(aws.get(fault)!.user.secret)
      expect(stdout).toBe('')
      expect(status).toBe(3)
    },
  )

  it('has stored nothing of all that', async () => {
    expect(await imageCommits()).toBe(0)
    expect(await program.json(['image', 'list', '--catalog', 'local'])).toMatchObject({ images: [] })
  })

  it.concurrent.each(awsFaults)('finds all when "%s" is over', async (fault, _, __, ___, flags) => {
    aws.get(fault)!.fail(undefined, 'eu-west-1')

    const { rows, image } = await program.json<Added>(addLine(`our.${fault}`, `aws-${fault}`, flags))

    expect(image.version).toBe('1.0')
    expect(rows.map(({ account, region }) => `${account}/${region}`)).toEqual([
      `aws-${fault}/eu-west-1`,
      `aws-${fault}/us-east-1`,
      'azure/eastus',
      'openstack/RegionOne',
      'openstack/RegionTwo',
    ])
  })

  it('has made one commit of each', async () => {
    expect(await imageCommits()).toBe(awsFaults.length)
  })

  it.each([
    ['azure', 'eastus of the account "azure" (azure): ', () => azure],
    ['openstack', 'RegionTwo of the account "openstack" (openstack): ', () => openStack],
  ] as const)('tells of expired credentials of %s, and lets it off', async (account, where, cloud) => {
    const before = await imageCommits()
    const line = addLine(`our.without-${account}`, 'aws-expired')
    cloud().fail('expired', 'RegionTwo')

    const refused = await program.ingot(line)
    const skipping = await program.json<Added>([...line, '--skip-account', account])
    cloud().fail(undefined, 'RegionTwo')
    const again = await program.json<Added>(line)

    expect(refused).toMatchObject({ status: 3, stdout: '' })
    expect(refused.stderr).toContain(where)
    expect(refused.stderr).toContain('error[ACCOUNT_CREDENTIALS]')
    expect(refused.stderr).toContain('give the account new credentials with "ingot account add"')
    expect(new Set(skipping.skipped.map((one) => `${one.account}: ${one.kind}`))).toEqual(
      new Set([`${account}: credentials`]),
    )
    expect(skipping.rows.map((row) => row.account)).not.toContain(account)
    expect(again).toMatchObject({ change: 'changed', image: { version: '1.0' }, skipped: [] })
    expect(again.rows.filter((row) => row.change === 'added').map((row) => row.account)).toContain(account)
    expect(await imageCommits()).toBe(before + 2)
  })
})

async function imageCommits(): Promise<number> {
  const { entries } = await program.json<{ entries: { action: string }[] }>(['log', '--kind', 'image'])
  return entries.filter(({ action }) => action === 'image.add').length
}

interface Added {
  readonly image: { readonly version: string }
  readonly rows: readonly { readonly account: string; readonly region: string; readonly change: string }[]
  readonly skipped: readonly { readonly account: string; readonly kind: string }[]
}

/** With two images of the name, and one image a page: the second page is there to be broken. */
async function awsWithImage(): Promise<FakeEc2> {
  const cloud = await startFakeEc2({ pageSize: 1 })
  for (const region of cloud.regions.values()) {
    region.add({ name: 'golden', creationDate: '2026-10-01T08:00:00.000Z' })
    region.add({ name: 'golden', creationDate: '2026-10-02T08:00:00.000Z' })
  }
  return cloud
}

async function azureWithImage(): Promise<FakeArm> {
  const cloud = await startFakeArm()
  const { versions } = cloud.content.addDefinition({ group: 'images', name: 'site' }, 'golden')
  const targets = [{ name: 'eastus' }]
  versions.push({ number: '1.0.0', home: 'eastus', targets, published: '2026-10-01T08:00:00Z', sizeGb: 30 })
  return cloud
}

async function openStackWithImage(): Promise<FakeOpenStack> {
  const cloud = await startFakeOpenStack()
  for (const region of cloud.regions.values()) region.add({ name: 'golden', os_type: 'linux' })
  return cloud
}
