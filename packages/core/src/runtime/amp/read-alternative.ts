import type { RuntimeRequest } from '@ingot/contract'
import { pointer } from '../../json/json-pointer.ts'
import { suggest } from '../../resolve/suggest.ts'
import { quoted } from '../rules/quoted.ts'
import type { AmpFaults } from './amp-faults.ts'
import type { YamlMember, YamlTree, YamlValue } from './yaml-tree.ts'

/** The longest text of each field, in UTF-16 units: what a request may have. */
const limits = { editor: 256, kernel: 256, edition: 256, version: 64 } as const
type Field = keyof typeof limits
const fields = Object.keys(limits) as Field[]

const ADDON_LIMIT = 256
const MOST_ADDONS = 64

const bounds = { most: 100, isOurs: () => true }

/** One alternative that is being read: where it stands, and what it says so far. */
interface Draft {
  readonly request: RuntimeRequest
  readonly path: string
}

/** Reads one alternative: `{editor, kernel, edition, version?, addons?}`. `undefined` where it has an error. */
export function readAlternative(
  { content, offset }: YamlValue,
  path: string,
  tree: YamlTree,
  faults: AmpFaults,
): RuntimeRequest | undefined {
  if (content.kind !== 'map') {
    faults.error('ALTERNATIVE_TYPE', 'Expected a map of editor, kernel and edition', offset, path)
    return undefined
  }
  const before = faults.errors()
  const draft: Draft = { request: {}, path }
  for (const member of tree.membersOf(content.members, path, bounds)) readMember(member, draft, tree, faults)
  for (const field of ['editor', 'kernel', 'edition'] as const) {
    if (draft.request[field] !== undefined || faults.errors() > before) continue
    const message = `The alternative does not say its ${field}: where several fit, it is refused`
    faults.note('warning', 'FIELD_MISSING', message, offset, path)
  }
  return faults.errors() > before ? undefined : draft.request
}

function readMember(member: YamlMember, draft: Draft, tree: YamlTree, faults: AmpFaults): void {
  const { name, value, offset } = member
  const field = fields.find((one) => one === name)
  if (field !== undefined) {
    const text = readText(value, field, pointer(draft.path, field), faults)
    if (text !== undefined) draft.request[field] = text
  } else if (name === 'addons') {
    const addons = readAddons(value, draft, tree, faults)
    if (addons !== undefined) draft.request.addons = addons
  } else {
    noteUnknown(name, offset, draft.path, faults)
  }
}

function readText(value: YamlValue, field: Field, path: string, faults: AmpFaults): string | undefined {
  const { content, offset } = value
  if (content.kind === 'nothing' || (content.kind === 'text' && content.text.trim() === '')) {
    faults.note('warning', 'FIELD_EMPTY', `The ${field} says nothing, as if it were not there`, offset, path)
    return undefined
  }
  if (content.kind !== 'text')
    return refuse(`Expected the ${field} as text, but got a ${content.kind}`, value, path, faults)
  const { text } = content
  if (text.length > limits[field]) {
    const message = `Expected a ${field} of at most ${limits[field]} characters, but got ${text.length}: ${quoted(text)}`
    faults.error('FIELD_TOO_LONG', message, offset, path)
    return undefined
  }
  if (field === 'version' && content.isPlain) noteUnquoted(text, offset, path, faults)
  return text
}

/** Readers that take a version for a number make `2022.1` of `2022.10`, which is another version. */
function noteUnquoted(text: string, offset: number, path: string, faults: AmpFaults): void {
  const number = /^\d/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(number) || String(number) === text) return
  const message = `The version ${text} is read as written here, but others take it for the number ${number}: write "${text}" in quotes`
  faults.note('warning', 'VERSION_UNQUOTED', message, offset, path)
}

function readAddons(value: YamlValue, draft: Draft, tree: YamlTree, faults: AmpFaults): string[] | undefined {
  const path = pointer(draft.path, 'addons')
  const { content, offset } = value
  if (content.kind === 'nothing') return undefined
  if (content.kind !== 'list') {
    return refuse('Expected a list of display names of addons, such as ["Spark 3.5.1"]', value, path, faults)
  }
  if (content.items.length > MOST_ADDONS) {
    const message = `Expected at most ${MOST_ADDONS} addons, but got ${content.items.length}`
    faults.error('TOO_MANY_ITEMS', message, offset, path)
    return undefined
  }
  return content.items.flatMap((item, index) => {
    const itemPath = pointer(path, index)
    return readAddon(tree.valueOf(item, itemPath), itemPath, faults) ?? []
  })
}

function readAddon(value: YamlValue, path: string, faults: AmpFaults): string | undefined {
  const { content } = value
  const isName = content.kind === 'text' && content.text.trim() !== '' && content.text.length <= ADDON_LIMIT
  if (isName) return content.text
  const message = `Expected the display name of an addon, of at most ${ADDON_LIMIT} characters`
  return refuse(message, value, path, faults)
}

function refuse(message: string, { offset }: YamlValue, path: string, faults: AmpFaults): undefined {
  faults.error('FIELD_TYPE', message, offset, path)
}

function noteUnknown(name: string, offset: number, path: string, faults: AmpFaults): void {
  const [near] = suggest(name, [...fields, 'addons'])
  const severity = near === undefined ? 'info' : 'warning'
  const hint = near === undefined ? '' : `; did you mean ${quoted(near)}?`
  const message = `The key ${quoted(name)} is none of a runtime and is not looked at${hint}`
  faults.note(severity, 'KEY_UNKNOWN', message, offset, pointer(path, name.slice(0, 100)))
}
