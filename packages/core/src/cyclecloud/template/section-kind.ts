/** What a section of some kind is: where it may stand and whether it needs a name. */
export interface SectionKind {
  /** Kinds of the sections that it may stand in; `file` is the top. */
  readonly parents: readonly string[]
  readonly named: boolean
}

const inNode = { parents: ['node', 'nodearray'], named: false }
const inForm = ['file', 'parameters', 'parameter', 'cluster']
const holders = [
  'cluster',
  'node',
  'nodearray',
  'configuration',
  'cluster-init',
  'volume',
  'network-interface',
  'input-endpoint',
  'autoscaler',
  'parameters',
  'parameter',
  'environment',
  'noderef',
  'list',
  'record',
]

/**
 * Every kind of section by its name in lower case (CycleCloud docs, Cluster template reference; for `autoscaler` the
 * readme of the HPC Pack autoscaler). Sections of a form nest to any depth; `list` and `record` write nested data into
 * the section that they stand in.
 */
export const sectionKinds: ReadonlyMap<string, SectionKind> = new Map<string, SectionKind>([
  ['cluster', { parents: ['file'], named: false }],
  ['node', { parents: ['cluster'], named: true }],
  ['nodearray', { parents: ['cluster'], named: true }],
  ['configuration', inNode],
  ['cluster-init', inNode],
  ['volume', inNode],
  ['network-interface', inNode],
  ['input-endpoint', inNode],
  ['autoscaler', inNode],
  ['parameters', { parents: inForm, named: false }],
  ['parameter', { parents: inForm, named: true }],
  ['environment', { parents: ['file', 'cluster'], named: true }],
  ['noderef', { parents: ['file', 'cluster'], named: true }],
  ['list', { parents: holders, named: true }],
  ['record', { parents: holders, named: true }],
])

/** The deepest nesting that is read. Real templates use four. */
export const maximumRank = 16
