import type {
  AccountProgress,
  AcknowledgedImages,
  Image,
  ScanFinding,
  ScanKind,
  ScanReport,
  SeenImage,
} from '@ingot/contract'
import { acceptFindings, acknowledgeImages, isSameJson, type ScanResult } from '@ingot/core'
import type { Change } from '@ingot/ledger'
import {
  scanAccounts as scanClouds,
  findingsIn,
  scannedImages,
  type Scanned,
} from '../../accounts/scan-accounts.ts'
import { saveScan, scanState } from '../../accounts/scan-state.ts'
import type { Context, Handler } from '../../context.ts'
import { imageWritten } from '../../image-document.ts'
import { ACKNOWLEDGEMENT } from '../../kinds.ts'
import { transact } from '../../transact.ts'
import type { View } from '../../view.ts'
import { untold, watched, type Watching } from '../../watched.ts'

type Given = Parameters<Handler<'scanAccounts'>>[0]

/** Compares the registry with the clouds. Nothing is changed but what is accepted, and that in one commit. */
export const scanAccounts: Handler<'scanAccounts'> = (input, context) => scan(input, context, untold(context))

/** The same as JSON lines: `{progress}` of each account while it is scanned, and `{report}` or `{problem}` at the end. */
export const watchScan: Handler<'watchScan'> = async (input, context) =>
  watched<AccountProgress, ScanReport>(
    context,
    'the scan',
    ({ account }) => account,
    (watching) => scan(input, context, watching),
  )

async function scan(
  { query = {}, body }: Given,
  context: Context,
  watching?: Watching<AccountProgress>,
): Promise<ScanReport> {
  const scanned = await scanClouds(context, { ...body, ...watching })
  watching?.signal.throwIfAborted()
  const kinds = new Set<ScanKind>(body.accept ?? [])
  const { answer, view, dryRun } = await transact(context, 'account.scan', query, (before) => {
    const found = findingsIn(before.snapshot, scanned, before.at, body.tellAgain)
    const result = visibleResult(before, found.result)
    const accepted = result.findings.filter(({ kind }) => kinds.has(kind))
    const returned = kinds.size === 0 ? [] : result.returned
    return {
      changes: [
        ...acceptedChanges(before, scanned, accepted, returned),
        ...(kinds.has('unnamed') || body.tellAgain === true
          ? acknowledgedChanges(before, scanned, accepted, body.tellAgain === true)
          : []),
      ],
      answer: {
        result,
        acknowledged: found.acknowledged,
        cleared: returned.length,
        accepted: accepted.length,
      },
    }
  })
  const { result, acknowledged, cleared, accepted } = answer
  if (body.regions === undefined) await remember(context, scanned, result)
  return {
    ...view.stamp,
    dryRun,
    findings: [...result.findings],
    returned: [...result.returned],
    failures: [...scanned.failures],
    checked: result.checked,
    unchecked: result.unchecked,
    acknowledged,
    cleared,
    accepted,
  }
}

/** Without what is about images that the actor may not use: they are not there for whoever may not see them. */
function visibleResult({ access }: View, result: ScanResult): ScanResult {
  const isVisible = ({ image }: { image?: Pick<Image, 'catalog'> }) =>
    image === undefined || access.catalog(image.catalog, 'use')
  return {
    ...result,
    findings: result.findings.filter(isVisible),
    returned: result.returned.filter(isVisible),
  }
}

/** One change for each image that something was found about, which the actor may edit. */
function acceptedChanges(
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
function acknowledgedChanges(
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
  return ({ account, region, reference }) =>
    seen
      .find((one) => one.account === account)
      ?.regions.flatMap(({ images }) => images)
      .find((image) => image.reference === reference && (region === undefined || image.region === region))
}

async function remember(
  { ledger, now }: Context,
  { seen, failures }: Scanned,
  { findings }: ScanResult,
): Promise<void> {
  for (const { account } of seen) {
    const own = (one: { account: string }) => one.account === account
    const state = scanState(now, findings.filter(own).length, failures.filter(own))
    await saveScan(ledger.jobs, account, state)
  }
}
