import type { Fault } from '@ingot/contract'
import { collectJsonFaults } from '../../json/json-faults.ts'
import { pointer } from '../../json/json-pointer.ts'
import { readJsonValue, type JsonLimits } from '../../json/read-json-value.ts'
import { isObject, shownValue, type JsonObject } from '../../oci/json-value.ts'
import { quoted } from '../rules/quoted.ts'
import { customNameFaults, pathFaults, type AddonFault } from './addon-faults.ts'
import type { AddonFaultCode, AddonFaults } from './addon-fault-code.ts'

/** What the metadata of a custom addon says: its name, and where its archive is mounted. */
interface CustomAddon {
  readonly name: string
  readonly paths: readonly string[]
}

/** The longest metadata that is read, in UTF-16 units. */
const LONGEST = 256 * 1024

const limits: JsonLimits = {
  longest: LONGEST,
  tooLarge: (length) => `The metadata has ${length} characters: at most ${LONGEST} are read`,
  notJson: 'The metadata is not JSON; expected {"name": "…", "spec": {"paths": ["/opt/…"]}}',
}

/**
 * Reads the metadata that a custom addon is uploaded with: `{"name": "…", "spec": {"paths": ["…"]}}`. Never throws; with
 * an error there is no addon.
 */
export function parseCustomAddon(text: string, file: string): { addon?: CustomAddon; faults: Fault[] } {
  const faults = collectJsonFaults<AddonFaultCode>(file)
  const value = readJsonValue(text, limits, faults)
  const addon = value === undefined ? undefined : readAddon(value, faults)
  const placed = faults.place(text)
  return addon === undefined || faults.hasErrors() ? { faults: placed } : { addon, faults: placed }
}

function readAddon(value: unknown, faults: AddonFaults): CustomAddon | undefined {
  if (!isObject(value)) {
    faults.error('ADDON_TYPE', `Expected an object with "name" and "spec", but got ${shownValue(value)}`, '')
    return undefined
  }
  noteUnknown(value, ['name', 'spec'], '', faults)
  const name = readName(value, faults)
  const paths = readPaths(value['spec'], faults)
  return name === undefined || paths === undefined ? undefined : { name, paths }
}

function readName({ name }: JsonObject, faults: AddonFaults): string | undefined {
  if (typeof name !== 'string') {
    const place = name === undefined ? '' : '/name'
    faults.error('MEMBER_TYPE', `Expected a text as "name", but got ${shownValue(name)}`, place)
    return undefined
  }
  noteAll(customNameFaults(name, '/name'), faults)
  return name
}

function readPaths(spec: unknown, faults: AddonFaults): readonly string[] | undefined {
  if (!isObject(spec)) {
    const message = `Expected an object with "paths" as "spec", but got ${shownValue(spec)}`
    faults.error('MEMBER_TYPE', message, spec === undefined ? '' : '/spec')
    return undefined
  }
  noteUnknown(spec, ['paths'], '/spec', faults)
  const { paths } = spec
  if (!Array.isArray(paths) || paths.length === 0 || !paths.every((path) => typeof path === 'string')) {
    const message = `Expected a list of at least one path as "paths", but got ${describeList(paths)}`
    faults.error('MEMBER_TYPE', message, paths === undefined ? '/spec' : '/spec/paths')
    return undefined
  }
  noteAll(pathFaults(paths, '/spec/paths'), faults)
  return paths
}

function noteAll(found: readonly AddonFault[], faults: AddonFaults): void {
  for (const { code, message, path } of found) faults.error(code, message, path)
}

function describeList(paths: unknown): string {
  if (!Array.isArray(paths)) return shownValue(paths)
  return paths.length === 0 ? 'an empty list' : 'a list with something else in it'
}

function noteUnknown(value: JsonObject, known: readonly string[], path: string, faults: AddonFaults): void {
  for (const name of Object.keys(value).slice(0, 100)) {
    if (known.includes(name)) continue
    faults.note(
      'info',
      'KEY_UNKNOWN',
      `The key ${quoted(name)} is not known and is ignored`,
      pointer(path, name),
    )
  }
}
