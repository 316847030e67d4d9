import { type FaultList, quote } from './fault-list.ts'
import type { AttributeLine, HeaderLine, Line } from './line.ts'
import { nearestName } from '../../text/nearest-name.ts'
import { maximumRank, sectionKinds } from './section-kind.ts'
import type { Section } from './section-tree.ts'

interface Growing extends Section {
  readonly attributes: AttributeLine[]
  readonly sections: Growing[]
}

/** The tree so far: its first rank, the sections that are open from the outermost on, and the last cluster. */
interface Tree {
  readonly top: Growing[]
  readonly open: Growing[]
  cluster?: Growing
}

/** Puts the lines of a template into the tree of its sections. A section belongs to the nearest lower rank above it. */
export function buildTree(lines: readonly Line[], faults: FaultList): Section[] {
  const tree: Tree = { top: [], open: [] }
  for (const line of lines) {
    if (line.type === 'header') openSection(line, tree, faults)
    else if (line.type === 'attribute') addAttribute(line, tree.open.at(-1), faults)
  }
  return tree.top
}

function openSection(header: HeaderLine, tree: Tree, faults: FaultList): void {
  const { top, open } = tree
  while ((open.at(-1)?.header.rank ?? 0) >= header.rank) open.pop()
  const parent = parentOf(header, tree)
  const placed = (parent?.placed ?? true) && checkHeader(header, parent, faults)
  const section = {
    header,
    attributes: [],
    sections: [],
    placed,
    ...(parent === undefined ? {} : { parent }),
  }
  if (parent === undefined) top.push(section)
  else parent.sections.push(section)
  if (header.kind === 'cluster' && placed) tree.cluster = section
  open.push(section)
}

/** What stands behind a noderef or an environment of the first rank and is of a cluster belongs to the last cluster. */
function parentOf(header: HeaderLine, { open, cluster }: Tree): Growing | undefined {
  const above = open.at(-1)
  const isBeside = above?.header.rank === 1 && /^(?:noderef|environment)$/.test(above.header.kind)
  const isOfCluster = sectionKinds.get(header.kind)?.parents.includes('cluster') === true
  return isBeside && isOfCluster && cluster !== undefined ? cluster : above
}

/** Whether a section may stand where it stands; what is wrong is reported. */
function checkHeader(header: HeaderLine, parent: Section | undefined, faults: FaultList): boolean {
  const kind = sectionKinds.get(header.kind)
  if (kind === undefined) return reportUnknown(header, faults)
  if (header.rank > maximumRank) {
    const message = `Section ${quote(header.kind)} has ${header.rank} brackets; at most ${maximumRank} are read`
    faults.error('RANK_TOO_DEEP', message, place(header))
    return false
  }
  const parentKind = parent?.header.kind ?? 'file'
  const fits =
    kind.parents.includes(parentKind) && (parent !== undefined || header.rank === 1 || isForm(header))
  if (!fits) return reportMisplaced(header, parent, kind.parents, faults)
  checkRank(header, parent, faults)
  if (kind.named && header.name === '') {
    const message = `Section "${header.kind}" needs a name, for example ${bracket(header.rank, `${header.kind} NAME`)}`
    faults.error('MISSING_NAME', message, place(header))
    return false
  }
  return true
}

function reportUnknown(header: HeaderLine, faults: FaultList): false {
  const near = nearestName(header.kind, sectionKinds.keys())
  const hint =
    near === undefined ? `known are ${[...sectionKinds.keys()].join(', ')}` : `did you mean "${near}"?`
  faults.error('UNKNOWN_SECTION', `No section has the kind ${quote(header.kind)}; ${hint}`, place(header))
  return false
}

function reportMisplaced(
  header: HeaderLine,
  parent: Section | undefined,
  parents: readonly string[],
  faults: FaultList,
): false {
  const inside = parent === undefined ? 'the top of the file' : `section "${parent.header.kind}"`
  const wanted = parents.map((kind) => (kind === 'file' ? 'the top of the file' : `"${kind}"`)).join(' or ')
  const message = `A "${header.kind}" section stands in ${wanted}, this one stands in ${inside}`
  faults.error('MISPLACED_SECTION', `${message}; check the number of brackets`, place(header))
  return false
}

/** Sections of a form and nested data are found by their kind alone, so a skipped rank does no harm there. */
function checkRank(header: HeaderLine, parent: Section | undefined, faults: FaultList): void {
  const expected = (parent?.header.rank ?? 0) + 1
  if (header.rank === expected) return
  const message = `Section ${quote(`${header.kind} ${header.name}`.trim())} has ${header.rank} brackets, expected ${expected}`
  if (isForm(header) || isData(header)) faults.warning('RANK_JUMP', message, place(header))
  else faults.error('RANK_JUMP', message, place(header))
}

function isForm(header: HeaderLine): boolean {
  return header.kind === 'parameters' || header.kind === 'parameter'
}

function isData(header: HeaderLine): boolean {
  return header.kind === 'list' || header.kind === 'record'
}

function addAttribute(line: AttributeLine, section: Growing | undefined, faults: FaultList): void {
  const at = { line: line.line, column: line.column }
  if (section === undefined) {
    const message = `Attribute ${quote(line.key)} stands before the first section; put it below a section such as [cluster NAME]`
    faults.error('ATTRIBUTE_OUTSIDE_SECTION', message, at)
  } else if (isKey(line.key, section.header.kind)) {
    section.attributes.push(line)
  } else {
    const message = `${quote(line.key)} cannot be the key of an attribute`
    const hint = line.key.includes(':')
      ? 'write "." between its parts, or ":=" before an expression'
      : 'correct or remove the line'
    faults.error('INVALID_KEY', `${message}; ${hint}`, at)
  }
}

/** Keys of nested data may be anything; others may have inner blanks (`tags.Business Unit`), but nothing like syntax. */
function isKey(key: string, kind: string): boolean {
  return kind === 'record' || kind === 'list' || /^[^:<>[\];=`|]+$/.test(key)
}

function bracket(rank: number, inner: string): string {
  return '['.repeat(rank) + inner + ']'.repeat(rank)
}

function place(header: HeaderLine): { line: number; column: number } {
  return { line: header.line, column: header.column }
}
