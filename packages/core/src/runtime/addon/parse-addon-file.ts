import type { Fault } from '@ingot/contract'
import { collectJsonFaults } from '../../json/json-faults.ts'
import { pointer } from '../../json/json-pointer.ts'
import { readJsonValue, type JsonLimits } from '../../json/read-json-value.ts'
import { isObject, shownValue } from '../../oci/json-value.ts'
import { quoted } from '../rules/quoted.ts'
import type { GivenAddon } from './addon-faults.ts'
import type { AddonFaultCode, AddonFaults } from './addon-fault-code.ts'
import { readAddon } from './read-addon.ts'

/** An addon of a file, with a JSON pointer to it. */
export interface ReadAddon {
  readonly path: string
  readonly addon: GivenAddon
}

/** What an addon file says. */
export interface ParsedAddonFile {
  readonly addons: readonly ReadAddon[]
  /** JSON pointers to those that have an error. */
  readonly refused: readonly string[]
  readonly faults: readonly Fault[]
}

/** The longest file that is read, in UTF-16 units, and the most addons in it. */
const LONGEST = 4 * 1024 * 1024
const MOST_ADDONS = 1_000

const limits: JsonLimits = {
  longest: LONGEST,
  tooLarge: (length) =>
    `The file has ${length} characters: at most ${LONGEST} are read, divide it into several`,
  notJson: 'The file is not JSON, as an addon repository file is',
}

/** What the list of addons may be called: the vendor does not document it. */
const listNames = ['runtime_addons', 'runtimeaddons', 'addons']
/**
 * Reads an addon repository file: a list of addons, by itself or as `runtime_addons` or `addons` of an object. An image
 * without a registry is one of `registry`, where that is given. Never throws; an addon with an error is refused by
 * itself, as a workbench answers for each.
 */
export function parseAddonFile(text: string, file: string, registry?: string): ParsedAddonFile {
  const faults = collectJsonFaults<AddonFaultCode>(file)
  const value = readJsonValue(text, limits, faults)
  const list = value === undefined || faults.hasErrors() ? undefined : findList(value, faults)
  const read = list === undefined ? { addons: [], refused: [] } : readAddons(list, registry, faults)
  return { ...read, faults: faults.place(text) }
}

interface FoundList {
  readonly path: string
  readonly items: readonly unknown[]
}

function findList(value: unknown, faults: AddonFaults): FoundList | undefined {
  const name = isObject(value) ? listNames.find((one) => Array.isArray(value[one])) : undefined
  const items: unknown = isObject(value) && name !== undefined ? value[name] : value
  const path = name === undefined ? '' : pointer('', name)
  if (!Array.isArray(items)) {
    const message = `Expected a list of addons, or an object with one as "${listNames[0]}", but got ${shownValue(value)}`
    faults.error('NOT_AN_ADDON_FILE', message, '')
    return undefined
  }
  if (items.length > MOST_ADDONS) {
    const message = `The file has ${items.length} addons: at most ${MOST_ADDONS} are read, divide it into several`
    faults.error('TOO_MANY_ITEMS', message, path)
    return undefined
  }
  return { path, items }
}

function readAddons(
  { path, items }: FoundList,
  registry: string | undefined,
  faults: AddonFaults,
): Pick<ParsedAddonFile, 'addons' | 'refused'> {
  const addons: ReadAddon[] = []
  const refused: string[] = []
  const taken = new Map<string, string>()
  for (const [index, item] of items.entries()) {
    const place = pointer(path, index)
    const before = faults.errors()
    const addon = readAddon(item, place, registry, faults)
    if (addon !== undefined) noteDuplicates(addon, place, taken, faults)
    if (addon === undefined || faults.errors() > before) refused.push(place)
    else addons.push({ path: place, addon })
  }
  return { addons, refused }
}

/** Identifiers, and the display names that projects go by, are those of one addon each. */
function noteDuplicates(
  addon: GivenAddon,
  path: string,
  taken: Map<string, string>,
  faults: AddonFaults,
): void {
  for (const key of [`identifier ${quoted(addon.identifier)}`, `display name ${quoted(addon.displayName)}`]) {
    const other = taken.get(key)
    if (other === undefined) taken.set(key, path)
    else faults.error('ADDON_DUPLICATE', `The ${key} is that of ${other} already; take one of them out`, path)
  }
}
