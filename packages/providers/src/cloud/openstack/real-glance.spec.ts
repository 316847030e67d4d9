import { cloudSuite, describeWithPrograms, startGlance, type GlanceServer } from '@ingot/testkit'
import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { glanceSite, openGlance } from './testing/openstack-sites.ts'

describeWithPrograms('a real Glance without Keystone', ['glance-api'], () => {
  let glance: GlanceServer
  beforeAll(async () => {
    // Pages of two, so that every list has several.
    glance = await startGlance({ pageSize: 2 })
  }, 60_000)
  afterAll(() => glance.stop())

  cloudSuite('as a place', () => glanceSite(glance))

  describe('with uploaded images', () => {
    afterEach(() => glance.clear())

    it('tells all that Glance knows of an image', async () => {
      const bytes = Buffer.from('golden image')
      const id = await glance.upload({
        name: 'rhel-9',
        bytes,
        visibility: 'public',
        hidden: true,
        owner: 'p1',
        properties: {
          architecture: 'aarch64',
          os_distro: 'rhel',
          hw_firmware_type: 'uefi',
          hw_tpm_version: '2.0',
          min_disk: 20,
          min_ram: 2048,
        },
      })
      const account = await openGlance(glance)

      const [image] = await account.find('RegionOne', [id.toUpperCase()])

      expect(image).toMatchObject({
        reference: id,
        name: 'rhel-9',
        owner: 'p1',
        isOwn: true,
        state: 'available',
        os: 'linux',
        architecture: 'arm64',
        digest: `sha512:${createHash('sha512').update(bytes).digest('hex')}`,
        bytes: bytes.length,
        visibility: 'public',
        traits: {
          hidden: 'true',
          'disk-format': 'qcow2',
          'boot-mode': 'uefi',
          tpm: 'v2.0',
          'root-size-gb': '20',
          'min-ram-mb': '2048',
        },
      })
    })

    it.each(['a,b', 'a "quoted" name', 'back\\slash', 'end\\', 'in:a,b', 'eq:x', "it's", 'größe', 'a&b=c%'])(
      'finds the name %j among others',
      async (name) => {
        const id = await glance.upload({ name, bytes: null })
        await glance.upload({ name: 'a', bytes: null })
        const account = await openGlance(glance)

        const found = await account.find('RegionOne', ['nobody', name, 'x,y'])

        expect(found).toMatchObject([{ reference: id, text: name, matchedBy: 'name', state: 'pending' }])
      },
    )

    it('finds others beside a name that Glance does not take', async () => {
      const id = await glance.upload({ name: 'golden', bytes: null })
      const account = await openGlance(glance)

      expect(await account.find('RegionOne', ['🌍', 'golden'])).toMatchObject([{ reference: id }])
    })

    it('reads the bytes of an image, and says where there are none', async () => {
      const bytes = Buffer.alloc(300_000, 'golden')
      const [full = '', empty = ''] = await glance.uploadAll([
        { name: 'full', bytes },
        { name: 'empty', bytes: null },
      ])
      const account = await openGlance(glance)

      expect(await allBytes(account.read!('RegionOne', full))).toEqual(bytes)
      await expect(allBytes(account.read!('RegionOne', empty))).rejects.toMatchObject({ kind: 'failed' })
    })

    it('copies with the properties of an image, and begins anew what broke off', async () => {
      const source = await glance.upload({ name: 'golden', properties: { os_distro: 'debian', min_disk: 8 } })
      const broken = await glance.upload({
        name: 'copy',
        bytes: null,
        properties: { ingot_copy_token: 't7' },
      })
      const account = await openGlance(glance)
      const [image] = await account.describe('RegionOne', [source])

      const copy = await account.copy!({
        source: account,
        image: image!,
        region: 'RegionOne',
        name: 'copy',
        token: 't7',
      })

      const [copied] = await account.describe('RegionOne', [copy])
      expect(copied).toMatchObject({
        name: 'copy',
        os: 'linux',
        visibility: 'private',
        digest: image?.digest,
      })
      expect(copied?.traits['root-size-gb']).toBe('8')
      expect(await account.describe('RegionOne', [broken])).toEqual([])
    })

    it('shares an image, twice with the same project', async () => {
      const id = await glance.upload({ name: 'golden', visibility: 'private' })
      const account = await openGlance(glance)

      await account.share!('RegionOne', id, ['p1', 'p2'])
      await account.share!('RegionOne', id, ['p1'])

      const members = await (await fetch(`${glance.url}/v2/images/${id}/members`)).json()
      expect(members).toMatchObject({ members: [{ member_id: 'p1' }, { member_id: 'p2' }] })
      expect(await account.describe('RegionOne', [id])).toMatchObject([{ visibility: 'shared' }])
    })

    it('does not delete what is protected, and says why', async () => {
      const id = await glance.upload({ name: 'golden' })
      const protect = async (value: boolean) =>
        fetch(`${glance.url}/v2/images/${id}`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/openstack-images-v2.1-json-patch' },
          body: JSON.stringify([{ op: 'replace', path: '/protected', value }]),
        })
      await protect(true)
      const account = await openGlance(glance)

      const error: unknown = await account.delete!('RegionOne', id).catch((caught: unknown) => caught)
      await protect(false)

      expect(error).toMatchObject({ name: 'CloudError', kind: 'forbidden' })
      expect(String(error)).toMatch(/with status 403: Image \S+ is protected and cannot be deleted\.$/)
    })
  })
})

async function allBytes(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return Buffer.concat(pieces)
}
