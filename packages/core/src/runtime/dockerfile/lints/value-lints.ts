import { describeList } from '../../../resolve/describe.ts'
import { quoted } from '../../rules/quoted.ts'
import { labelPrefix, metadataField } from '../../metadata/metadata-field.ts'
import { isPlaceholder } from '../../rules/placeholder.ts'
import { expand } from '../expansion/expand.ts'
import type { Lookup } from '../expansion/expansion-reader.ts'
import { ExpansionFault } from '../expansion/expansion-fault.ts'
import { offsetIn } from '../source/instruction.ts'
import type { ArgumentDefault } from '../expansion/variable.ts'
import type { Setting, Step } from '../stages/stage-result.ts'
import { shown } from '../shown.ts'
import type { Lint, LintInput } from './lint-input.ts'

/** `ENV A=1 B=$A` gives B the A from before: only told where that makes a difference. */
export const sameInstructionVariables: Lint = ({ results, expander, log }) => {
  for (const { settings } of everyStep(results)) {
    const set = new Map(settings.filter(({ kind }) => kind === 'ENV').map((one) => [one.key, one.text]))
    if (set.size < 2) continue
    for (const setting of settings) {
      const name = setting.expansion?.uses.find((use) => use.name !== setting.key && set.has(use.name))?.name
      if (name === undefined || isSameWith(setting, set, expander)) continue
      const message = `${shown(setting.key)} gets the value that ${shown(name)} had before this ENV; move it to an ENV of its own behind it`
      log.add('sameInstructionVariable', message, offsetIn(setting.instruction, setting.written.key.at))
    }
  }
}

/** Whether a value would be the same if it were expanded with what its own instruction sets. */
function isSameWith(
  { key, text, written, expansion }: Setting,
  set: ReadonlyMap<string, string>,
  { escape, budget }: LintInput['expander'],
): boolean {
  const before = new Map(expansion?.uses.map((use) => [use.name, use]))
  const lookup: Lookup = (name) => {
    const own = name === key ? undefined : set.get(name)
    const { state = 'unset', value } = before.get(name) ?? {}
    return own === undefined && value === undefined && state !== 'set' ? state : { text: own ?? value ?? '' }
  }
  try {
    return expand(written.value?.text ?? '', escape, lookup, budget).text === text
  } catch (error) {
    if (error instanceof ExpansionFault) return true
    throw error
  }
}

export const duplicateKeys: Lint = ({ results, log }) => {
  for (const { settings } of everyStep(results)) {
    const seen = new Set<string>()
    for (const { kind, key, instruction, written } of settings) {
      if (seen.has(key)) {
        const message = `This ${kind} sets ${quoted(key)} before already, and the last value counts; leave one`
        log.add('duplicateKey', message, offsetIn(instruction, written.key.at))
      }
      seen.add(key)
    }
  }
}

/** `ENV A 1 B=2` sets A to `1 B=2`. Only told of names of a runtime, since `-Dname=value` is common in values. */
export const pairsInOldForm: Lint = ({ results, log }) => {
  for (const { settings } of everyStep(results)) {
    for (const { key, written, instruction } of settings) {
      if (written.isOld !== true || !ofRuntime.test(written.value?.text ?? '')) continue
      const message = `${shown(key)} takes all that follows as its value, since no "=" stands behind it; write ${shown(key)}=VALUE`
      log.add('pairsInOldForm', message, offsetIn(instruction, written.key.at))
    }
  }
}

const ofRuntime = /\s(?:ML_RUNTIME_\w+|com\.cloudera\.ml\.runtime\.[\w-]+)=/

/** Builders do not agree on which of the two wins. */
export const argumentsHiddenByEnv: Lint = ({ results, log }) => {
  for (const { stage, steps, base } of results) {
    const parent = stage.parent === undefined ? undefined : results[stage.parent.index]
    const set = new Set(parent?.env.keys() ?? Object.keys(base.allowed?.snapshot.env ?? base.byName.env))
    for (const { kind, key, hasValue, instruction, written } of steps.flatMap(({ settings }) => settings)) {
      if (kind === 'ENV') set.add(key)
      if (kind !== 'ARG' || !hasValue || !set.has(key)) continue
      const message = `${quoted(key)} is an environment variable already, which wins over an ARG of this name, though not with every builder; give the ARG another name`
      log.add('argumentHiddenByEnv', message, offsetIn(instruction, written.key.at))
    }
  }
}

const descriptionLabel = metadataField('description').label

/** Told at the ARG, since that is where to mend it. */
export const argumentPlaceholders: Lint = ({ target, log }) => {
  const reached = new Map<ArgumentDefault, string[]>()
  for (const [label, variable] of target.labels) {
    if (!label.startsWith(labelPrefix)) continue
    for (const one of variable.defaults) {
      // In a description such a word may well be meant.
      if (!isPlaceholder(one.text) || (label === descriptionLabel && variable.text !== one.text)) continue
      const labels = reached.get(one)
      if (labels === undefined) reached.set(one, [shown(label)])
      else labels.push(shown(label))
    }
  }
  for (const [{ name, text, offset }, labels] of reached) {
    const message = `The default ${quoted(text)} of ${shown(name)} reaches ${describeList(labels, 'and')}; build with --build-arg ${shown(name)}=VALUE, or make that default a real one`
    log.add('argumentPlaceholder', message, offset)
  }
}

/** The steps of all stages. */
export function* everyStep(results: LintInput['results']): Generator<Step> {
  for (const { steps } of results) yield* steps
}
