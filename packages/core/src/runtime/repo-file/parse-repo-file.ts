import type { Fault, RepoEntry } from '@ingot/contract'
import { collectJsonFaults } from '../../json/json-faults.ts'
import { pointer, pointerSteps } from '../../json/json-pointer.ts'
import { readJsonValue, type JsonLimits } from '../../json/read-json-value.ts'
import { isObject, shownValue, type JsonObject } from '../../oci/json-value.ts'
import { nearestName } from '../../text/nearest-name.ts'
import { quoted } from '../rules/quoted.ts'
import { entryKeys } from './entry-fields.ts'
import { readRepoEntry } from './read-repo-entry.ts'
import type { RepoFaultCode, RepoFaults } from './repo-fault-code.ts'

/** An entry without an error. */
export interface ReadRepoEntry {
  /** A JSON pointer to it. */
  readonly path: string
  /** As it is written, without what is not known. */
  readonly entry: RepoEntry
  /** What it names, in full: `host/repository:tag`. */
  readonly identifier: string
  /** What makes its runtime unique (`identityKey`). */
  readonly identity: string
}

/** An entry that has an error, and as far as it can be told which runtime it means. */
export interface RefusedRepoEntry {
  readonly path: string
  readonly identifier: string | undefined
  readonly identity: string | undefined
}

/** What a Runtime Repo file says. */
export interface ParsedRepoFile {
  /** Whether it is a repo file at all: where not, it has no entries, which says nothing of what it lists. */
  readonly isReadable: boolean
  readonly entries: readonly ReadRepoEntry[]
  readonly refused: readonly RefusedRepoEntry[]
  readonly faults: readonly Fault[]
}

/** The longest file that is read, in UTF-16 units: twenty times one of 1,000 entries. */
const LONGEST = 16 * 1024 * 1024
/** So many entries are read. */
const MOST_ENTRIES = 20_000

const limits: JsonLimits = {
  longest: LONGEST,
  tooLarge: (length) =>
    `The file has ${length} characters: at most ${LONGEST} are read, divide it into several`,
  notJson: 'The file is not JSON, as a Runtime Repo file is',
}

/**
 * Reads a Runtime Repo file that somebody else wrote (assembly_metadata_version 1). Never throws; every fault has its
 * code, and line, column and JSON pointer where it has a place. An entry with an error is refused by itself, and the
 * others count: a workbench reads such files unattended, and one broken entry must not keep back the rest. Unknown
 * keys are ignored, and told once each. Of two entries for one runtime, or for one image, the first counts.
 */
export function parseRepoFile(text: string, file: string): ParsedRepoFile {
  const faults = collectJsonFaults<RepoFaultCode>(file)
  const damaged = new Set<string>()
  const value = readJsonValue(text, limits, watchPaths(faults, damaged))
  const runtimes = value === undefined ? undefined : readAssembly(value, damaged, faults)
  const read = runtimes === undefined ? undefined : readEntries(runtimes, damaged, faults)
  if (read === undefined) return { isReadable: false, entries: [], refused: [], faults: faults.place(text) }
  return { isReadable: true, ...read, faults: faults.place(text) }
}

/** Faults of the text are noted before anybody knows of entries: which they are in is remembered. */
function watchPaths(faults: RepoFaults, damaged: Set<string>): RepoFaults {
  return {
    ...faults,
    error(code, message, path) {
      damaged.add(entryPath(path))
      faults.error(code, message, path)
    },
    note(severity, code, message, path, offset) {
      if (severity === 'error') damaged.add(entryPath(path ?? ''))
      faults.note(severity, code, message, path, offset)
    },
  }
}

/** The pointer to the entry that a pointer leads into; empty where it leads into none. */
function entryPath(path: string): string {
  const [list, index] = pointerSteps(path)
  return list === 'runtimes' && index !== undefined ? pointer('', list, index) : ''
}

