import type { AllowedBase, Fault, Finding, RuntimeIdentity } from '@ingot/contract'
import { describeList } from '../../resolve/describe.ts'
import { quoted } from '../rules/quoted.ts'
import { nearestName } from '../../text/nearest-name.ts'
import { createBaseFinder } from './stages/base-facts.ts'
import { checkArguments } from './source/check-arguments.ts'
import { dockerfileFindings } from './dockerfile-findings.ts'
import { evaluateStages } from './stages/evaluate-stages.ts'
import { createExpansionBudget } from './expansion/expansion-reader.ts'
import { createFaultLog, type FaultLog } from './fault-log.ts'
import { dockerfileLimits } from './limits.ts'
import { otherSystem } from './lints/base-lints.ts'
import type { CommandStep, LintInput } from './lints/lint-input.ts'
import { lints } from './lints/lints.ts'
import { planStages } from './stages/plan-stages.ts'
import { platformArguments } from './stages/platform-arguments.ts'
import { readDockerfile } from './source/read-dockerfile.ts'
import { runTexts } from './shell/run-texts.ts'
import { shellCommands } from './shell/shell-commands.ts'
import type { StageResult, Step } from './stages/stage-result.ts'
import { chainOf, type StageTree } from './stages/stage.ts'
import type { Variable } from './expansion/variable.ts'

/** What a build would be told beside the file, and what is known of the images that it may begin from. */
export interface DockerfileOptions {
  /** The stage to build, by name or number; without one the last. */
  readonly target?: string | undefined
  /** Build arguments. */
  readonly args?: Readonly<Record<string, string>> | undefined
  /** Those that are allowed: what a stage inherits from one of them is known. */
  readonly bases?: readonly AllowedBase[] | undefined
}

/** What is to be said of a Dockerfile before anything is built. */
export interface DockerfileLint {
  /** What is wrong with the file, in its order. */
  readonly faults: Fault[]
  /** What is wrong with the runtime that it would build, errors first. */
  readonly findings: Finding[]
  /** The image that the final stage begins from, through all stages between. */
  readonly base?: string
  readonly stages: { name?: string; from: string }[]
  readonly identity: RuntimeIdentity
  /** As the image would have them; `${NAME}` stands in a value where only the base knows what that is. */
  readonly labels: Record<string, string>
  readonly env: Record<string, string>
}

/**
 * Looks at a Dockerfile of a runtime without building it: reads it as builders do, works out the labels and the
 * environment of the stage that is built, and says everything that is wrong at once. Never throws; the time is bounded
 * whatever the text is.
 */
export function lintDockerfile(
  { file, text }: { readonly file: string; readonly text: string },
  options: DockerfileOptions = {},
): DockerfileLint {
  const log = createFaultLog(file, text)
  if (text.length > dockerfileLimits.text) {
    const message = `The file has ${text.length} characters, but a Dockerfile may have ${dockerfileLimits.text}; nothing of it was looked at`
    log.add('fileTooLarge', message)
    return { faults: log.list(), findings: [], stages: [], identity: {}, labels: {}, env: {} }
  }
  const { tree, target, input } = evaluate(text, options, log)
  const metadata = target === undefined ? undefined : dockerfileFindings(target, platformOf(options))
  if (input !== undefined && metadata !== undefined) {
    for (const lint of lints) lint(input)
    otherSystem(input, metadata.effective)
  }
  return {
    faults: log.list(),
    findings: metadata?.findings ?? [],
    ...(target === undefined || target.base.name === '' ? {} : { base: target.base.name }),
    stages: tree.stages.map(({ name, image }) => ({ ...(name === undefined ? {} : { name }), from: image })),
    identity: metadata?.identity ?? {},
    labels: textsOf(target?.labels),
    env: textsOf(target?.env),
  }
}

interface Evaluated {
  readonly tree: StageTree
  /** Not there where no stage is the one to build. */
  readonly target: StageResult | undefined
  readonly input: LintInput | undefined
}

function evaluate(text: string, options: DockerfileOptions, log: FaultLog): Evaluated {
  const given = options.args ?? {}
  const dockerfile = readDockerfile(text, log)
  for (const instruction of dockerfile.instructions) checkArguments(instruction, log)
  const expander = { escape: dockerfile.escape, budget: createExpansionBudget(), log }
  const automatic = platformArguments(given, options.target)
  const tree = planStages(dockerfile.instructions, given, automatic, expander)
  const context = {
    expander,
    given,
    platform: platformOf(options),
    findBase: createBaseFinder(options.bases ?? []),
  }
  const results = evaluateStages(tree, context)
  const target = findTarget(results, options.target, log)
  if (target === undefined) return { tree, target, input: undefined }
  const knowsBases = options.bases !== undefined
  const steps = chainOf(target.stage).flatMap(({ index }) => results[index]!.steps)
  const calls = callsOf(steps)
  return {
    tree,
    target,
    input: { dockerfile, tree, results, target, steps, calls, expander, given, knowsBases, log },
  }
}

/** The commands of every step, up to a limit for all of them. */
function callsOf(steps: readonly Step[]): CommandStep[] {
  let left: number = dockerfileLimits.commands
  return steps.map((step) => {
    const commands = runTexts(step.instruction).flatMap((text) => shellCommands(text, left))
    left = Math.max(left - commands.length, 0)
    return { step, commands }
  })
}

/** The platform that is built for, which a build argument may name. */
function platformOf({ args = {} }: DockerfileOptions): string {
  return platformArguments(args, undefined).get('TARGETPLATFORM')!
}

function findTarget(
  results: readonly StageResult[],
  target: string | undefined,
  log: FaultLog,
): StageResult | undefined {
  if (target === undefined || results.length === 0) return results.at(-1)
  const found =
    results.findLast(({ stage: { name } }) => name === target.toLowerCase()) ??
    (/^\d{1,9}$/.test(target) ? results[Number(target)] : undefined)
  if (found !== undefined) return found
  const names = results.flatMap(({ stage: { name } }) => name ?? [])
  const meant = nearestName(target.toLowerCase(), names)
  const hint =
    meant === undefined ? `the stages are ${describeList(names, 'and')}` : `did you mean "${meant}"?`
  log.add('targetNotFound', `No stage is named ${quoted(target)}; ${hint}`)
  return undefined
}

function textsOf(variables: ReadonlyMap<string, Variable> | undefined): Record<string, string> {
  return Object.fromEntries([...(variables ?? [])].map(([name, { text }]) => [name, text]))
}
