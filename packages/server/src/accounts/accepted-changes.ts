import type { AcknowledgedImages, Image, ScanFinding, SeenImage } from '@ingot/contract'
import { acceptFindings, acknowledgeImages, isSameJson, seenIndex, type ScanResult } from '@ingot/core'
import type { Change } from '@ingot/ledger'
import { imageWritten } from '../image-document.ts'
import { ACKNOWLEDGEMENT } from '../kinds.ts'
import type { View } from '../view.ts'
import { scannedImages, type Scanned } from './scan-accounts.ts'

/** One change for each image that something was found about. */
export function acceptedChanges(
  { snapshot, at }: View,
  { seen }: Scanned,
  findings: readonly ScanFinding[],
  returned: ScanResult['returned'],
): Change[] {
  const byImage = groupedByImage(findings)
  const backByImage = groupedByImage(returned)
  const find = seenFinder(seen)
  const changes: Change[] = []
  for (const image of scannedImages(snapshot)) {
    const own = byImage.get(imageKey(image)) ?? []
    const back = backByImage.get(imageKey(image)) ?? []
    if (own.length === 0 && back.length === 0) continue
    const changed = acceptFindings(image, own, back, find, at)
    if (!isSameJson(image, changed)) changes.push(imageWritten(changed))
  }
  return changes
}

/** One change for each account of which more, or less, is acknowledged than before. */
export function acknowledgedChanges(
  { snapshot }: View,
  { seen }: Scanned,
  findings: readonly ScanFinding[],
  isToldAgain: boolean,
): Change[] {
  return seen.flatMap((one) => {
    // It may have been deleted while it was scanned.
    if (snapshot.get('account', one.account) === undefined) return []
    const before = snapshot.get<AcknowledgedImages>(ACKNOWLEDGEMENT, one.account)?.body
    const body = acknowledgeImages(before?.images ?? [], one, findings, isToldAgain)
    if (isSameJson(before?.images ?? [], body.images)) return []
    return [{ kind: ACKNOWLEDGEMENT, id: one.account, body: body.images.length === 0 ? null : body }]
  })
}

function groupedByImage<Item extends { image?: Pick<Image, 'catalog' | 'id'> }>(
  items: readonly Item[],
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    if (item.image === undefined) continue
    const key = imageKey(item.image)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

function imageKey({ catalog, id }: Pick<Image, 'catalog' | 'id'>): string {
  return JSON.stringify([catalog, id])
}

function seenFinder(seen: Scanned['seen']): (finding: ScanFinding) => SeenImage | undefined {
  const indexes = new Map(seen.map((one) => [one.account, seenIndex(one)]))
  return ({ account, region, reference }) => indexes.get(account)?.at(reference, region)
}
