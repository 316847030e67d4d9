import {
  IngotError,
  type AccountFailure,
  type AccountProgress,
  type AccountProvider,
  type FoundArtifact,
} from '@ingot/contract'
import { regionKey } from '@ingot/core'
import type { CloudImage, FoundImage } from '@ingot/providers'
import type { Context } from '../context.ts'
import { failureFaults, failureSentence } from './account-failure.ts'
import { askRegions, everyRegion, type AccountAnswer } from './ask-regions.ts'
import { closedAccount } from './open-account.ts'
import { everyAccount, findAccount } from './stored-accounts.ts'

/** What is looked for, and where. */
export interface ImageSearch {
  readonly images: readonly string[]
  readonly accounts?: readonly string[]
  /** Accounts that may fail. */
  readonly skipAccounts?: readonly string[]
  readonly regions?: readonly string[]
  /** For one region, in seconds. */
  readonly timeout?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: AccountProgress) => void
}

/** What was found, and the accounts that were let off. */
export interface SearchedImages {
  readonly found: readonly FoundArtifact[]
  readonly skipped: readonly AccountFailure[]
}

const defaultTimeout = 60

/**
 * Looks for images in all accounts and regions at once. Throws `ACCOUNT_FAILED` with every failure of an account that may
 * not fail, and `INVALID_INPUT` where there is nothing to ask.
 */
export async function searchImages(context: Context, search: ImageSearch): Promise<SearchedImages> {
  const snapshot = await context.ledger.refresh()
  for (const name of search.skipAccounts ?? []) findAccount(snapshot, name)
  const accounts =
    search.accounts === undefined || search.accounts.length === 0
      ? everyAccount(snapshot)
      : [...new Set(search.accounts)].map((name) => findAccount(snapshot, name))
  if (accounts.length === 0) {
    throw new IngotError('INVALID_INPUT', 'There is no account to search; add one with "ingot account add"')
  }
  const answers = await askRegions<readonly FoundImage[]>({
    accounts: accounts.map(({ body }) => closedAccount(context, body)),
    ask: (account, region, signal) => account.find(region, search.images, signal),
    countOf: (images) => images.filter(({ passedOver }) => passedOver === undefined).length,
    patience: (search.timeout ?? defaultTimeout) * 1000,
    ...(search.regions === undefined ? {} : { regions: search.regions }),
    ...(search.signal === undefined ? {} : { signal: search.signal }),
    ...(search.onProgress === undefined ? {} : { onProgress: search.onProgress }),
  })
  const skipped = failuresOf(answers, search.skipAccounts ?? [])
  refuseUnknownRegions(answers, search.regions ?? [])
  return { found: answers.flatMap((one) => foundIn(one, skipped)), skipped }
}

/** The failures of accounts that may fail; those of the others are thrown. */
function failuresOf(
  answers: readonly AccountAnswer<unknown>[],
  skipAccounts: readonly string[],
): AccountFailure[] {
  const failures = answers.flatMap((answer) => answer.failures)
  const fatal = failures.filter(({ account }) => !skipAccounts.includes(account))
  const [first] = fatal
  if (first === undefined) return failures
  const rest = fatal.length === 1 ? '' : `, and ${fatal.length - 1} more`
  throw new IngotError('ACCOUNT_FAILED', `${failureSentence(first)}${rest}`, { faults: failureFaults(fatal) })
}

/** A region that no account has is a slip, not a place without images; accounts that have no regions cannot tell. */
export function refuseUnknownRegions(
  answers: readonly AccountAnswer<unknown>[],
  regions: readonly string[],
): void {
  const known = new Set(answers.flatMap((answer) => answer.known.map(regionKey)))
  const named = [...known].filter((region) => region !== everyRegion)
  if (named.length === 0 || answers.some(({ failures }) => failures.length > 0)) return
  const unknown = regions.filter((region) => !known.has(regionKey(region)))
  if (unknown.length === 0) return
  const there = named.toSorted().slice(0, 20).join(', ')
  throw new IngotError(
    'INVALID_INPUT',
    `No account has the region ${unknown.map((region) => `"${region}"`).join(', ')}; there are ${there}`,
  )
}

/** What a half-asked account has is not taken: it would be taken for all that it has. */
function foundIn(
  { account, provider, regions }: AccountAnswer<readonly FoundImage[]>,
  skipped: readonly AccountFailure[],
): FoundArtifact[] {
  if (skipped.some((failure) => failure.account === account)) return []
  return regions.flatMap(({ answer }) =>
    answer.map(({ text, matchedBy, passedOver, ...image }) => ({
      ...foundFacts(account, provider, image),
      text,
      matchedBy,
      ...(passedOver === undefined ? {} : { passedOver }),
    })),
  )
}

/** What a cloud says of an image, as Ingot speaks of it. */
export function foundFacts(
  account: string,
  provider: AccountProvider,
  { isOwn: _, owner: __, replacement: ___, traits, ...told }: CloudImage,
): Omit<FoundArtifact, 'text' | 'matchedBy'> {
  return { account, provider, ...told, traits: { ...traits } }
}
