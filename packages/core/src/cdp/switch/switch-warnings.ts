import type { Image, Warning } from '@ingot/contract'
import { stateAt } from '../../image/lifecycle.ts'
import { describeLifecycle } from '../upgrade/lifecycle-drop.ts'

/** What is to be known of the image that a consumer would be on: its lifecycle, and that its source is gone. */
export function switchWarnings(image: Image, at: Date): Warning[] {
  return [...lifecycleWarnings(image, at), ...sourceWarnings(image)]
}

/** That nothing would change. */
export function alreadyThere(catalog: string): Warning {
  return { code: 'ALREADY_THERE', message: `It is on catalog "${catalog}" already, so nothing changes` }
}

function lifecycleWarnings(image: Image, at: Date): Warning[] {
  const state = stateAt(image, at)
  if (state === 'active') return []
  return [{ code: `IMAGE_${state.toUpperCase()}`, message: describeLifecycle(image, at) }]
}

function sourceWarnings({ id, derived, cloudbreak }: Image): Warning[] {
  if (derived === undefined || cloudbreak !== undefined) return []
  const { source } = derived
  const message = `The source ${source.id} of image ${id} is gone from catalog "${source.catalog}", so no upgrade can be found for it`
  return [{ code: 'SOURCE_MISSING', message }]
}
