import type { Artifact, DistributionStep, Image } from '@ingot/contract'
import { normalizeLocation, regionKey, toldArchitectures } from '@ingot/core'
import { regionIn, type OpenedAccount, type OpenedAccounts } from './open-accounts.ts'
import { stepKey, type KnownSteps } from './distribution-state.ts'

/** A step with what is needed to take it. */
export interface PlannedStep {
  readonly step: DistributionStep
  readonly target?: OpenedAccount
  readonly source?: { readonly opened: OpenedAccount; readonly artifact: Artifact }
}

/**
 * Where an image version has to be copied to be in some regions: into each account that has both the region and an artifact
 * of the version; else into the one account of the region that takes copies from others. What was begun before goes on.
 */
export function planSteps(
  image: Image,
  to: readonly string[],
  accounts: OpenedAccounts,
  known: KnownSteps,
): PlannedStep[] {
  const regions = new Map(to.map((region) => [regionKey(region), region]))
  return [...regions.values()].flatMap((region) =>
    partsOf(image).flatMap((part) => stepsOf(part, region, accounts, known)),
  )
}

/** The artifacts of a version for one kind of machines: each place has to have one for each kind that the version is for. */
interface Part {
  readonly artifacts: readonly Artifact[]
  /** Absent where the version is for one kind. */
  readonly architecture?: NonNullable<Artifact['architecture']>
}

function partsOf({ artifacts }: Image): Part[] {
  const architectures = toldArchitectures(artifacts)
  if (architectures.length < 2) return [{ artifacts }]
  return architectures.map((architecture) => ({
    architecture,
    artifacts: artifacts.filter((one) => (one.architecture ?? architecture) === architecture),
  }))
}

function stepsOf(image: Part, region: string, accounts: OpenedAccounts, known: KnownSteps): PlannedStep[] {
  const here = accounts.opened.filter((one) => regionIn(one, region) !== undefined)
  const owners = here.filter((one) => image.artifacts.some((artifact) => isIn(artifact, one)))
  if (owners.length > 0) return owners.map((target) => stepInto(image, region, target, accounts, known))
  const takers = here.filter(({ account }) => account.copy !== undefined)
  const readable = takers.filter((target) => sourceFor(image, target, accounts) !== undefined)
  const [only, ...others] = readable
  if (only !== undefined && others.length === 0) return [stepInto(image, region, only, accounts, known)]
  return [impossible('', region, whyNot(region, here, readable, accounts))]
}

function stepInto(
  image: Part,
  wanted: string,
  target: OpenedAccount,
  accounts: OpenedAccounts,
  known: KnownSteps,
): PlannedStep {
  const { name, provider } = target.account
  const region = regionIn(target, wanted) ?? wanted
  const there = image.artifacts.find(
    (artifact) => isIn(artifact, target) && covers(artifact, region) && artifact.drift?.kind !== 'gone',
  )
  const { architecture } = image
  const machines = architecture === undefined ? {} : { architecture }
  const base = { account: name, provider, region, ...machines, attempts: 0 }
  if (there !== undefined) {
    return { step: { ...base, state: 'covered', reference: there.reference } }
  }
  const source = sourceFor(image, target, accounts)
  if (source === undefined) {
    const message = `No artifact of the image can be copied into the account "${name}"`
    return { step: { ...base, state: 'impossible', message } }
  }
  const { reference, region: from } = source.artifact
  const before = known[stepKey(base)]
  return {
    step: {
      ...base,
      state: 'planned',
      // A copy that was ready once, and is not there any more, is made anew.
      ...(before?.state === 'copying' || before?.state === 'failed' ? before : {}),
      from: {
        account: source.opened.account.name,
        ...(from === undefined ? {} : { region: from }),
        reference,
      },
    },
    target,
    source,
  }
}

/** What a copy into an account is made from: an artifact in it, else one of an account that hands out bytes. */
function sourceFor(image: Part, target: OpenedAccount, { opened }: OpenedAccounts): PlannedStep['source'] {
  const { account } = target
  if (account.copy === undefined) return undefined
  const own = bootable(image).find((artifact) => isIn(artifact, target))
  if (own !== undefined) return { opened: target, artifact: own }
  if (account.read === undefined) return undefined
  // Of the same kind of place first: it needs no other format.
  const near = opened.toSorted(
    (a, b) =>
      Number(a.account.provider !== account.provider) - Number(b.account.provider !== account.provider),
  )
  for (const other of near) {
    if (other.account.read === undefined) continue
    const artifact = bootable(image).find((one) => isIn(one, other))
    if (artifact !== undefined) return { opened: other, artifact }
  }
  return undefined
}

function bootable({ artifacts }: Part): Artifact[] {
  const usable = artifacts.filter(({ drift }) => drift?.kind !== 'gone')
  // What has drifted in another way is there, as far as anybody knows, but it is the last to be taken.
  return usable.toSorted((a, b) => Number(a.drift !== undefined) - Number(b.drift !== undefined))
}

function isIn(artifact: Artifact, { account }: OpenedAccount): boolean {
  const place = normalizeLocation(artifact)
  return place.provider === account.provider && place.account === account.name.toLowerCase()
}

function covers({ region }: Artifact, wanted: string): boolean {
  return region === undefined || regionKey(region) === regionKey(wanted)
}

function whyNot(
  region: string,
  here: readonly OpenedAccount[],
  readable: readonly OpenedAccount[],
  { opened, failures }: OpenedAccounts,
): string {
  if (readable.length > 1) {
    const names = readable.map(({ account }) => `"${account.name}"`).join(', ')
    return `Several accounts have the region: ${names}; name one with --account`
  }
  if (here.length > 0) {
    const names = here.map(({ account }) => `"${account.name}"`).join(', ')
    return `The account ${names} has the region, but no artifact of the image can be copied into it`
  }
  const failed = failures.map(({ account, message }) => `"${account}" did not answer: ${message}`)
  const asked = opened.map(({ account }) => `"${account.name}"`).join(', ')
  const none =
    asked === '' ? 'No account was asked' : `None of the accounts has the region "${region}": ${asked}`
  return [none, ...failed].join('; ')
}

function impossible(account: string, region: string, message: string): PlannedStep {
  return { step: { account, region, state: 'impossible', message, attempts: 0 } }
}
