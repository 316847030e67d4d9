import { cloudSuite, startFakeOpenStack, type FakeOpenStack } from '@ingot/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeSite, missingImage, openFake } from './testing/openstack-sites.ts'

cloudSuite('openstack with Keystone', async () => fakeSite(await startFakeOpenStack({ pageSize: 2 })))

describe('an account of OpenStack', () => {
  let cloud: FakeOpenStack
  beforeEach(async () => {
    cloud = await startFakeOpenStack()
  })
  afterEach(() => cloud.close())

  it('logs in with an application credential', async () => {
    const { applicationCredential, applicationSecret } = cloud.user
    const account = await openFake(cloud, { settings: { applicationCredential }, secret: applicationSecret })

    expect(await account.identity()).toBe(`User "builder" of project "golden" (${cloud.user.projectId})`)
    expect(await account.regions()).toEqual(['RegionOne', 'RegionTwo'])
  })

  it('logs in with the id of its project', async () => {
    const account = await openFake(cloud, { settings: { project: cloud.user.projectId } })

    expect(await account.identity()).toContain('of project "golden"')
  })

  it('asks the endpoints of the interface that it is told', async () => {
    const account = await openFake(cloud, {
      settings: { interface: 'internal' },
      retries: { attempts: 1, firstWait: 1 },
    })

    await expect(account.find('RegionOne', ['golden'])).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('glance.internal.invalid'),
    })
  })

  it('takes no image for one of ours that somebody called as we call it', async () => {
    const glance = cloud.regions.get('RegionOne')!
    const own = glance.add({ name: 'golden' })
    const theirs = glance.add({ name: 'golden', owner: 'others', visibility: 'community' })
    const account = await openFake(cloud)

    expect((await account.find('RegionOne', ['golden'])).map(({ reference }) => reference)).toEqual([own])
    expect(await account.find('RegionOne', [theirs])).toMatchObject([{ reference: theirs, isOwn: false }])
  })

  it.each([
    { status: 'queued', ingot_copy_content: 'qcow2 sha512:1' },
    { status: 'queued', os_glance_failed_import: 'ceph' },
    { status: 'importing', os_glance_failed_import: 'ceph' },
  ])('calls an import failed that Glance has given up: %j', async (more) => {
    const id = cloud.regions.get('RegionOne')!.add({ name: 'golden', ...more })

    expect(await (await openFake(cloud)).describe('RegionOne', [id])).toMatchObject([
      { state: 'failed', fault: expect.stringContaining('import') },
    ])
  })

  it.each([
    [{ authUrl: undefined }, 'invalid'],
    [{ authUrl: 'ftp://keystone' }, 'invalid'],
    [{ username: undefined }, 'credentials'],
  ])('cannot be opened with %j', async (settings, kind) => {
    await expect(openFake(cloud, { settings })).rejects.toMatchObject({ kind })
  })

  it('tells which regions have images where one has none', async () => {
    const account = await openFake(cloud, { regions: ['Mars'] })

    await expect(account.find('Mars', ['golden'])).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('RegionOne, RegionTwo'),
    })
  })

  it('logs in once for many questions, and once more where its token is not good any more', async () => {
    const account = await openFake(cloud)
    const ask = () =>
      Promise.all(['RegionOne', 'RegionTwo', 'RegionOne'].map((region) => account.find(region, ['golden'])))
    await ask()
    expect(cloud.keystone.given).toBe(1)

    cloud.keystone.expireTokens()
    await ask()

    expect(cloud.keystone.given).toBe(2)
  })

  it('takes no token that is about to end', async () => {
    cloud.keystone.life = 1000
    const account = await openFake(cloud)

    await account.identity()
    await account.identity()

    expect(cloud.keystone.given).toBe(2)
  })

  it('asks four questions for many texts', async () => {
    const account = await openFake(cloud)
    await account.regions()
    cloud.requests.length = 0
    const texts = Array.from({ length: 50 }, (_, at) => [
      `name ${at}`,
      missingImage.replace('00', String(10 + at)),
    ])

    await account.find('RegionOne', texts.flat())

    expect(cloud.requests).toHaveLength(4)
  })

  it('knows which images are ours, and finds those that are shared by their id alone', async () => {
    const glance = cloud.regions.get('RegionOne')!
    const id = glance.add({ name: 'theirs', owner: 'others', visibility: 'public' })
    glance.add({ name: 'theirs', owner: 'others', visibility: 'private' })
    const account = await openFake(cloud)

    expect(await account.find('RegionOne', ['theirs'])).toMatchObject([{ reference: id, isOwn: false }])
    await expect(account.delete!('RegionOne', id)).rejects.toMatchObject({ kind: 'forbidden' })
  })

  it.each([
    ['queued', 'pending'],
    ['importing', 'pending'],
    ['deactivated', 'disabled'],
    ['killed', 'failed'],
    ['what is new', 'failed'],
  ])('tells that an image that is %s is %s', async (status, state) => {
    const id = cloud.regions.get('RegionOne')!.add({ name: 'golden', status })

    expect(await (await openFake(cloud)).describe('RegionOne', [id])).toMatchObject([{ state }])
  })

  const copyOf = async (importMethods: readonly string[], spoilsUploads: boolean) => {
    const id = cloud.regions.get('RegionOne')!.add({ name: 'golden' }, Buffer.alloc(100_000, 'golden'))
    const target = cloud.regions.get('RegionTwo')!
    Object.assign(target, { importMethods, spoilsUploads })
    const account = await openFake(cloud)
    const [image] = await account.describe('RegionOne', [id])
    const request = { source: account, image: image!, region: 'RegionTwo', name: 'golden', token: 't' }
    return { account, image, target, copy: () => account.copy!(request) }
  }

  it.each([
    ['by import', ['glance-direct']],
    ['by upload', ['web-download']],
  ])('copies %s', async (_, importMethods) => {
    const { account, image, copy } = await copyOf(importMethods, false)

    const reference = await copy()

    await expect
      .poll(() => account.describe('RegionTwo', [reference]))
      .toMatchObject([{ state: 'available', digest: image?.digest }])
  })

  it('deletes a copy whose upload became something else', async () => {
    const { target, copy } = await copyOf([], true)

    await expect(copy()).rejects.toMatchObject({ kind: 'failed' })

    expect(target.records.size).toBe(0)
  })

  it('calls a copy failed whose import became something else', async () => {
    const { account, copy } = await copyOf(['glance-direct'], true)

    const reference = await copy()

    await expect.poll(() => account.describe('RegionTwo', [reference])).toMatchObject([{ state: 'failed' }])
  })

  it('leaves nothing behind where the source breaks off, and tells what the source says', async () => {
    const { account, image, target } = await copyOf([], false)
    const fault = new Error('The source has gone')
    const source = {
      ...account,
      read: async function* () {
        yield Buffer.from('half')
        throw fault
      },
    }

    const copied = account.copy!({ source, image: image!, region: 'RegionTwo', name: 'golden', token: 't' })

    await expect(copied).rejects.toBe(fault)
    expect(target.records.size).toBe(0)
  })

  it('tells bytes that are not those of the digest', async () => {
    const glance = cloud.regions.get('RegionOne')!
    const id = glance.add({ name: 'golden' }, Buffer.from('golden'))
    glance.data.set(id, Buffer.from('silver'))
    const account = await openFake(cloud)

    const read = async () => {
      for await (const piece of account.read!('RegionOne', id)) expect(piece.length).toBeGreaterThan(0)
    }

    await expect(read()).rejects.toMatchObject({ kind: 'invalid' })
  })

  it('does not tell its password', async () => {
    const account = await openFake(cloud, { secret: 'hunter2-hunter2' })

    const error: unknown = await account.identity().catch((caught: unknown) => caught)

    expect(String(error)).toContain('status 401')
    expect(JSON.stringify([error, String(error)])).not.toContain('hunter2')
  })
})
