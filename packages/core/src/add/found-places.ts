import type { Fault, FoundArtifact } from '@ingot/contract'
import { describeLocation, normalizeLocation } from '../image/location.ts'

/** What a search is asked to take where several images fit. */
export interface FoundChoice {
  readonly texts: readonly string[]
  readonly architecture?: FoundArtifact['architecture']
  /** Of several images of a name in one place the newest is taken, instead of none. */
  readonly newest?: boolean
}

/**
 * The one image of each place, in the order of places, and every fault: a text that nothing fits, several images where
 * one is wanted, images that cannot be booted.
 */
export function chooseFound(
  found: readonly FoundArtifact[],
  choice: FoundChoice,
): { chosen: FoundArtifact[]; faults: Fault[] } {
  const wanted = found.filter((one) => isWanted(one, choice))
  const faults: Fault[] = unmatched(found, wanted, choice)
  const chosen: FoundArtifact[] = []
  for (const place of byPlace(wanted)) {
    const perText = [...groups(place, ({ text }) => text).values()].map((images) => distinct(images))
    const taken = perText.flatMap((images) => {
      if (images.length === 1) return images
      if (choice.newest === true && images.every(({ created }) => created !== undefined)) {
        return newestOf(images)
      }
      faults.push(several(images))
      return []
    })
    const [first, ...others] = distinct(taken)
    if (first === undefined) continue
    if (others.length > 0) faults.push(clash([first, ...others]))
    else if (first.state !== 'available') faults.push(unavailable(first))
    else chosen.push(first)
  }
  return { chosen, faults }
}

/** Where an image was found, as people write it. */
export function placeOf(one: FoundArtifact): string {
  return describeLocation(one)
}

/** The same for all that is in one place. */
function placeKey(location: Pick<FoundArtifact, 'provider' | 'account' | 'region'>): string {
  const { provider, account, region } = normalizeLocation(location)
  return JSON.stringify([provider, account, region])
}

function isWanted({ architecture, passedOver }: FoundArtifact, choice: FoundChoice): boolean {
  if (passedOver !== undefined) return false
  return (
    choice.architecture === undefined || architecture === undefined || architecture === choice.architecture
  )
}

function unmatched(
  found: readonly FoundArtifact[],
  wanted: readonly FoundArtifact[],
  { texts, architecture }: FoundChoice,
): Fault[] {
  const matched = new Set(wanted.map(({ text }) => text))
  const missing = [...new Set(texts)].filter((text) => !matched.has(text))
  return missing.map((text) => {
    const others = found.filter((one) => one.text === text)
    if (others.some(({ passedOver }) => passedOver === undefined)) {
      return fault('NOT_FOR_ARCHITECTURE', `"${text}" was found, but not for ${architecture}`)
    }
    const [first] = others
    if (first !== undefined) {
      const message = `"${text}" was found in ${placeOf(first)}, but ${first.passedOver}; name it by its id, ${first.reference}`
      return fault('PASSED_OVER', message)
    }
    const remedy = 'look at the spelling, and at the regions and accounts that were searched'
    return fault(
      'NO_MATCH',
      `No account that has answered has an image with the id or the exact name "${text}"; ${remedy}`,
    )
  })
}

function* byPlace(found: readonly FoundArtifact[]): Iterable<FoundArtifact[]> {
  const places = groups(found, placeKey)
  for (const [, images] of [...places].toSorted(([a], [b]) => (a < b ? -1 : 1))) yield images
}

/** Each reference once; what was found by its id counts before what was found by its name. */
function distinct(images: readonly FoundArtifact[]): FoundArtifact[] {
  const byReference = new Map<string, FoundArtifact>()
  for (const image of images.toSorted(byIdFirst)) {
    const key = image.reference.toLowerCase()
    if (!byReference.has(key)) byReference.set(key, image)
  }
  return [...byReference.values()]
}

function byIdFirst(a: FoundArtifact, b: FoundArtifact): number {
  return Number(a.matchedBy === 'name') - Number(b.matchedBy === 'name')
}

/** The newest that can be booted; of equally old ones the reference decides, so that the order is total. */
function newestOf(images: readonly FoundArtifact[]): FoundArtifact[] {
  const bootable = images.filter(({ state }) => state === 'available')
  const sorted = (bootable.length === 0 ? images : bootable).toSorted((a, b) => {
    const [left, right] = [a.created ?? '', b.created ?? '']
    if (left !== right) return left < right ? 1 : -1
    return a.reference < b.reference ? -1 : 1
  })
  return sorted.slice(0, 1)
}

function several(images: readonly FoundArtifact[]): Fault {
  const [first] = images
  const listed = images.map(
    (one) => `${one.reference}${one.created === undefined ? '' : ` (${one.created})`}`,
  )
  const isDated = images.every(({ created }) => created !== undefined)
  const newest = isDated
    ? ', or take the newest with --newest'
    : '; the cloud does not tell of all how old they are, so none is the newest'
  return fault(
    'SEVERAL_IMAGES',
    `"${first!.text}" means ${images.length} images in ${placeOf(first!)}: ${listed.join(', ')}; name one of them by its id${newest}`,
  )
}

function clash(images: readonly FoundArtifact[]): Fault {
  const listed = images.map((one) => `${one.reference} ("${one.text}")`)
  return fault(
    'SEVERAL_FOR_PLACE',
    `A version has one image in each place, but ${placeOf(images[0]!)} would have ${listed.join(' and ')}; leave one of them out, or narrow it down with --arch, --account or --region`,
  )
}

function unavailable(one: FoundArtifact): Fault {
  const why = one.fault === undefined ? 'so nothing can be started from it' : `for ${one.fault}`
  const remedy = one.state === 'pending' ? 'wait until it is available' : 'bring it anew'
  return fault(
    'NOT_AVAILABLE',
    `${one.reference} in ${placeOf(one)} is ${one.state}, ${why}; ${remedy}, or leave the region out`,
  )
}

function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const found = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = found.get(key)
    if (group === undefined) found.set(key, [item])
    else group.push(item)
  }
  return found
}

function fault(code: string, message: string): Fault {
  return { severity: 'error', code, message }
}