/** The entries as they come; `undefined` where the file cannot be taken for a repo file. */
function readAssembly(
  value: unknown,
  damaged: ReadonlySet<string>,
  faults: RepoFaults,
): readonly unknown[] | undefined {
  if (!isObject(value)) {
    faults.error(
      'NOT_A_REPO_FILE',
      `Expected an object with a list "runtimes", but got ${shownValue(value)}`,
      '',
    )
    return undefined
  }
  const isCurrent = checkVersion(value, faults)
  const { runtimes } = value
  if (!Array.isArray(runtimes)) {
    const isThere = Object.hasOwn(value, 'runtimes')
    const message = `Expected a list of entries as "runtimes", but got ${shownValue(runtimes)}`
    faults.error('NOT_A_REPO_FILE', message, isThere ? '/runtimes' : '')
    return undefined
  }
  if (runtimes.length > MOST_ENTRIES) {
    const message = `The file has ${runtimes.length} entries: at most ${MOST_ENTRIES} are read, divide it into several`
    faults.error('TOO_MANY_ENTRIES', message, '/runtimes')
    return undefined
  }
  const other = Object.keys(value).filter((name) => name !== 'runtimes' && name !== VERSION)
  for (const name of other.slice(0, 100)) {
    faults.note(
      'info',
      'KEY_UNKNOWN',
      `The key ${quoted(name)} is not known and is ignored`,
      pointer('', name),
    )
  }
  return isCurrent && !damaged.has('') ? runtimes : undefined
}

const VERSION = 'assembly_metadata_version'

function checkVersion(value: JsonObject, faults: RepoFaults): boolean {
  if (value[VERSION] === 1) return true
  const isThere = Object.hasOwn(value, VERSION)
  const got = isThere ? shownValue(value[VERSION]) : 'nothing'
  const hint =
    value[VERSION] === '1' ? ': leave out the quotes' : '; files of another version are not understood'
  const message = `Expected "${VERSION}" to be the number 1, but got ${got}${hint}`
  faults.error('ASSEMBLY_VERSION', message, isThere ? pointer('', VERSION) : '')
  return false
}

/** `undefined` where there are more errors than are listed: then it is not looked at every entry. */
function readEntries(
  runtimes: readonly unknown[],
  damaged: ReadonlySet<string>,
  faults: RepoFaults,
): Pick<ParsedRepoFile, 'entries' | 'refused'> | undefined {
  const entries: ReadRepoEntry[] = []
  const refused: RefusedRepoEntry[] = []
  const taken: Taken = { identities: new Map(), identifiers: new Map() }
  const unknown = new Map<string, { path: string; count: number }>()
  for (const [index, value] of runtimes.entries()) {
    if (faults.isFull()) return undefined
    const path = pointer('/runtimes', index)
    countUnknown(value, path, unknown)
    const { entry, reference, identity } = readRepoEntry(value, path, faults)
    const identifier = reference?.text
    const isWhole =
      entry !== undefined && identifier !== undefined && identity !== undefined && !damaged.has(path)
    if (isWhole && isFirst(identity, identifier, path, taken, faults)) {
      entries.push({ path, entry, identifier, identity })
    } else refused.push({ path, identifier, identity })
  }
  noteUnknown(unknown, faults)
  return { entries, refused }
}

interface Taken {
  readonly identities: Map<string, string>
  readonly identifiers: Map<string, string>
}

function isFirst(
  identity: string,
  identifier: string,
  path: string,
  taken: Taken,
  faults: RepoFaults,
): boolean {
  const { identities, identifiers } = taken
  const same = identities.get(identity)
  if (same !== undefined) {
    const message = `The entry has the editor, kernel, edition, short version and maintenance version of ${same}, which counts: add 1 to the maintenance version, or take one out`
    faults.error('DUPLICATE_IDENTITY', message, path)
    return false
  }
  const image = identifiers.get(identifier)
  if (image !== undefined) {
    const message = `The image ${identifier} is that of ${image} already, which counts: one image is one runtime`
    faults.error('DUPLICATE_IDENTIFIER', message, pointer(path, 'image_identifier'))
    return false
  }
  identities.set(identity, path)
  identifiers.set(identifier, path)
  return true
}

/** So many different keys are told of. */
const MOST_UNKNOWN = 100

function countUnknown(
  value: unknown,
  path: string,
  unknown: Map<string, { path: string; count: number }>,
): void {
  if (!isObject(value)) return
  for (const name of Object.keys(value)) {
    if (knownKeys.has(name)) continue
    const seen = unknown.get(name)
    if (seen !== undefined) seen.count++
    else if (unknown.size < MOST_UNKNOWN) unknown.set(name, { path: pointer(path, name), count: 1 })
  }
}

const knownKeys: ReadonlySet<string> = new Set(entryKeys)

function noteUnknown(
  unknown: ReadonlyMap<string, { path: string; count: number }>,
  faults: RepoFaults,
): void {
  for (const [name, { path, count }] of unknown) {
    const near = nearestName(name, entryKeys)
    const hint = near === undefined ? '' : `; did you mean "${near}"?`
    const where = count === 1 ? '' : ` in ${count} entries, here first`
    faults.note(
      'info',
      'KEY_UNKNOWN',
      `The key ${quoted(name)} is not known and is ignored${where}${hint}`,
      path,
    )
  }
}
