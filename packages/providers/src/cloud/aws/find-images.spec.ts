import { startFakeEc2, type FakeEc2 } from '@ingot/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFake, region } from './testing/aws-site.ts'

const stranger = '999988887777'
const friend = '444455556666'

describe('images of EC2', () => {
  let fake: FakeEc2
  beforeEach(async () => {
    fake = await startFakeEc2()
  })
  afterEach(() => fake.close())
  const home = () => fake.regions.get(region)!
  const asked = () => fake.requests.filter(({ action }) => action === 'DescribeImages')

  it('finds by id what others share or have published, by name only what is our own', async () => {
    const account = await openFake(fake)
    const own = home().add({ name: 'golden' })
    const shared = home().add({ name: 'golden', imageOwnerId: friend, launchers: [fake.account] })
    const published = home().add({ name: 'golden', imageOwnerId: stranger, isPublic: true })
    const hidden = home().add({ name: 'golden', imageOwnerId: stranger })

    const byId = await account.find(region, [own, shared, published, hidden])
    const byName = await account.find(region, ['golden'])

    expect(byId.map(({ reference, isOwn, visibility }) => [reference, isOwn, visibility])).toEqual([
      [own, true, 'private'],
      [shared, false, 'shared'],
      [published, false, 'public'],
    ])
    expect(byName).toMatchObject([{ reference: own, isOwn: true, text: 'golden', matchedBy: 'name' }])
  })

  it('finds by name what the owners have that the account is told to trust', async () => {
    const account = await openFake(fake, { owners: ['self', friend] })
    const own = home().add({ name: 'golden' })
    const shared = home().add({ name: 'golden', imageOwnerId: friend, launchers: [fake.account] })
    home().add({ name: 'golden', imageOwnerId: stranger, isPublic: true })

    const found = await account.find(region, ['golden'])

    expect(found.map(({ reference, isOwn }) => [reference, isOwn])).toEqual([
      [own, true],
      [shared, false],
    ])
  })

  it('finds what is deprecated, disabled or pending, and says so', async () => {
    const account = await openFake(fake)
    const past = '2020-01-02T03:04:00.000Z'
    const over = { imageOwnerId: stranger, isPublic: true, deprecationTime: past }
    const deprecated = home().add({ name: 'old', ...over })
    const disabled = home().add({ name: 'off', imageState: 'disabled' })
    home().add({ name: 'new', imageState: 'pending' })
    home().add({ name: 'gone', imageState: 'deregistered' })

    expect(await account.describe(region, [deprecated])).toMatchObject([{ deprecated: past }])
    expect(await account.find(region, ['off', 'new', 'gone'])).toMatchObject([
      { reference: disabled, state: 'disabled' },
      { name: 'new', state: 'pending' },
    ])
  })

  it.each(['a*b', 'a?b', String.raw`a\b`, String.raw`a\*b`, 'a b & <c>', 'größe', 'ami-golden'])(
    'finds "%s" by that very name',
    async (name) => {
      const account = await openFake(fake)
      const reference = home().add({ name })
      home().add({ name: 'axb' })

      expect(await account.find(region, [name])).toMatchObject([{ reference, text: name }])
    },
  )

  it('asks twice for any number of texts, up to 200 ids and names', async () => {
    const account = await openFake(fake)
    home().addMany(300)
    const names = Array.from({ length: 200 }, (_, at) => `generated-${at}`)
    const ids = Array.from({ length: 200 }, (_, at) => `ami-f${at.toString(16).padStart(16, '0')}`)

    expect(await account.find(region, [...names, ...ids, ...names])).toHaveLength(400)
    expect(asked()).toHaveLength(2)
  })

  it('asks in batches where there are more, and page by page', async () => {
    await fake.close()
    fake = await startFakeEc2({ pageSize: 40 })
    const account = await openFake(fake)
    home().addMany(300)
    const ids = Array.from({ length: 250 }, (_, at) => `ami-f${at.toString(16).padStart(16, '0')}`)

    expect(await account.find(region, ids.slice(0, 1))).toHaveLength(1)
    const before = asked().length
    expect(await account.describe(region, ids)).toHaveLength(250)
    expect(asked().length - before).toBe(5 + 2)
  })

  it('asks once more whose an image is, and not again when it knows its own account', async () => {
    const account = await openFake(fake)
    const own = home().add({ name: 'golden' })

    for (const _ of [1, 2, 3]) expect(await account.describe(region, [own])).toMatchObject([{ isOwn: true }])

    expect(asked()).toHaveLength(1 + 1 + 2)
  })

  it('asks nothing where there is nothing to ask for', async () => {
    const account = await openFake(fake)

    expect(await account.find(region, [''])).toEqual([])
    expect(await account.describe(region, ['golden', 'ami-', 'snap-01234567'])).toEqual([])
    expect(fake.requests).toEqual([])
  })

  it('begins to list with the first page', async () => {
    await fake.close()
    fake = await startFakeEc2({ pageSize: 10 })
    const account = await openFake(fake)
    home().addMany(50)

    for await (const image of account.list(region)) {
      expect(image.isOwn).toBe(true)
      break
    }

    expect(asked()).toHaveLength(1)
  })
})
