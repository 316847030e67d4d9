import { copyParts } from '../source/copy-parts.ts'
import type { EvaluationContext } from './evaluation-context.ts'
import type { BaseFacts } from './base-facts.ts'
import type { Expansion, Lookup } from '../expansion/expansion-reader.ts'
import { offsetIn, type Instruction, type Word } from '../source/instruction.ts'
import { joinPath } from './join-path.ts'
import { dockerfileLimits } from '../limits.ts'
import { readArguments, readPairs, type Pair } from '../source/read-pairs.ts'
import { plainVariable } from './read-globals.ts'
import type { Setting, StageResult, Step } from './stage-result.ts'
import type { Stage, StageTree } from './stage.ts'
import { defaultsIn, expandWord, type Variable } from '../expansion/variable.ts'

type State = Pick<StageResult, 'env' | 'labels' | 'arguments' | 'user' | 'folder'>

/** Carries out the instructions of one stage, one after the other. */
export interface StageRun {
  step(instruction: Instruction): Step
  /** What the stage is by now. */
  state(): State
}

interface RunContext extends EvaluationContext {
  readonly base: BaseFacts
  readonly tree: StageTree
}

interface Run {
  readonly context: RunContext
  readonly env: Map<string, Variable>
  readonly labels: Map<string, Variable>
  readonly declared: Map<string, Variable>
  readonly lookup: Lookup
  user: string | undefined
  folder: string | undefined
}

/** A run that begins with what the stage begins from. */
export function createStageRun(stage: Stage, start: State, context: RunContext): StageRun {
  const env = new Map(start.env)
  const declared = new Map(start.arguments)
  const run: Run = {
    context,
    env,
    declared,
    labels: new Map(start.labels),
    // ENV wins over ARG (Dockerfile reference, Using ARG variables).
    lookup: (name) => env.get(name) ?? declared.get(name) ?? inBase(name, context.base),
    user: start.user,
    folder: start.folder,
  }
  return {
    step: (instruction) => carryOut(run, stage, instruction),
    state: () => ({ env, labels: run.labels, arguments: declared, user: run.user, folder: run.folder }),
  }
}

/** What is known of a variable that the file does not set; of one that the base may have, its name may tell it. */
function inBase(name: string, { kind, allowed, byName }: BaseFacts): ReturnType<Lookup> {
  if (kind === 'scratch' || allowed !== undefined) return 'unset'
  if (Object.hasOwn(byName.env, name)) return { text: byName.env[name]! }
  const isOfRuntime = name.startsWith('ML_RUNTIME_')
  return isOfRuntime && (kind === 'system' || kind === 'engine') ? 'unset' : 'unknown'
}

function carryOut(run: Run, stage: Stage, instruction: Instruction): Step {
  const { user, folder } = run
  const settings = settingsOf(run, instruction)
  if (instruction.keyword === 'USER') run.user = expandedRest(run, instruction) ?? run.user
  else if (instruction.keyword === 'WORKDIR') {
    const path = expandedRest(run, instruction)
    run.folder = path === undefined ? undefined : joinPath(run.folder, path)
  }
  return { instruction, stage, settings, user, folder, destination: destinationOf(run, instruction) }
}

function settingsOf(run: Run, instruction: Instruction): Setting[] {
  const { escape, log } = run.context.expander
  if (instruction.keyword === 'ARG') {
    const pairs = affordable(run, instruction, readArguments(instruction, escape, log))
    return pairs.map((pair) => declare(run, instruction, pair))
  }
  if (instruction.keyword !== 'ENV' && instruction.keyword !== 'LABEL') return []
  const target = instruction.keyword === 'ENV' ? run.env : run.labels
  // All of one instruction is expanded with the values from before it.
  const pairs = affordable(run, instruction, readPairs(instruction, escape, log))
  const settings = pairs.map((pair) => settingOf(run, instruction, pair))
  for (const setting of settings) target.set(setting.key, setting)
  return settings
}

function affordable(run: Run, instruction: Instruction, pairs: readonly Pair[]): readonly Pair[] {
  const { budget, log } = run.context.expander
  const taken = pairs.slice(0, budget.settings)
  budget.settings -= taken.length
  if (taken.length < pairs.length) {
    const message = `The file sets more than ${dockerfileLimits.settings} names; what follows is not looked at`
    log.add('tooManySettings', message, offsetIn(instruction))
  }
  return taken
}

function settingOf(run: Run, instruction: Instruction, pair: Pair): Setting {
  const { expander } = run.context
  const { key, value } = pair
  const expansion = value === undefined ? undefined : expandWord(expander, instruction, value, run.lookup)
  return {
    kind: instruction.keyword === 'ENV' ? 'ENV' : 'LABEL',
    key: expandWord(expander, instruction, key, run.lookup)?.text ?? key.text,
    instruction,
    written: pair,
    hasValue: true,
    expansion,
    ...valueOf(run, expansion),
  }
}

/** A value that cannot be expanded is as good as one that is not known: the fault is told already. */
function valueOf(run: Run, expansion: Expansion | undefined): Variable {
  if (expansion === undefined) return { text: '', isUncertain: true, defaults: [] }
  const { text, isUncertain } = expansion
  const known = (name: string): Variable | undefined => run.env.get(name) ?? run.declared.get(name)
  const usesUncertain = expansion.uses.some(({ name }) => known(name)?.isUncertain === true)
  return { text, isUncertain: isUncertain || usesUncertain, defaults: defaultsIn(expansion, known) }
}

/** Declares an ARG: the value that is given, else its default, else what stands before the first FROM. */
function declare(run: Run, instruction: Instruction, pair: Pair): Setting {
  const { given, tree, expander } = run.context
  const { key, value } = pair
  const isGiven = Object.hasOwn(given, key.text)
  const expansion =
    isGiven || value === undefined ? undefined : expandWord(expander, instruction, value, run.lookup)
  const variable = isGiven
    ? plainVariable(given[key.text]!)
    : value === undefined
      ? tree.globals.get(key.text)
      : defaultOf(instruction, key, valueOf(run, expansion))
  if (variable !== undefined) run.declared.set(key.text, variable)
  return {
    kind: 'ARG',
    key: key.text,
    instruction,
    written: pair,
    hasValue: variable !== undefined,
    expansion,
    ...(variable ?? plainVariable('')),
  }
}

function defaultOf(instruction: Instruction, key: Word, variable: Variable): Variable {
  const own = { name: key.text, text: variable.text, offset: offsetIn(instruction, key.at) }
  return { ...variable, defaults: [own, ...variable.defaults] }
}

function expandedRest(run: Run, instruction: Instruction): string | undefined {
  const { rest } = instruction
  const expansion = expandWord(run.context.expander, instruction, rest, run.lookup)
  return expansion === undefined || expansion.isUncertain ? undefined : expansion.text
}

function destinationOf(run: Run, instruction: Instruction): string | undefined {
  const word = copyParts(instruction)?.destination
  if (word === undefined) return undefined
  const expansion = expandWord(run.context.expander, instruction, word, run.lookup)
  if (expansion === undefined || expansion.isUncertain) return undefined
  return joinPath(run.folder, expansion.text)
}
