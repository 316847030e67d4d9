import { startFakeEc2, type FakeEc2 } from '@ingot/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CloudAccount, CopyRequest } from '../cloud-account.ts'
import { openFake, region } from './testing/aws-site.ts'

const elsewhere = 'eu-west-1'
const missing = 'ami-0123456789abcdef0'

describe('changes of images of EC2', () => {
  let fake: FakeEc2
  let account: CloudAccount
  let reference: string
  beforeEach(async () => {
    fake = await startFakeEc2()
    account = await openFake(fake)
    reference = fake.regions.get(region)!.add({ name: 'golden' })
  })
  afterEach(() => fake.close())

  const requestFor = async (changed: Partial<CopyRequest> = {}): Promise<CopyRequest> => {
    const [image] = await account.describe(region, [reference])
    return { source: account, image: image!, region: elsewhere, name: 'golden', token: 't1', ...changed }
  }

  it('tells a copy that is not there yet from one that is', async () => {
    const copy = await account.copy!(await requestFor())

    expect(await account.describe(elsewhere, [copy])).toMatchObject([{ state: 'pending', isOwn: true }])
    expect(await account.describe(elsewhere, [copy])).toMatchObject([{ state: 'available', isOwn: true }])
  })

  it('takes tokens of any length and form', async () => {
    const token = 'über '.repeat(50)

    const copy = await account.copy!(await requestFor({ token }))

    expect(await account.copy!(await requestFor({ token }))).toBe(copy)
    expect(await account.copy!(await requestFor({ token: `${token}!` }))).not.toBe(copy)
  })

  it('tells that a token was that of another image', async () => {
    const other = fake.regions.get(region)!.add({ name: 'other' })
    const [image] = await account.describe(region, [other])
    await account.copy!(await requestFor())

    await expect(account.copy!(await requestFor({ image: image! }))).rejects.toMatchObject({
      kind: 'conflict',
    })
  })

  it('copies no image of another cloud', async () => {
    const request = await requestFor({ source: { ...account, provider: 'azure' } })

    await expect(account.copy!(request)).rejects.toMatchObject({ kind: 'unsupported' })
  })

  it('shares an image with accounts, and may do so again', async () => {
    for (const _ of [1, 2]) await account.share!(region, reference, ['444455556666', '777788889999'])
    await account.share!(region, reference, [])

    expect(fake.regions.get(region)!.get(reference)?.launchers).toEqual(['444455556666', '777788889999'])
  })

  it('tells with whom an image of ours is shared, and of others nobody', async () => {
    const theirs = { name: 'theirs', imageOwnerId: '444455556666', launchers: [fake.account] }
    const other = fake.regions.get(region)!.add(theirs)
    fake.regions.get(region)!.change(reference, { isPublic: true })
    await account.share!(region, reference, ['777788889999'])

    expect(await account.sharedWith!(region, reference)).toEqual(['777788889999'])
    expect(await account.sharedWith!(region, other)).toEqual([])
    expect(await account.sharedWith!(region, missing)).toEqual([])
  })

  it('shares with organizations', async () => {
    const organization = 'arn:aws:organizations::111122223333:organization/o-1'
    const unit = 'arn:aws:organizations::111122223333:ou/o-1/ou-2'

    await account.share!(region, reference, [organization, unit])

    const { parameters } = fake.requests.at(-1)!
    expect(parameters.get('LaunchPermission.Add.1.OrganizationArn')).toBe(organization)
    expect(parameters.get('LaunchPermission.Add.2.OrganizationalUnitArn')).toBe(unit)
  })

  it.each(['all', 'builder@example.com', '12345'])('shares with nobody called "%s"', async (name) => {
    await expect(account.share!(region, reference, [name])).rejects.toMatchObject({ kind: 'invalid' })
  })

  it('has an image deprecated as soon as EC2 can where the moment is over', async () => {
    await account.deprecate!(region, reference, '2020-01-01T00:00:00Z')

    const [image] = await account.describe(region, [reference])
    expect(image?.deprecated).toMatch(/:00\.000Z$/)
    await expect(account.deprecate!(region, reference, 'soon')).rejects.toMatchObject({ kind: 'invalid' })
  })

  it('deletes what is gone already without a word, and nothing of others', async () => {
    const shared = { name: 'theirs', imageOwnerId: '444455556666', launchers: [fake.account] }
    const theirs = fake.regions.get(region)!.add(shared)

    await account.delete!(region, reference)
    await account.delete!(region, reference)

    await expect(account.delete!(region, theirs)).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(account.share!(region, missing, ['444455556666'])).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('InvalidAMIID.NotFound'),
    })
  })
})
