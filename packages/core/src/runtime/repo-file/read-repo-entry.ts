import type { RepoEntry } from '@ingot/contract'
import { pointer } from '../../json/json-pointer.ts'
import { isObject, shownValue } from '../../oci/json-value.ts'
import type { OciReference } from '../../oci/parse-image-reference.ts'
import { versionFault } from '../../version/version.ts'
import { identityKey } from '../metadata/identity-key.ts'
import { runtimeVersion } from '../metadata/runtime-name.ts'
import { quoted } from '../rules/quoted.ts'
import { fieldOfKey } from './entry-fields.ts'
import { readIdentifier, type ReadIdentifier } from './read-identifier.ts'
import {
  memberOf,
  readNumber,
  readOptionalNumber,
  readOptionalText,
  readText,
  type EntryReader,
} from './read-member.ts'
import type { RepoFaults } from './repo-fault-code.ts'
import { nameDifferences } from './vendor-name.ts'

/** The greatest numbers that entries may have: those that the labels of an image may have. */
const MOST_MAINTENANCE = 999_999_999
const MOST_GBN = 999_999_999_999

/** What could be read of an entry. */
interface EntryReading {
  /** `undefined` where the entry has an error. */
  readonly entry: RepoEntry | undefined
  readonly reference: OciReference | undefined
  /** What makes its runtime unique (`identityKey`); `undefined` where that cannot be told. */
  readonly identity: string | undefined
}

/** Reads one entry of a repo file; every fault is noted. What it does not know is ignored. */
export function readRepoEntry(value: unknown, path: string, faults: RepoFaults): EntryReading {
  if (!isObject(value)) {
    faults.error(
      'ENTRY_TYPE',
      `Expected an object that describes a runtime, but got ${shownValue(value)}`,
      path,
    )
    return { entry: undefined, reference: undefined, identity: undefined }
  }
  const reader: EntryReader = { value, path, faults }
  const before = faults.errors()
  const identifier = readIdentifier(reader)
  const entry = wholeEntry(identifier, readMembers(reader))
  if (entry !== undefined && identifier !== undefined) noteUnusual(entry, identifier.reference, reader)
  return {
    entry: faults.errors() === before ? entry : undefined,
    reference: identifier?.reference,
    identity: entry === undefined ? identityOf(value) : entryIdentity(entry),
  }
}

/** What makes the runtime of an entry unique. */
function entryIdentity(entry: RepoEntry): string {
  const { editor, kernel, edition, short_version, maintenance_version } = entry
  return identityKey({
    editor,
    kernel,
    edition,
    shortVersion: short_version,
    maintenanceVersion: maintenance_version,
  })
}

type Members = { readonly [Key in Exclude<keyof RepoEntry, 'image_identifier'>]: RepoEntry[Key] | undefined }

function readMembers(reader: EntryReader): Members {
  return {
    runtime_metadata_version: readNumber(reader, 'runtime_metadata_version', 3, 1),
    editor: readText(reader, 'editor'),
    kernel: readText(reader, 'kernel'),
    edition: readText(reader, 'edition'),
    description: readOptionalText(reader, 'description'),
    full_version: readOptionalText(reader, 'full_version'),
    short_version: readShortVersion(reader),
    maintenance_version: readNumber(reader, 'maintenance_version', MOST_MAINTENANCE),
    git_hash: readOptionalText(reader, 'git_hash'),
    gbn: readOptionalNumber(reader, 'gbn', MOST_GBN),
  }
}

/** A short version that is a number has lost its last zero already: that is told with the text of the file. */
function readShortVersion(reader: EntryReader): string | undefined {
  const { path, faults } = reader
  const value = memberOf(reader, 'short_version')
  const place = pointer(path, 'short_version')
  if (typeof value === 'number') {
    const message = (written: string): string =>
      `Expected a text, but got the number ${written}: as numbers 2024.10 and 2024.1 are the same, so write "${written}" in quotes`
    faults.error('SHORT_VERSION_NUMBER', message, place)
    return undefined
  }
  const text = readText(reader, 'short_version')
  const fault = text === undefined ? undefined : versionFault(text)
  if (fault === undefined) return text
  faults.error('VERSION_INVALID', `${fault}; expected numbers with dots between them, such as 2024.02`, place)
  return undefined
}

function wholeEntry(identifier: ReadIdentifier | undefined, members: Members): RepoEntry | undefined {
  if (identifier === undefined || Object.values(members).includes(undefined)) return undefined
  return { image_identifier: identifier.written, ...(members as Omit<RepoEntry, 'image_identifier'>) }
}

/** What does not make an entry faulty, but is worth looking at. */
function noteUnusual(entry: RepoEntry, reference: OciReference, { path, faults }: EntryReader): void {
  const { short_version, maintenance_version, full_version, git_hash } = entry
  const expected = runtimeVersion({ shortVersion: short_version, maintenanceVersion: maintenance_version })
  if (full_version !== '' && !isVersionOf(full_version, expected)) {
    const message = `Expected the full version to be ${quoted(expected)}, with or without a build, but got ${quoted(full_version)}`
    faults.note('warning', 'FULL_VERSION_INCONSISTENT', message, pointer(path, 'full_version'))
  }
  if (maintenance_version === 0) {
    const message = 'The maintenance version is 0, though they begin with 1 for each short version'
    faults.note('warning', 'MAINTENANCE_ZERO', message, pointer(path, 'maintenance_version'))
  }
  if (git_hash !== '' && !fieldOfKey('git_hash').pattern!.test(git_hash)) {
    const message = `Expected a git hash of 40 hexadecimal digits, or "" where there is none, but got ${quoted(git_hash)}`
    faults.note('warning', 'VALUE_UNUSUAL', message, pointer(path, 'git_hash'))
  }
  if (!fieldOfKey('short_version').pattern!.test(short_version)) {
    const message = `A short version is mostly one to three numbers, such as 2024.02; ${quoted(short_version)} is put in order by its numbers first`
    faults.note('info', 'VALUE_UNUSUAL', message, pointer(path, 'short_version'))
  }
  const differences = nameDifferences(entry, reference)
  if (differences !== undefined) faults.note('info', 'NAME_DIFFERS', differences, path)
}

/** Whether a full version is short and maintenance version, with or without a build. */
function isVersionOf(fullVersion: string, expected: string): boolean {
  return fullVersion.startsWith(expected) && /^(?:-b\d+)?$/.test(fullVersion.slice(expected.length))
}

/** The identity of a faulty entry, as far as its sides are what they should be. */
function identityOf(value: Readonly<Record<string, unknown>>): string | undefined {
  const {
    editor,
    kernel,
    edition,
    short_version: shortVersion,
    maintenance_version: maintenanceVersion,
  } = value
  const texts = [editor, kernel, edition, shortVersion]
  if (!texts.every((text) => typeof text === 'string') || typeof maintenanceVersion !== 'number')
    return undefined
  const [first, second, third, fourth] = texts as [string, string, string, string]
  return identityKey({
    editor: first,
    kernel: second,
    edition: third,
    shortVersion: fourth,
    maintenanceVersion,
  })
}
