import type { LifecycleState, Stage } from '@ingot/contract'
import type { PreparedImage } from '../prepare.ts'
import type { DropCode, Rule } from '../rule.ts'

/** What the stages of an image are read from. */
type Staged = Pick<PreparedImage, 'image' | 'stageTimes'>

const drops: Record<LifecycleState, DropCode | undefined> = {
  preview: 'IMAGE_PREVIEW',
  active: undefined,
  deprecated: undefined,
  disabled: 'IMAGE_DISABLED',
  revoked: 'IMAGE_REVOKED',
}

/** Drops what is disabled or revoked, and a preview unless that very image was asked for. */
export const lifecycleRule: Rule = {
  name: 'lifecycle',
  drop(candidate, context) {
    const code = drops[stateOf(candidate, context.at)]
    return code === 'IMAGE_PREVIEW' && context.isPinned ? undefined : code
  },
  explain(candidate, context) {
    return { message: describeStage(candidate, context.at), evidence: evidenceOfStage(candidate, context.at) }
  },
  change(candidate, context, code) {
    if (code === 'IMAGE_PREVIEW')
      return `Ask for version ${candidate.image.version} literally, or activate it`
    const stage = stageOf(candidate, context.at)
    const replacement = stage?.replacement === undefined ? '' : `Use "${stage.replacement}" instead, or `
    const change = `${replacement}give it another lifecycle stage`
    return change[0]!.toUpperCase() + change.slice(1)
  },
}

/** The stage that a prepared image is in at a moment (ms since the epoch); see `stageAt`. */
function stageOf(candidate: Staged, at: number): Stage | undefined {
  for (let index = candidate.stageTimes.length - 1; index >= 0; index--) {
    if (candidate.stageTimes[index]! <= at) return candidate.image.stages[index]
  }
  return undefined
}

/** What the stage of an image at a moment says to use instead, if anything. */
export function replacementOf(candidate: Staged, at: number): string | undefined {
  return stageOf(candidate, at)?.replacement
}

/** The lifecycle state of a prepared image at a moment (ms since the epoch). */
export function stateOf(candidate: Staged, at: number): LifecycleState {
  return stageOf(candidate, at)?.state ?? 'active'
}

/** The stage of an image in words: `It has been deprecated since 2024-06-30: end of life; use "x" instead`. */
export function describeStage(candidate: Staged, at: number, subject = 'It'): string {
  const stage = stageOf(candidate, at)
  if (stage === undefined) return `${subject} is active`
  const state = stage.state === 'preview' ? 'in preview' : stage.state
  const reason = stage.reason === undefined ? '' : `: ${stage.reason}`
  const replacement = stage.replacement === undefined ? '' : `; use "${stage.replacement}" instead`
  return `${subject} has been ${state} since ${describeMoment(stage.from)}${reason}${replacement}`
}

/** The stage of an image as evidence: its state, since when, why, and what to use instead. */
export function evidenceOfStage(candidate: Staged, at: number): Record<string, string> {
  const stage = stageOf(candidate, at)
  if (stage === undefined) return { state: 'active' }
  const evidence: Record<string, string> = { state: stage.state, from: stage.from }
  if (stage.reason !== undefined) evidence['reason'] = stage.reason
  if (stage.replacement !== undefined) evidence['replacement'] = stage.replacement
  return evidence
}

/** A moment without what says nothing: midnight is the day. */
function describeMoment(moment: string): string {
  return moment.replace(/T00:00:00(?:\.0+)?(?:Z|\+00:00)$/i, '')
}
