import type { LifecycleState } from '@ingot/contract'
import type { ImageSource } from '../../image/source.ts'
import { prepare } from '../../resolve/prepare.ts'
import { describeStage, stateOf } from '../../resolve/rules/lifecycle-rule.ts'

/** What the catalogs know of an image that a template names. */
export interface KnownImage {
  readonly state: LifecycleState
  /** The state in words: since when, why, and what to use instead. */
  readonly message: string
}

/** The state of the newest image that a name or a provider's reference means; `undefined` when none is known. */
export function imageState(source: ImageSource, name: string, at: Date): KnownImage | undefined {
  const named = source.named(name)
  const { images } = prepare(
    named.length > 0 ? named : source.withReference(name),
    source.catalogs,
    source.driftPolicy,
  )
  const newest = images.find(({ image }) => image.excludeFromLatest !== true) ?? images[0]
  if (newest === undefined) return undefined
  const moment = at.getTime()
  return { state: stateOf(newest, moment), message: describeStage(newest, moment) }
}
