import type { Image } from '@ingot/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalog, contentOf, wantedDefault, type Given, type SomeCatalog } from './arbitrary-content.ts'
import { findDefaultImage, type DefaultImageRequest } from './find-default-image.ts'

describe('findDefaultImage()', () => {
  it('finds the default image that the rules, written down once more, find', () => {
    let resolved = 0
    fc.assert(
      fc.property(catalog, wantedDefault, (one, wanted) => {
        fc.pre((wanted.type === 'runtime') === (wanted.runtime !== undefined))
        const expected = oracle(one, wanted)
        expect(findDefaultImage(contentOf(one), wanted).image?.id).toBe(expected?.id)
        if (expected !== undefined) resolved += 1
      }),
      { numRuns: 1000 },
    )
    expect(resolved).toBeGreaterThan(100)
  })
})

/** The rules of default images as one plain filter and one plain sort. */
function oracle({ images, type, hasVersions }: SomeCatalog, wanted: DefaultImageRequest): Image | undefined {
  const isRuntime = wanted.type === 'runtime'
  const entryOf = (image: Image) => image.cloudbreak!.entry
  const mayBeUsed = ({ image }: Given) =>
    image.withdrawn === undefined &&
    !['preview', 'disabled', 'revoked'].includes(image.stages[0]?.state ?? '')
  const isSupported = ({ image }: Given) => entryOf(image)['os'] !== 'sles12'
  const isOf = ({ image }: Given) => image.artifacts.some((artifact) => artifact.provider === wanted.provider)
  const isListed = ({ image, isListed }: Given) =>
    type === 'custom' || (hasVersions ? isListed : entryOf(image)['advertised'] === true)
  const isMarked = ({ image, isDefault }: Given) =>
    type !== 'custom' && (hasVersions ? isDefault : entryOf(image)['advertised'] === true)
  const architectureOf = (image: Image) => entryOf(image)['architecture'] ?? 'x86_64'
  const order = (compared: readonly Given[]) => {
    const lacks = compared.some(({ image }) => entryOf(image)['created'] === undefined)
    const key = ({ image }: Given) => {
      const created = String(Number(entryOf(image)['created'] ?? -1) + 1)
      const day = String(entryOf(image)['date'])
      return lacks ? day + created : created + day
    }
    return (a: Given, b: Given) =>
      key(a) === key(b) ? (a.image.id < b.image.id ? -1 : 1) : key(a) < key(b) ? 1 : -1
  }
  const wantedList = isRuntime ? 'cdh-images' : 'freeipa-images'
  const fits = (one: Given) =>
    one.image.cloudbreak!.list === wantedList &&
    mayBeUsed(one) &&
    isSupported(one) &&
    isOf(one) &&
    architectureOf(one.image) === (wanted.architecture ?? 'x86_64') &&
    (!isRuntime || (isListed(one) && entryOf(one.image)['version'] === wanted.runtime))
  const fitting = images.filter(fits)
  if (!isRuntime) return fitting.toSorted(order(fitting))[0]?.image
  const groupOf = ({ image }: Given) =>
    [entryOf(image)['os'], entryOf(image)['version'], architectureOf(image)].join(';')
  const marked = images.filter(
    (one) =>
      one.image.cloudbreak!.list === 'cdh-images' &&
      isMarked(one) &&
      mayBeUsed(one) &&
      isSupported(one) &&
      isOf(one),
  )
  const isFlagged = (one: Given) => {
    const group = marked.filter((other) => groupOf(other) === groupOf(one))
    return group.toSorted(order(group))[0] === one
  }
  const flagged = fitting.filter(isFlagged)
  const compared = flagged.length > 0 ? flagged : fitting
  const preferred = compared.filter(({ image }) => entryOf(image)['os'] === 'redhat9')
  const among = order(compared)
  return (preferred.length > 0 ? preferred : compared).toSorted(among)[0]?.image
}
