import type { ArtifactDrift, Image, ImageReference, ScanFinding, SeenImage } from '@ingot/contract'
import { imageReference } from '../image/image-reference.ts'
import { regionKey } from '../image/location.ts'
import { findingOf, hasReturned, seenFindings } from './artifact-findings.ts'
import { referenceKey } from '../image/reference-key.ts'
import { mayHave, placedReference, registeredArtifacts, type Registered } from './registered.ts'
import { referenceKeys, seenIndex, type SeenAccount, type SeenIndex } from './seen-account.ts'
import { knownImages, unregisteredFindings, type KnownImages } from './unregistered.ts'

/** What a scan comes to. */
export interface ScanResult {
  readonly findings: readonly ScanFinding[]
  /** Artifacts whose drift is over. */
  readonly returned: readonly {
    readonly image: ImageReference
    readonly artifact: string
    readonly reference: string
    readonly kind: ArtifactDrift['kind']
  }[]
  readonly checked: number
  readonly unchecked: number
}

/** What a scan compares. */
export interface ScanInput {
  readonly images: Iterable<Image>
  /** The placed references of all catalogs: what has one is not unnamed. */
  readonly references: ReadonlySet<string>
  readonly accounts: readonly SeenAccount[]
  readonly at: Date
  /** Whether only some accounts were looked at: then what can be in none of them is left out altogether. */
  readonly isNarrowed?: boolean
  /** Whether an image was written after the clouds were asked, which nobody asked for it then. */
  readonly isNew?: (image: Image) => boolean
}

/**
 * Compares images of the registry with what was seen of accounts. Pure. An artifact is gone only where every account that
 * may have it has answered; what could not be asked is counted, not guessed.
 */
export function scanFindings(input: ScanInput): ScanResult {
  const { accounts, at } = input
  const everything = registeredArtifacts(input.images)
  const registered =
    input.isNarrowed === true
      ? everything.filter((one) => accounts.some((account) => mayHave(account, one)))
      : everything
  const site: ScanSite = {
    seen: accounts.map(seenIndex),
    successors: successorIndex(accounts),
    known: knownImages(everything, input.references),
    at,
    isNew: input.isNew ?? (() => false),
  }
  const findings: ScanFinding[] = []
  const returned: ScanResult['returned'][number][] = []
  let unchecked = 0
  for (const one of registered) {
    const judged = judge(one, site)
    if (judged === undefined) {
      unchecked += 1
      continue
    }
    findings.push(...judged.findings)
    if (judged.hasReturned) returned.push(returnedOf(one))
  }
  const replaced = replacementsOf(findings, ({ kind }) => kind !== 'deprecated')
  const moved = replacementsOf(findings, ({ kind }) => kind === 'renamed')
  for (const account of accounts) {
    // What took the place of another is told there, not as an image that nothing names.
    const found = unregisteredFindings(account, site.known, at).filter(
      (one) => !(one.kind === 'unnamed' ? replaced : moved).has(placedReference(one)),
    )
    findings.push(...found)
  }
  return { findings, returned, checked: registered.length - unchecked, unchecked }
}

/** What every artifact is judged by. */
interface ScanSite {
  readonly seen: readonly SeenIndex[]
  readonly successors: Successors
  readonly known: KnownImages
  readonly at: Date
  readonly isNew: (image: Image) => boolean
}

function replacementsOf(
  findings: readonly ScanFinding[],
  isMeant: (finding: ScanFinding) => boolean,
): ReadonlySet<string> {
  return new Set(
    findings
      .filter(isMeant)
      .flatMap(({ replacement, ...one }) =>
        replacement === undefined ? [] : [placedReference({ ...one, reference: replacement })],
      ),
  )
}

interface Judged {
  readonly findings: readonly ScanFinding[]
  readonly hasReturned: boolean
}

/** What is to be said of an artifact; `undefined` where nobody could tell. */
function judge(one: Registered, site: ScanSite): Judged | undefined {
  const { reference, region, drift } = one.artifact
  const asked = site.seen.filter((index) => mayHave(index.account, one) && index.knows(reference))
  for (const index of asked) {
    const image = index.at(reference, region)
    if (image === undefined) continue
    const replacement = replacedBy(one, index, site)
    const told = seenFindings(one, image, index.account, site.at)
    const findings = replacement === undefined ? told : withReplacement(told, one, index, replacement)
    const isReplaced = isStillReplaced(one, index)
    return { findings, hasReturned: hasReturned(one, image, { at: site.at, isReplaced }) }
  }
  const [first] = asked
  if (first === undefined || !asked.every((index) => index.hasAnswered(region))) return undefined
  if (site.isNew(one.image)) return undefined
  const moved = movedTo(one, asked, site.known)
  if (moved !== undefined) return { findings: [moved], hasReturned: false }
  const replacement = replacedBy(one, first, site)
  if (replacement !== undefined) {
    return { findings: [replacedFinding(one, first, replacement, true)], hasReturned: false }
  }
  if (drift?.kind === 'gone') return { findings: [], hasReturned: false }
  const where = region ?? 'any region'
  const message = `The account has no ${reference} in ${where}, or none that it may see`
  return { findings: [findingOf('gone', one, first.account, message)], hasReturned: false }
}

