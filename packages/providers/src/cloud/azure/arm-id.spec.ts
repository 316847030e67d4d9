import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { definitionKey, parseArmId } from './arm-id.ts'

const group = '/subscriptions/S1/resourceGroups/my-rg/providers/Microsoft.Compute'

describe('parseArmId', () => {
  it.each([
    [`${group}/images/web`, { kind: 'managed', subscription: 'S1', group: 'my-rg', name: 'web' }],
    [
      `${group}/galleries/g1/images/web/versions/1.2.3`,
      {
        kind: 'gallery',
        subscription: 'S1',
        group: 'my-rg',
        gallery: 'g1',
        definition: 'web',
        version: '1.2.3',
      },
    ],
    [
      `${group}/galleries/g1/images/web/versions/Latest`,
      { kind: 'gallery', subscription: 'S1', group: 'my-rg', gallery: 'g1', definition: 'web' },
    ],
    [
      '/SUBSCRIPTIONS/S1/RESOURCEGROUPS/MY-RG/PROVIDERS/MICROSOFT.COMPUTE/GALLERIES/G1/IMAGES/WEB',
      { kind: 'gallery', subscription: 'S1', group: 'MY-RG', gallery: 'G1', definition: 'WEB' },
    ],
    [
      '/CommunityGalleries/pub-123/Images/web/Versions/1.0.0',
      { kind: 'community', gallery: 'pub-123', definition: 'web', version: '1.0.0' },
    ],
    ['/sharedGalleries/s-g1/images/web', { kind: 'shared', gallery: 's-g1', definition: 'web' }],
  ])('reads %s', (text, id) => {
    expect(parseArmId(text)).toEqual(id)
  })

  it.each([
    'web',
    '',
    '/subscriptions/S1',
    `${group}/disks/web`,
    `${group}/images/..`,
    `${group}/images/a?b`,
    `${group}/images/a%2fb`,
    `${group}/galleries/g1/images/web/versions/1.0.0/more`,
    `${group}/galleries/../images/web`,
  ])('takes "%s" for no id of an image', (text) => {
    expect(parseArmId(text)).toBeUndefined()
  })

  it('reads nothing that could change the path of a request', () => {
    const name = fc.stringMatching(/^[a-z./%?#\\ ]{1,8}$/)

    fc.assert(
      fc.property(name, (text) => {
        const id = parseArmId(`${group}/images/${text}`)
        if (id?.kind === 'managed') expect(id.name).toMatch(/^(?!\.+$)[a-z.]+$/)
      }),
    )
  })
})

describe('definitionKey', () => {
  it('is the same in whatever case', () => {
    const id = { kind: 'gallery', subscription: 's', group: 'rg', gallery: 'g', definition: 'web' } as const

    expect(definitionKey({ ...id, group: 'RG', definition: 'WEB' })).toBe(definitionKey(id))
  })
})
