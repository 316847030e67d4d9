import type { Artifact, ScanFinding, ScanKind, SeenImage, Visibility } from '@ingot/contract'
import { differInBytes } from '../image/digest.ts'
import { imageReference } from '../image/image-reference.ts'
import { isWrittenOver } from '../image/reference-key.ts'
import type { Registered } from './registered.ts'
import type { SeenAccount } from './seen-account.ts'

/** How open each visibility is. */
const openness: Record<Visibility, number> = { private: 0, shared: 1, public: 2 }

/** What a cloud says of an artifact that it has, where that is not what the registry says. */
export function seenFindings(
  registered: Registered,
  seen: SeenImage,
  account: SeenAccount,
  at: Date,
): ScanFinding[] {
  const findings: ScanFinding[] = []
  const { artifact } = registered
  const add = (kind: ScanKind, message: string, more: Partial<ScanFinding> = {}) =>
    findings.push({ ...findingOf(kind, registered, account, message), ...more })
  const name = seen.name === undefined ? {} : { name: seen.name }
  if (isAnother(artifact, seen) && artifact.drift?.kind !== 'replaced') {
    const what = seen.digest === undefined ? `made ${seen.created}` : seen.digest
    const message = `It is another image now: ${what} is not as it was registered`
    add('replaced', message, { ...name, replacement: seen.reference })
  } else if (seen.state === 'disabled' || seen.state === 'failed') {
    if (artifact.drift?.kind !== 'gone') {
      const why = seen.fault ?? 'nothing can be started from it'
      const message = `It is there, but ${seen.state}: ${why}${insteadOf(seen)}`
      add('gone', message, { ...name, ...replacementOf(seen) })
    }
  } else if (isDeprecated(seen, at) && !isKnown(registered, 'deprecated')) {
    const since = seen.deprecated!
    add('deprecated', `The cloud calls it deprecated since ${since}${insteadOf(seen)}`, {
      ...name,
      since,
      ...replacementOf(seen),
    })
  } else if (isNarrower(seen.visibility, artifact.upstream?.visibility) && !isKnown(registered, 'private')) {
    add('private', `It was ${artifact.upstream?.visibility}, and is ${seen.visibility} now`, name)
  }
  const before = artifact.upstream?.name
  if (before !== undefined && seen.name !== undefined && before !== seen.name) {
    add('renamed', `It was called "${before}", and is called "${seen.name}" now`, name)
  }
  return findings
}

/** A finding about an artifact of the registry. */
export function findingOf(
  kind: ScanKind,
  { image, artifact }: Registered,
  { account, provider }: Pick<SeenAccount, 'account' | 'provider'>,
  message: string,
): ScanFinding {
  const { name, reference, region, upstream } = artifact
  return {
    kind,
    account,
    provider,
    ...(region === undefined ? {} : { region }),
    image: imageReference(image),
    artifact: name,
    reference,
    ...(upstream?.name === undefined ? {} : { name: upstream.name }),
    message,
  }
}

function isDeprecated({ deprecated }: SeenImage, at: Date): boolean {
  return deprecated !== undefined && Date.parse(deprecated) <= at.getTime()
}

function insteadOf({ replacement }: SeenImage): string {
  return replacement === undefined ? '' : `; the cloud names ${replacement} instead`
}

function replacementOf({ replacement }: SeenImage): { replacement?: string } {
  return replacement === undefined ? {} : { replacement }
}

/** What was accepted once is not told again, nor what says less: replaced says more than deprecated, and that than private. */
function isKnown({ artifact }: Registered, kind: 'deprecated' | 'private'): boolean {
  const more: readonly (string | undefined)[] =
    kind === 'private' ? ['private', 'deprecated', 'replaced'] : ['deprecated', 'replaced']
  return more.includes(artifact.drift?.kind)
}

function isNarrower(now: Visibility | undefined, before: Visibility | undefined): boolean {
  return now !== undefined && before !== undefined && openness[now] < openness[before]
}

/**
 * Whether what the registry says of an artifact is over: the cloud has it as it should be. `isReplaced` says whether what
 * took its place is there.
 */
export function hasReturned(
  { artifact }: Registered,
  seen: SeenImage,
  { at, isReplaced }: { at: Date; isReplaced: boolean },
): boolean {
  const { drift, upstream } = artifact
  if (drift === undefined || seen.state !== 'available') return false
  switch (drift.kind) {
    case 'deprecated':
      return !isDeprecated(seen, at)
    case 'gone':
      return !isAnother(artifact, seen)
    case 'private':
      return !isNarrower(seen.visibility, upstream?.visibility ?? 'private')
    case 'replaced':
      // What has a newer one of its name stays so as long as that is there, whatever its own bytes are.
      return isWrittenOver(artifact) ? isSureSame(artifact, seen) : !isReplaced
    default:
      return false
  }
}

/** Clouds where an image may be deleted and another be made under the same reference. */
const namesAreReferences: ReadonlySet<string> = new Set(['azure', 'gcp'])

/**
 * Whether what has a reference is another image than it was: files are written over, and where names are references
 * (Google, galleries) an image may be deleted and made anew. Where digests cannot tell, the moment of its making does.
 */
function isAnother({ digest, upstream }: Artifact, seen: SeenImage): boolean {
  if (digest !== undefined && seen.digest !== undefined) return differInBytes(digest, seen.digest)
  if (!namesAreReferences.has(seen.provider)) return false
  const [before, now] = [upstream?.created, seen.created]
  return before !== undefined && now !== undefined && Date.parse(now) > Date.parse(before)
}

function isSureSame({ digest, upstream }: Artifact, seen: SeenImage): boolean {
  if (!namesAreReferences.has(seen.provider)) return digest !== undefined && digest === seen.digest
  return upstream?.created !== undefined && upstream.created === seen.created
}
