import type { BaseFacts } from './base-facts.ts'
import type { EvaluationContext } from './evaluation-context.ts'
import type { Instruction } from '../source/instruction.ts'
import { plainVariable } from './read-globals.ts'
import { createStageRun, type StageRun } from './stage-run.ts'
import type { StageResult } from './stage-result.ts'
import type { Stage, StageTree } from './stage.ts'
import type { Variable } from '../expansion/variable.ts'

/** Carries out ENV, LABEL, ARG, USER and WORKDIR of every stage, in the order of the file. Nothing is run. */
export function evaluateStages(tree: StageTree, context: EvaluationContext): StageResult[] {
  const results: StageResult[] = []
  for (const stage of tree.stages) {
    const parent = stage.parent === undefined ? undefined : results[stage.parent.index]
    results.push(evaluateStage(stage, parent, tree, context))
  }
  return results
}

function evaluateStage(
  stage: Stage,
  parent: StageResult | undefined,
  tree: StageTree,
  context: EvaluationContext,
): StageResult {
  const base = parent?.base ?? context.findBase(stage.image, stage.platform ?? context.platform)
  const run = createStageRun(stage, startOf(base, parent), { base, tree, ...context })
  const steps = [...(parent?.triggers ?? []), ...stage.instructions].map((instruction) =>
    run.step(instruction),
  )
  return { stage, base, ...run.state(), steps, triggers: triggersOf(stage) }
}

function triggersOf({ instructions }: Stage): Instruction[] {
  return instructions.flatMap(({ trigger }) => trigger ?? [])
}

function startOf(base: BaseFacts, parent: StageResult | undefined): ReturnType<StageRun['state']> {
  if (parent !== undefined) return parent
  const { labels = {}, env = {} } = base.allowed?.snapshot ?? {}
  return {
    env: variablesOf(env),
    labels: variablesOf(labels),
    arguments: new Map(),
    user: undefined,
    folder: base.kind === 'scratch' ? '/' : undefined,
  }
}

function variablesOf(values: Readonly<Record<string, string>>): Map<string, Variable> {
  return new Map(Object.entries(values).map(([name, text]) => [name, plainVariable(text)]))
}
