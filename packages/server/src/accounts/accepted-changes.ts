import type { AcknowledgedImages, Image, ScanFinding, SeenImage } from '@ingot/contract'
import { acceptFindings, acknowledgeImages, isSameJson, seenIndex, type ScanResult } from '@ingot/core'
import type { Change } from '@ingot/ledger'
import { imageWritten } from '../image-document.ts'
import { ACKNOWLEDGEMENT } from '../kinds.ts'
import type { View } from '../view.ts'
import { scannedImages, type Scanned } from './scan-accounts.ts'

/** One change for each image that something was found about, which the actor may edit. */
export function acceptedChanges(
  { snapshot, access, at }: View,
  { seen }: Scanned,
  findings: readonly ScanFinding[],
  returned: ScanResult['returned'],
): Change[] {
  const byImage = groupedById(findings)
  const backById = groupedById(returned)
  const find = seenFinder(seen)
  const changes: Change[] = []
  for (const image of scannedImages(snapshot)) {
    const own = byImage.get(image.id) ?? []
    const back = backById.get(image.id) ?? []
    if (own.length === 0 && back.length === 0) continue
    if (!access.catalog(image.catalog, 'edit')) continue
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
    const before = snapshot.get<AcknowledgedImages>(ACKNOWLEDGEMENT, one.account)?.body
    const body = acknowledgeImages(before?.images ?? [], one, findings, isToldAgain)
    if (isSameJson(before?.images ?? [], body.images)) return []
    return [{ kind: ACKNOWLEDGEMENT, id: one.account, body: body.images.length === 0 ? null : body }]
  })
}

function groupedById<Item extends { image?: Pick<Image, 'id'> }>(
  items: readonly Item[],
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    if (item.image === undefined) continue
    const group = groups.get(item.image.id)
    if (group === undefined) groups.set(item.image.id, [item])
    else group.push(item)
  }
  return groups
}

function seenFinder(seen: Scanned['seen']): (finding: ScanFinding) => SeenImage | undefined {
  const indexes = new Map(seen.map((one) => [one.account, seenIndex(one)]))
  return ({ account, region, reference }) => indexes.get(account)?.at(reference, region)
}
