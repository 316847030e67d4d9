import type { Account, AccountProgress, Image, ScanFinding, ScanKind, ScanReport } from '@ingot/contract'
import type { ScanResult } from '@ingot/core'
import { acceptedChanges, acknowledgedChanges } from '../../accounts/accepted-changes.ts'
import { findingsIn, scanAccounts as scanClouds, type Scanned } from '../../accounts/scan-accounts.ts'
import { saveScan, scanState } from '../../accounts/scan-state.ts'
import type { Context, Handler } from '../../context.ts'
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
    const mayWrite = ({ image }: { image?: Pick<Image, 'catalog'> }) =>
      image === undefined || before.access.catalog(image.catalog, 'edit')
    const accepted = result.findings.filter((one) => kinds.has(one.kind) && mayWrite(one))
    const returned = result.returned.filter((one) => kinds.has(one.kind) && mayWrite(one))
    return {
      changes: [
        ...acceptedChanges(before, scanned, accepted, returned),
        ...(kinds.has('unnamed') || body.tellAgain === true
          ? acknowledgedChanges(before, scanned, accepted, body.tellAgain === true)
          : []),
      ],
      answer: {
        left: query.dryRun === true ? found.result.findings : without(found.result.findings, accepted),
        result,
        acknowledged: found.acknowledged,
        cleared: returned.length,
        accepted: accepted.length,
      },
    }
  })
  const { left, result, acknowledged, cleared, accepted } = answer
  if (body.regions === undefined) await remember(context, scanned, left)
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

function without(findings: readonly ScanFinding[], accepted: readonly ScanFinding[]): ScanFinding[] {
  const written = new Set(accepted)
  return findings.filter((one) => !written.has(one))
}

/** Keeps what is left to be looked at, of the whole of it: who asked may not see everything. */
async function remember(
  { ledger, now }: Context,
  { seen, failures }: Scanned,
  findings: readonly ScanFinding[],
): Promise<void> {
  const snapshot = ledger.snapshot()
  for (const { account: name } of seen) {
    const account = snapshot.get<Account>('account', name)?.body
    if (account === undefined) continue
    const own = (one: { account: string }) => one.account === name
    await saveScan(ledger.jobs, account, scanState(now, findings.filter(own).length, failures.filter(own)))
  }
}
