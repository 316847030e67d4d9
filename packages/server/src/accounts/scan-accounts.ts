import {
  IngotError,
  type AccountFailure,
  type AccountProgress,
  type AcknowledgedImages,
  type Catalog,
  type Image,
} from '@ingot/contract'
import {
  placedReferences,
  scanFindings,
  withoutAcknowledged,
  type ScanResult,
  type SeenAccount,
} from '@ingot/core'
import type { Snapshot } from '@ingot/ledger'
import { isRuntimeCatalog } from '../auth/access.ts'
import type { Context } from '../context.ts'
import { imageKey } from '../image-document.ts'
import { ACKNOWLEDGEMENT } from '../kinds.ts'
import { askRegions, type AccountAnswer } from './ask-regions.ts'
import { closedAccount } from './open-account.ts'
import { refuseUnknownRegions } from './search-images.ts'
import { seeRegion, wantedReferences, type SeenRegion } from './see-account.ts'
import { everyAccount, findAccount } from './stored-accounts.ts'

/** Which accounts are scanned, and who is told. */
export interface Scan {
  readonly accounts?: readonly string[]
  readonly regions?: readonly string[]
  /** For one region, in seconds. */
  readonly timeout?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: AccountProgress) => void
}

/** What was seen of the clouds, and what could not be. */
export interface Scanned {
  readonly seen: readonly SeenAccount[]
  readonly failures: readonly AccountFailure[]
  /** The revision of what the clouds were asked for. */
  readonly revision: number
  /** Whether only some accounts were to be looked at. */
  readonly isNarrowed: boolean
}

const defaultTimeout = 300

/** Looks at all regions of the accounts. What fails is told, and takes nothing from the rest. */
export async function scanAccounts(
  context: Pick<Context, 'ledger' | 'secrets' | 'now'>,
  scan: Scan,
): Promise<Scanned> {
  const snapshot = await context.ledger.refresh()
  const accounts =
    scan.accounts === undefined || scan.accounts.length === 0
      ? everyAccount(snapshot)
      : [...new Set(scan.accounts)].map((name) => findAccount(snapshot, name))
  if (accounts.length === 0) {
    throw new IngotError('INVALID_INPUT', 'There is no account to scan; add one with "ingot account add"')
  }
  const wanted = wantedReferences(scannedImages(snapshot))
  const answers = await askRegions<SeenRegion>({
    accounts: accounts.map(({ body }) => closedAccount(context, body)),
    ask: (account, region, signal) => seeRegion(account, region, wanted, signal),
    countOf: ({ images }) => images.length,
    patience: (scan.timeout ?? defaultTimeout) * 1000,
    ...(scan.regions === undefined ? {} : { regions: scan.regions }),
    ...(scan.signal === undefined ? {} : { signal: scan.signal }),
    ...(scan.onProgress === undefined ? {} : { onProgress: scan.onProgress }),
  })
  refuseUnknownRegions(answers, scan.regions ?? [])
  return {
    seen: answers.map(seenAccount),
    failures: answers.flatMap(({ failures }) => failures),
    revision: snapshot.revision,
    isNarrowed: scan.accounts !== undefined && scan.accounts.length > 0,
  }
}

function seenAccount(answer: AccountAnswer<SeenRegion>): SeenAccount {
  const { account, provider, known, regions, failures } = answer
  return {
    account,
    provider,
    regions: regions.map(({ region, answer: seen }) => ({ region, ...seen })),
    isWhole: failures.length === 0 && regions.length === known.length,
  }
}

/** Compares what was seen with a snapshot, without what was acknowledged unless all is wanted. */
export function findingsIn(
  snapshot: Snapshot,
  { seen, isNarrowed, revision }: Scanned,
  at: Date,
  withAll = false,
): { result: ScanResult; acknowledged: number } {
  const result = scanFindings({
    images: scannedImages(snapshot),
    references: placedReferences(bodiesOf(snapshot.all<Image>('image'))),
    accounts: seen,
    at,
    isNarrowed,
    isNew: (image) => (snapshot.get('image', imageKey(image))?.revision ?? 0) > revision,
  })
  const documents = withAll ? [] : bodiesOf(snapshot.all<AcknowledgedImages>(ACKNOWLEDGEMENT))
  return withoutAcknowledged(result, documents)
}

function* bodiesOf<Body>(documents: Iterable<{ readonly body: Body }>): Iterable<Body> {
  for (const { body } of documents) yield body
}

/** The images whose artifacts are looked after here: those of custom catalogs, but for runtimes, which registries have. */
export function* scannedImages(snapshot: Snapshot): Iterable<Image> {
  const catalogs = new Set<string>()
  for (const { body } of snapshot.all<Catalog>('catalog')) {
    if (body.type === 'custom' && !isRuntimeCatalog(body)) catalogs.add(body.name)
  }
  for (const { body } of snapshot.all<Image>('image')) if (catalogs.has(body.catalog)) yield body
}
