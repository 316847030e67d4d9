import type { Fault, RuntimeRequest } from '@ingot/contract'
import { pointer } from '../../json/json-pointer.ts'
import { suggest } from '../../resolve/suggest.ts'
import { quoted } from '../rules/quoted.ts'
import { collectAmpFaults, type AmpFaults } from './amp-faults.ts'
import { readAlternative } from './read-alternative.ts'
import { readEngines, type AmpEngine } from './read-engines.ts'
import { readYaml } from './read-yaml.ts'
import { createYamlTree, type YamlMember, type YamlTree } from './yaml-tree.ts'

/** What an AMP project file says of runtimes. */
interface ParsedAmp {
  /** Its alternatives, in their order; one that has an error is left out. */
  readonly requests: readonly RuntimeRequest[]
  /** The legacy engines that it names, which are no runtimes. */
  readonly engines: readonly AmpEngine[]
  readonly faults: readonly Fault[]
}

/** So many alternatives may a file have. */
const MOST_ALTERNATIVES = 100

/**
 * Reads which runtimes an AMP (`.project-metadata.yaml`) asks for: its `runtimes`, alternatives of editor, kernel,
 * edition, version and addons. Everything else in the file is for others to read. Never throws; every fault has line
 * and column.
 */
export function parseAmp(text: string, file: string): ParsedAmp {
  const faults = collectAmpFaults(file)
  const document = readYaml(text, faults)
  const read = document === undefined ? nothing : readProject(createYamlTree(document, faults), faults)
  return { ...read, faults: faults.place(text) }
}

/** Of a project file only these are read; it may have what else it likes. */
const bounds = { most: 1000, isOurs: (name: string) => name === 'runtimes' || name === 'engine_images' }

const nothing = { requests: [], engines: [] }

function readProject(tree: YamlTree, faults: AmpFaults): Omit<ParsedAmp, 'faults'> {
  const { content, offset } = tree.root
  if (content.kind !== 'map') {
    faults.error('NOT_AN_AMP', 'Expected a map with a list "runtimes", as AMP project files are', offset, '')
    return nothing
  }
  const members = tree.membersOf(content.members, '', bounds)
  const runtimes = members.find(({ name }) => name === 'runtimes')
  const engines = members.find(({ name }) => name === 'engine_images')
  if (runtimes === undefined) noteMissing(members, offset, faults)
  return {
    requests: runtimes === undefined ? [] : readRuntimes(runtimes, tree, faults),
    engines: engines === undefined ? [] : readEngines(engines, tree, faults),
  }
}

function readRuntimes({ value, offset }: YamlMember, tree: YamlTree, faults: AmpFaults): RuntimeRequest[] {
  if (value.content.kind !== 'list') {
    const message = 'Expected a list of alternatives, each beginning with "- editor: …"'
    faults.error('RUNTIMES_TYPE', message, value.offset, '/runtimes')
    return []
  }
  const { items } = value.content
  if (items.length === 0) {
    faults.note(
      'warning',
      'RUNTIMES_MISSING',
      'The list of runtimes is empty, so none is asked for',
      offset,
      '/runtimes',
    )
  }
  if (items.length > MOST_ALTERNATIVES) {
    const message = `There are ${items.length} alternatives, but at most ${MOST_ALTERNATIVES} are read`
    faults.error('TOO_MANY_ITEMS', message, offset, '/runtimes')
  }
  return items.slice(0, MOST_ALTERNATIVES).flatMap((item, index) => {
    const path = pointer('/runtimes', index)
    return readAlternative(tree.valueOf(item, path), path, tree, faults) ?? []
  })
}

function noteMissing(members: readonly YamlMember[], offset: number, faults: AmpFaults): void {
  const [near] = suggest(
    'runtimes',
    members.map(({ name }) => name),
  )
  const hint = near === undefined ? '' : `; is ${quoted(near)} meant to be "runtimes"?`
  const isLegacy = members.some(({ name }) => name === 'engine_images')
  const why = isLegacy
    ? 'The file asks for legacy engines only, not for runtimes'
    : 'The file asks for no runtimes'
  faults.note('warning', 'RUNTIMES_MISSING', `${why}${hint}`, offset, '')
}
