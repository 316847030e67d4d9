import { startFakeArm, type FakeArm } from '@ingot/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CloudAccount } from '../cloud-account.ts'
import type { CloudImage } from '../cloud-image.ts'
import { gallery, openFake, versionIn } from './testing/azure-site.ts'

let fake: FakeArm
let account: CloudAccount
let reference: string

beforeEach(async () => {
  fake = await startFakeArm({ locations: ['eastus', 'westus', 'uksouth'] })
  account = await openFake(fake)
  fake.content.addDefinition(gallery, 'web').versions.push(versionIn('1.0.0', ['eastus']))
  reference = fake.content.galleryId(gallery.group, gallery.name, 'web', '1.0.0')
})

afterEach(async () => {
  account.close()
  await fake.close()
})

const targets = () => fake.content.galleries[0]?.definitions[0]?.versions[0]?.targets.map(({ name }) => name)
const writes = () => fake.requests.filter(({ method }) => method === 'PATCH' || method === 'DELETE')

function copyTo(region: string, changed: Partial<CloudImage> = {}, source = account) {
  const image: CloudImage = { reference, isOwn: true, state: 'available', traits: {}, ...changed }
  return account.copy?.({ source, image, region, name: 'web', token: 't' })
}

describe('copy', () => {
  it('adds the region, keeps the reference, and waits for nothing', async () => {
    expect(await copyTo('West US')).toBe(reference)

    expect(targets()).toEqual(['eastus', 'westus'])
    expect(await account.describe('westus', [reference])).toMatchObject([{ state: 'pending' }])
    expect(await account.describe('westus', [reference])).toMatchObject([{ state: 'available' }])
    expect(writes()).toHaveLength(1)
  })

  it('writes nothing for a region that is there', async () => {
    await copyTo('eastus')

    expect(writes()).toEqual([])
  })

  it('keeps every region of copies that are begun at the same time', async () => {
    await Promise.all(['westus', 'uksouth', 'westus'].map(async (region) => await copyTo(region)))

    expect(targets()?.toSorted()).toEqual(['eastus', 'uksouth', 'westus'])
    expect(writes()).toHaveLength(2)
  })

  it('keeps what else is published with a version', async () => {
    await account.deprecate?.('eastus', reference, '2031-01-01T00:00:00Z')
    await copyTo('westus')

    expect(await account.describe('eastus', [reference])).toMatchObject([
      { deprecated: '2031-01-01T00:00:00.000Z' },
    ])
  })

  it('goes on with the next copy when one fails', async () => {
    const missing = fake.content.galleryId(gallery.group, gallery.name, 'web', '9.0.0')

    await expect(copyTo('westus', { reference: missing })).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('ResourceNotFound'),
    })
    expect(await copyTo('westus')).toBe(reference)
  })

  it.each([
    ['a managed image', () => fake.content.imageId({ group: 'g', name: 'web' }), 'into a gallery'],
    ['an image of the Marketplace', () => 'a:b:c:1.0.0', 'into a gallery'],
    ['a definition', () => fake.content.galleryId('g', 'golden', 'web'), 'copy its version'],
    ['what another subscription has', () => reference.replace(/0{8}/, '11111111'), 'an account of that'],
  ])('does not copy %s, and says what to do', async (_, written, advice) => {
    await expect(copyTo('westus', { reference: written() })).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining(advice),
    })
  })

  it('copies from no other cloud', async () => {
    const source: CloudAccount = { ...account, provider: 'aws' }

    await expect(copyTo('westus', {}, source)).rejects.toMatchObject({ kind: 'unsupported' })
  })
})

describe('delete', () => {
  it('takes a version out of one region, and leaves it in the others', async () => {
    await copyTo('westus')

    await account.delete?.('westus', reference)

    expect(targets()).toEqual(['eastus'])
    expect(await account.describe('westus', [reference])).toEqual([])
    expect(await account.describe('eastus', [reference])).toHaveLength(1)
  })

  it('does not delete a version under other regions', async () => {
    await copyTo('westus')

    await expect(account.delete?.('eastus', reference)).rejects.toMatchObject({
      kind: 'conflict',
      message: 'The version was made in eastus, and is also in westus; delete it there first',
    })
    expect(targets()).toEqual(['eastus', 'westus'])
  })

  it('leaves alone what the region does not have', async () => {
    await account.delete?.('uksouth', reference)

    expect(writes()).toEqual([])
  })

  it('deletes a managed image', async () => {
    fake.content.addImage('g', 'base', 'eastus')
    const id = fake.content.imageId({ group: 'g', name: 'base' })

    await account.delete?.('eastus', id)

    expect(await account.describe('eastus', [id])).toEqual([])
  })

  it('deletes nothing of the Marketplace', async () => {
    await expect(account.delete?.('eastus', 'a:b:c:1.0.0')).rejects.toMatchObject({ kind: 'unsupported' })
  })
})

describe('deprecate', () => {
  it('tells a moment that is none', async () => {
    await expect(account.deprecate?.('eastus', reference, 'soon')).rejects.toMatchObject({
      message: 'Expected a moment as RFC 3339, but "soon" is none; correct it',
    })
  })

  it('is for versions alone', async () => {
    const id = fake.content.imageId({ group: 'g', name: 'base' })

    await expect(account.deprecate?.('eastus', id, '2031-01-01T00:00:00Z')).rejects.toMatchObject({
      kind: 'unsupported',
    })
  })
})
