import { pointer } from '../../json/json-pointer.ts'
import { describeList } from '../../resolve/describe.ts'
import { quoted } from '../rules/quoted.ts'
import type { AmpFaults } from './amp-faults.ts'
import type { YamlMember, YamlTree, YamlValue } from './yaml-tree.ts'

/** A legacy engine that a project file names: `engine` with the tags `13` and `14`. */
export interface AmpEngine {
  readonly name: string
  readonly tags: readonly string[]
}

/** So many engines, and so many tags of each, are read. */
const MOST_ENGINES = 100

const bounds = { most: 100, isOurs: () => false }

/** Reads `engine_images`, the older way to say what a project starts from. Engines are no runtimes: nothing picks one. */
export function readEngines({ value, offset }: YamlMember, tree: YamlTree, faults: AmpFaults): AmpEngine[] {
  if (value.content.kind !== 'list') return []
  const engines = value.content.items.slice(0, MOST_ENGINES).flatMap((item, index): AmpEngine[] => {
    const path = pointer('/engine_images', index)
    const { content } = tree.valueOf(item, path)
    if (content.kind !== 'map') return []
    const members = tree.membersOf(content.members, path, bounds)
    const name = textsOf(memberOf(members, 'image_name'), tree, path)[0]
    return name === undefined ? [] : [{ name, tags: textsOf(memberOf(members, 'tags'), tree, path) }]
  })
  const named = engines.map(({ name, tags }) =>
    quoted(tags.length === 0 ? name : `${name}:${tags.join(',')}`),
  )
  const message = `Legacy engines are no runtimes and are not looked for: ${describeList(named, 'and')}`
  faults.note('info', 'ENGINE_IMAGES', message, offset, '/engine_images')
  return engines
}

function memberOf(members: readonly YamlMember[], name: string): YamlValue | undefined {
  return members.find((member) => member.name === name)?.value
}

function textsOf(value: YamlValue | undefined, tree: YamlTree, path: string): string[] {
  if (value?.content.kind === 'text') return [value.content.text]
  if (value?.content.kind !== 'list') return []
  return value.content.items
    .slice(0, MOST_ENGINES)
    .map((item) => tree.valueOf(item, path).content)
    .flatMap((content) => (content.kind === 'text' ? [content.text] : []))
}
