import { quoted } from '../../rules/quoted.ts'
import { createNameFinder } from '../../../text/nearest-name.ts'
import { labelPrefix } from '../../metadata/metadata-field.ts'
import type { Use } from '../expansion/expansion-reader.ts'
import { offsetIn } from '../source/instruction.ts'
import { isPredefined } from '../stages/platform-arguments.ts'
import type { Setting, StageResult } from '../stages/stage-result.ts'
import { shown } from '../shown.ts'
import type { Lint, LintInput } from './lint-input.ts'
import { everyStep } from './value-lints.ts'

/** The variables that even the vendor leaves unset where it labels with them. */
const mayBeUnset: ReadonlySet<string> = new Set(
  ['CUDA_VERSION', 'GIT_HASH', 'GBN'].map((name) => `ML_RUNTIME_${name}`),
)

/** What is known of names that are used without being set. */
interface Names {
  readonly exported: ReadonlySet<string>
  /** ARGs that were declared, but have neither a default nor a given value. */
  readonly empty: Set<string>
  readonly find: ReturnType<typeof createNameFinder>
  readonly globals: LintInput['tree']['globalOffsets']
}

/** Values that are made from something that is not there. Of what the base may set only what is sure is told. */
export const undefinedVariables: Lint = ({ dockerfile, results, tree, log }) => {
  const exported = exportedNames(dockerfile.instructions)
  const find = createNameFinder()
  for (const result of results) {
    const names: Names = { exported, empty: new Set(), find, globals: tree.globalOffsets }
    for (const setting of result.steps.flatMap(({ settings }) => settings)) {
      if (setting.kind === 'ARG' && !setting.hasValue) names.empty.add(setting.key)
      for (const use of setting.expansion?.uses ?? []) {
        const fault =
          use.state === 'set' || use.hasFallback ? undefined : faultOf(use, setting, names, result)
        if (fault === undefined) continue
        log.add(fault.code, fault.message, offsetIn(setting.instruction, setting.written.value!.at + use.at))
      }
    }
  }
}

interface Doubt {
  readonly code: 'undefinedVariable' | 'argumentNotInStage'
  readonly message: string
}

function faultOf(
  { name, state }: Use,
  setting: Setting,
  names: Names,
  result: StageResult,
): Doubt | undefined {
  // What adds to a variable does not mind that there is none yet.
  if (name === setting.key || mayBeUnset.has(name)) return undefined
  if (names.globals.has(name) && !names.empty.has(name)) {
    const message = `The ARG ${shown(name)} stands before the first FROM, where only FROM sees it; add ARG ${shown(name)} to this stage`
    return { code: 'argumentNotInStage', message }
  }
  const reason = reasonFor(name, state === 'unset', isOfRuntime(setting.key), names, result)
  return reason === undefined ? undefined : { code: 'undefinedVariable', message: reason }
}

/** A sentence; nothing where the variable may well come from the base. */
function reasonFor(
  name: string,
  isUnset: boolean,
  isForRuntime: boolean,
  names: Names,
  { env, base }: StageResult,
): string | undefined {
  if (names.empty.has(name)) {
    const message = `The ARG ${shown(name)} has neither a default nor a given value; build with --build-arg ${shown(name)}=VALUE`
    return isForRuntime ? message : undefined
  }
  if (names.exported.has(name)) {
    return `What a RUN exports ends with that RUN, so ${shown(name)} is not set here; set it by ENV or ARG`
  }
  if (!isUnset && !isOfRuntime(name)) return undefined
  const meant = names.find(name, env)
  if (!isUnset && meant === undefined) return undefined
  const where = base.allowed === undefined ? 'Nothing' : 'Neither this file nor the base'
  const hint = meant === undefined ? 'so it is replaced by nothing; set it before' : `did you mean ${meant}?`
  return `${where} sets ${quoted(name)}, ${hint}`
}

function isOfRuntime(name: string): boolean {
  return name.startsWith('ML_RUNTIME_') || name.startsWith(labelPrefix)
}

/** Variables that images set as a rule, whatever a RUN exports. */
const usual = /^(?:\w*PATH|\w*HOME|LANG|LANGUAGE|LC_\w+|SHELL|TERM|USER|PWD)$/

/** Names that some RUN exports, which has no effect on anything behind it. */
function exportedNames(instructions: LintInput['dockerfile']['instructions']): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { keyword, rest } of instructions) {
    if (keyword !== 'RUN') continue
    for (const match of rest.text.matchAll(/\bexport\s+(?<name>[A-Za-z_]\w*)=/g)) {
      const name = match.groups!['name']!
      if (!usual.test(name)) names.add(name)
    }
  }
  return names
}

export const unusedArguments: Lint = ({ tree, dockerfile, results, given, log }) => {
  const declared = new Map<string, unknown>(tree.globalOffsets)
  for (const { settings } of everyStep(results)) {
    for (const { kind, key } of settings) if (kind === 'ARG') declared.set(key, undefined)
  }
  const find = createNameFinder()
  const first = dockerfile.instructions[0]
  for (const name of Object.keys(given)) {
    if (declared.has(name) || isPredefined(name)) continue
    const meant = find(name, declared)
    const hint = meant === undefined ? `add ARG ${shown(name)}, or leave it away` : `did you mean ${meant}?`
    const message = `No ARG declares the build argument ${quoted(name)}; ${hint}`
    log.add('unusedArgument', message, first === undefined ? undefined : offsetIn(first))
  }
}
