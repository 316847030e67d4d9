import type { RuntimeRequest } from '@ingot/contract'
import { parseKernel, type Kernel } from './kernel.ts'
import { parseVersionGoal, type VersionGoal } from './version-goal.ts'

/** The fields that make a runtime what it is to a project, in the order of the start form. */
export const tupleFields = ['editor', 'kernel', 'edition'] as const
export type TupleField = (typeof tupleFields)[number]

/** What is looked for. An absent side is open. */
export interface PickGoal {
  readonly editor: string | undefined
  readonly kernel: Kernel | undefined
  readonly edition: string | undefined
  readonly version: VersionGoal | undefined
}

/** What a request asks for, made comparable. */
export function goalOf({ editor, kernel, edition, version }: RuntimeRequest): PickGoal {
  return {
    editor,
    kernel: kernel === undefined ? undefined : parseKernel(kernel),
    edition,
    version: version === undefined ? undefined : parseVersionGoal(version),
  }
}

/** What is looked for in one field, as a text. */
export function wantedIn(goal: PickGoal, field: TupleField): string | undefined {
  return field === 'kernel' ? goal.kernel?.text : goal[field]
}
