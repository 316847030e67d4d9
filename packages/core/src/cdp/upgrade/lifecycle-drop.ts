import type { Image, LifecycleState } from '@ingot/contract'
import { stateAt } from '../../image/lifecycle.ts'
import { describeStage } from '../../resolve/rules/lifecycle-rule.ts'
import { drop, type Drop, type UpgradeDropCode } from './drop.ts'

const codes: Record<LifecycleState, UpgradeDropCode | undefined> = {
  preview: 'IMAGE_PREVIEW',
  active: undefined,
  deprecated: undefined,
  disabled: 'IMAGE_DISABLED',
  revoked: 'IMAGE_REVOKED',
}

/**
 * Why the lifecycle of an image keeps it from being started: its source withdrew it, it is disabled or revoked, or it
 * is a preview and was not asked for by its id.
 */
export function lifecycleDrop(image: Image, isAskedFor: boolean, at: Date): Drop | undefined {
  if (image.withdrawn !== undefined) {
    return drop('WITHDRAWN', () => `The source of the catalog no longer lists it since ${image.withdrawn}`)
  }
  if (image.stages.length === 0) return undefined
  const code = codes[stateAt(image, at)]
  if (code === undefined || (code === 'IMAGE_PREVIEW' && isAskedFor)) return undefined
  return drop(code, () => describeLifecycle(image, at))
}

/** The stage of an image in words: `It has been disabled since 2026-01-01: it leaks`. */
export function describeLifecycle(image: Image, at: Date): string {
  const stageTimes = image.stages.map(({ from }) => Date.parse(from))
  return describeStage({ image, stageTimes }, at.getTime())
}
