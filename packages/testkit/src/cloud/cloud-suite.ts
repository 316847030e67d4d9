import type { CloudAccount, CloudErrorKind, CloudImage } from '@ingot/providers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CloudFault, CloudSite } from './cloud-site.ts'

/** What each fault has to come to: a kind of error that tells the user what to do. */
const kindsOf: Readonly<Record<Exclude<CloudFault, 'throttle-once' | 'hang'>, readonly CloudErrorKind[]>> = {
  throttle: ['throttled'],
  cut: ['unreachable', 'invalid'],
  forbidden: ['forbidden'],
  'half-page': ['invalid', 'unreachable'],
  expired: ['credentials'],
  skewed: ['clock'],
}

/** What it means to be a provider: the tests that every kind of place passes. `start` makes a new site for each test. */
export function cloudSuite(name: string, start: () => Promise<CloudSite>): void {
  describe(name, () => {
    let site: CloudSite
    const opened: CloudAccount[] = []
    const open = async (options?: Parameters<CloudSite['open']>[0]) => {
      const account = await site.open(options)
      opened.push(account)
      return account
    }
    beforeEach(async () => {
      site = await start()
    })
    afterEach(async () => {
      for (const account of opened.splice(0)) account.close()
      await site.close()
    })

    it('says who we are, and which regions there are', async () => {
      const account = await open()

      expect(await account.identity()).toMatch(/\S/)
      expect(await account.regions()).toContain(site.region)
    })

    it('asks no other regions than those that it is limited to', async () => {
      expect(await (await open({ regions: [site.region] })).regions()).toEqual([site.region])
    })

    it('names all regions whatever it is limited to, if any, and takes them however they are spelled', async () => {
      const account = await open({ regions: [site.region.toUpperCase(), 'nowhere-9'] })
      const all = await account.allRegions?.()
      if (all === undefined) return

      expect(all).toContain(site.region)
      expect(all).not.toContain('nowhere-9')
      expect(await account.regions()).toEqual([site.region, expect.stringMatching(/^nowhere-?9$/)])
    })

    it('finds an image by its id and by its name, and says which of them it was', async () => {
      const account = await open()
      const { reference, name: called } = site.image

      const byId = await account.find(site.region, [reference])
      const byName = await account.find(site.region, [called])

      expect(byId).toMatchObject([{ reference, text: reference, matchedBy: 'id', state: 'available' }])
      expect(byName).toContainEqual(expect.objectContaining({ reference, text: called, matchedBy: 'name' }))
    })

    it('finds several at once, and nothing for what nobody has', async () => {
      const account = await open()

      const found = await account.find(site.region, [site.missing, site.image.reference, 'no such name'])

      expect(found.map(({ reference }) => reference)).toEqual([site.image.reference])
      expect(await account.find(site.region, [site.missing])).toEqual([])
    })

    it('takes no name for a pattern', async () => {
      const account = await open()

      expect(await account.find(site.region, ['*', `${site.image.name.slice(0, -1)}?`])).toEqual([])
    })

    it('finds every image of a name', async () => {
      if (site.twins === undefined) return
      const account = await open()

      const found = await account.find(site.region, [site.twins.name])

      expect(found.map(({ reference }) => reference).toSorted()).toEqual(site.twins.references.toSorted())
    })

    it('describes what is there, and leaves out what is not', async () => {
      const account = await open()

      const described = await account.describe(site.region, [site.missing, site.image.reference])

      expect(described.map(({ reference }) => reference)).toEqual([site.image.reference])
      const named = site.isNameless === true ? {} : { name: site.image.name }
      expect(described).toMatchObject([{ ...named, isOwn: true, state: 'available' }])
      expect(described[0]?.created).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/)
      expect(await account.describe(site.region, [])).toEqual([])
      expect([site.missing, site.image.reference].every((one) => account.knows(one))).toBe(true)
    })

    it('lists every own image once, whatever the pages', async () => {
      const account = await open()

      const listed = await all(account.list(site.region))

      expect(new Set(listed.map(({ reference }) => reference)).size).toBe(listed.length)
      expect(listed).toHaveLength(site.count)
      expect(listed.every(({ isOwn }) => isOwn)).toBe(true)
    })

    it('has what it says that it can do, and nothing else', async () => {
      const account = await open()
      const { can } = account

      expect({
        copy: account.copy !== undefined,
        share: account.share !== undefined,
        deprecate: account.deprecate !== undefined,
        delete: account.delete !== undefined,
      }).toEqual(can)
    })

    it('has the cloud call an image deprecated', async () => {
      const account = await open()
      if (account.deprecate === undefined) return
      const { reference } = site.image

      await account.deprecate(site.region, reference, '2031-05-06T07:08:00.000Z')

      const [described] = await account.describe(site.region, [reference])
      expect(described?.deprecated).toBe('2031-05-06T07:08:00.000Z')
    })

    it('deletes an image, and only that', async () => {
      const account = await open()
      if (account.delete === undefined) return

      await account.delete(site.region, site.image.reference)

      expect(await account.describe(site.region, [site.image.reference])).toEqual([])
      expect(await all(account.list(site.region))).toHaveLength(site.count - 1)
    })

    it('copies an image to another region, once for one token', async () => {
      const account = await open()
      const { otherRegion, region, image } = site
      if (account.copy === undefined || otherRegion === undefined) return
      const [described] = await account.describe(region, [image.reference])
      const request = {
        source: account,
        image: described!,
        region: otherRegion,
        name: image.name,
        token: 't1',
      }

      const reference = await account.copy(request)

      expect(await account.copy(request)).toBe(reference)
      expect(await becomesAvailable(account, otherRegion, reference)).toMatchObject({ name: image.name })
    })

    it('stops when its signal fires', async () => {
      const account = await open()
      const reason = new Error('Enough')

      await expect(account.find(site.region, [site.image.name], AbortSignal.abort(reason))).rejects.toBe(
        reason,
      )
    })

    it('tells that it is not let in', async () => {
      if (!site.hasCredentials) return
      const account = await open({ wrongCredentials: true })

      await expect(account.identity()).rejects.toMatchObject({ name: 'CloudError', kind: 'credentials' })
      await expect(account.find(site.region, [site.image.name])).rejects.toMatchObject({
        kind: 'credentials',
      })
    })

    const isPossible = (fault: CloudFault) =>
      site.fail !== undefined && (site.faults === undefined || site.faults.includes(fault))

    it('tries again where it is throttled', async () => {
      if (!isPossible('throttle-once')) return
      const account = await open()
      await account.regions()
      site.fail?.('throttle-once', site.region)

      expect(await account.find(site.region, [site.image.reference])).toHaveLength(1)
    })

    it.each(Object.entries(kindsOf))(
      'tells a cloud that does "%s" from one that has nothing',
      async (fault, kinds) => {
        if (!isPossible(fault as CloudFault)) return
        const account = await open()
        await account.regions()
        site.fail?.(fault as CloudFault, site.region)

        const error: unknown = await all(account.list(site.region)).catch((caught: unknown) => caught)

        expect(error).toMatchObject({ name: 'CloudError', message: expect.stringMatching(/\S/) })
        expect(kinds).toContain((error as { kind: CloudErrorKind }).kind)
      },
    )

    it('does not wait longer for a region that hangs than its signal says', async () => {
      if (!isPossible('hang')) return
      const account = await open()
      await account.regions()
      site.fail?.('hang', site.region)
      const reason = new Error('Too long')

      const found = account.find(site.region, [site.image.name], soon(reason))

      await expect(found).rejects.toBe(reason)
    })
  })
}

async function all(images: AsyncIterable<CloudImage>): Promise<CloudImage[]> {
  const found: CloudImage[] = []
  for await (const image of images) found.push(image)
  return found
}

/** A signal that fires a moment from now. */
function soon(reason: Error): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(reason), 50)
  return controller.signal
}

async function becomesAvailable(account: CloudAccount, region: string, reference: string) {
  for (let tries = 0; tries < 200; tries += 1) {
    const [image] = await account.describe(region, [reference])
    if (image?.state === 'available') return image
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`Expected ${reference} to become available in ${region}, but it does not`)
}
