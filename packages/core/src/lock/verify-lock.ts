import type { Answer, DriftFinding, Lock, LockEntry } from '@ingot/contract'
import { stateAt } from '../image/lifecycle.ts'
import type { ImageSource } from '../image/source.ts'
import { compareVersions } from '../version/compare.ts'
import { parseVersion } from '../version/version.ts'
import { textDigest } from './digest.ts'
import { entryKey, isUnedited } from './make-lock.ts'
import { title } from './update-lock.ts'

/** What a lock is held against: the images of now, and what each entry resolves to now. */
export interface LockCheck {
  lock: Lock
  source: ImageSource
  at: Date
  /** The text of the template, when it is at hand. */
  template?: string
  /** Texts of the parameter files by their name in the lock; absent when they are not at hand. */
  parameterFiles?: ReadonlyMap<string, string>
  /** What an entry resolves to now, or `undefined` where the template has its node no more. */
  answerOf(entry: LockEntry): Answer | undefined
  /** Entries that would be resolved now; those that the lock does not have are reported as added. */
  current?: readonly LockEntry[]
}

/** Every way in which a lock differs from what would be resolved now; nothing when it still tells the truth. */
export function verifyLock(check: LockCheck): DriftFinding[] {
  const known = new Set(check.lock.entries.map(entryKey))
  const added = (check.current ?? []).filter((entry) => !known.has(entryKey(entry)))
  return [
    ...fileFindings(check),
    ...check.lock.entries.flatMap((entry) => entryFindings(entry, check)),
    ...added.map((entry) =>
      finding('added', entry, `The template has the node "${entry.node}", the lock has not`),
    ),
  ]
}

function fileFindings({ lock, template, parameterFiles }: LockCheck): DriftFinding[] {
  const findings: DriftFinding[] = []
  if (!isUnedited(lock)) {
    findings.push({
      kind: 'lock-edited',
      message: 'The entries were edited by hand: their digest is another',
    })
  }
  if (template !== undefined && textDigest(template) !== lock.template.digest) {
    findings.push({
      kind: 'template-changed',
      message: `"${lock.template.file}" has changed since it was locked`,
    })
  }
  for (const { file, digest } of lock.parameterFiles) {
    const text = parameterFiles?.get(file)
    if (text !== undefined && textDigest(text) !== digest) {
      findings.push({ kind: 'parameters-changed', message: `"${file}" has changed since it was locked` })
    }
  }
  return findings
}

function entryFindings(entry: LockEntry, check: LockCheck): DriftFinding[] {
  const answer = check.answerOf(entry)
  if (answer === undefined) {
    return [finding('removed', entry, `The template has the node "${entry.node}" no more`)]
  }
  return [...pinnedFindings(entry, check), ...movedFindings(entry, answer)]
}

/** What became of the image and the artifact that are pinned. */
export function pinnedFindings(
  entry: LockEntry,
  { source, at }: Pick<LockCheck, 'source' | 'at'>,
): DriftFinding[] {
  if (entry.image === undefined) return []
  const { id, catalog } = entry.image
  const stored = source.withId(id).find(({ body }) => body.catalog === catalog)
  if (stored === undefined) return [finding('gone', entry, `${title(entry)} is in no catalog any more`)]
  const findings: DriftFinding[] = []
  const { reference } = entry.artifact
  if (!stored.body.artifacts.some((artifact) => artifact.reference === reference)) {
    findings.push(finding('gone', entry, `"${reference}" is no artifact of ${entry.image.name} any more`))
  }
  const state = stateAt(stored.body, at)
  if (state === 'deprecated' || state === 'disabled' || state === 'revoked') {
    findings.push(finding(state, entry, `${title(entry)} is ${state} now`))
  }
  return findings
}

/** Whether the same question has another answer now. */
function movedFindings(entry: LockEntry, answer: Answer): DriftFinding[] {
  const { image, artifact } = answer
  if (artifact === undefined) {
    const why = answer.refusal?.message ?? 'nothing fits'
    return [finding('gone', entry, `Nothing would be resolved now: ${why}`)]
  }
  const isSame = image?.id === entry.image?.id && artifact.reference === entry.artifact.reference
  if (isSame) return []
  const current =
    image === undefined ? artifact.reference : `${image.name}@${image.version} (${artifact.reference})`
  const kind = isNewer(answer, entry) ? 'newer' : 'moved'
  const said =
    kind === 'newer' ? 'A newer version would be resolved now' : 'Another answer would be given now'
  return [{ ...finding(kind, entry, `${said}: ${current}`), current }]
}

function isNewer(answer: Answer, entry: LockEntry): boolean {
  if (answer.image === undefined || entry.image === undefined) return false
  if (answer.image.name.toLowerCase() !== entry.image.name.toLowerCase()) return false
  const now = parseVersion(answer.image.version)
  const then = parseVersion(entry.image.version)
  return now !== undefined && then !== undefined && compareVersions(now, then) > 0
}

function finding(kind: DriftFinding['kind'], entry: LockEntry, message: string): DriftFinding {
  return { kind, node: entry.node, location: entry.location, message, locked: title(entry) }
}
