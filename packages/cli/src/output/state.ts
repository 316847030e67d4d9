import type { LifecycleState } from '@ingot/contract'
import type { Paint } from './paint.ts'

/** A lifecycle state in the colour of what it does to a resolution. */
export function paintState(state: LifecycleState, paint: Paint): string {
  if (state === 'active') return paint.good(state)
  return state === 'disabled' || state === 'revoked' ? paint.bad(state) : paint.doubtful(state)
}