/** An artifact has one drift: that it has a newer one says more than all but that nothing can be started from it. */
function withReplacement(
  told: readonly ScanFinding[],
  one: Registered,
  index: SeenIndex,
  replacement: SeenImage,
): ScanFinding[] {
  const gone = told.find(({ kind }) => kind === 'gone')
  const others = told.filter(({ kind }) => kind === 'renamed')
  if (gone !== undefined) return [{ ...gone, replacement: replacement.reference }, ...others]
  return [replacedFinding(one, index, replacement, false), ...others]
}

/** Whether what took the place of an artifact is there still, as far as the region has told. */
function isStillReplaced({ artifact: { drift, region } }: Registered, index: SeenIndex): boolean {
  const { replacement } = drift ?? {}
  if (replacement === undefined || !index.hasAnswered(region)) return true
  return index.at(replacement, region) !== undefined
}

/** What is gone under its reference, but there under one that no version has: its bytes say that it is the same. */
function movedTo(one: Registered, asked: readonly SeenIndex[], known: KnownImages): ScanFinding | undefined {
  const { digest, region } = one.artifact
  if (digest === undefined) return undefined
  for (const index of asked) {
    const image = index
      .withDigest(digest, region)
      .find((one) => one.state === 'available' && !known.references.has(placedReference(one)))
    if (image === undefined) continue
    const { reference, name, created } = image
    return {
      ...findingOf('renamed', one, index.account, `It is ${reference} now: the same bytes, called otherwise`),
      replacement: reference,
      ...(name === undefined ? {} : { name }),
      ...(created === undefined ? {} : { created }),
    }
  }
  return undefined
}

type Successors = ReadonlyMap<string, SeenImage>

/** The newest available own image of each account, region and name; of a folder none, where the name is the path. */
function successorIndex(accounts: readonly SeenAccount[]): Successors {
  const newest = new Map<string, SeenImage>()
  for (const { account, provider, regions } of accounts) {
    if (provider === 'local') continue
    for (const { images } of regions) {
      for (const image of images) {
        if (image.name === undefined || !image.isOwn || image.state !== 'available') continue
        const key = successorKey(account, image.region, image.name)
        const known = newest.get(key)
        if (known === undefined || (known.created ?? '') < (image.created ?? '')) newest.set(key, image)
      }
    }
  }
  return newest
}

/** A newer image of the same name in the same place, which no version has, nor was told before. */
function replacedBy(
  { artifact }: Registered,
  { account }: SeenIndex,
  { successors, known }: ScanSite,
): SeenImage | undefined {
  const { name, created } = artifact.upstream ?? {}
  if (name === undefined) return undefined
  const image = successors.get(successorKey(account.account, artifact.region, name))
  if (image === undefined || referenceKeys(image).includes(referenceKey(artifact))) return undefined
  if (created !== undefined && (image.created ?? '') <= created) return undefined
  if (artifact.drift?.replacement === image.reference) return undefined
  return known.references.has(placedReference(image)) ? undefined : image
}

function successorKey(account: string, region: string | undefined, name: string): string {
  return JSON.stringify([account.toLowerCase(), region === undefined ? '' : regionKey(region), name])
}

function replacedFinding(
  one: Registered,
  { account }: SeenIndex,
  by: SeenImage,
  isGone: boolean,
): ScanFinding {
  const made = by.created === undefined ? '' : ` of ${by.created}`
  const message = `"${by.name}" is another image now: ${by.reference}${made}${isGone ? '; the one before is gone' : ''}`
  return {
    // Nobody can start from what is gone, whatever has its name now.
    ...findingOf(isGone ? 'gone' : 'replaced', one, account, message),
    replacement: by.reference,
    ...(by.created === undefined ? {} : { created: by.created }),
  }
}

function returnedOf({ image, artifact }: Registered) {
  const { name, reference, drift } = artifact
  return { image: imageReference(image), artifact: name, reference, kind: drift!.kind }
}
