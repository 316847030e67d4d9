import { IngotError } from '@ingot/contract'
import type { Change } from '@ingot/ledger'
import type { Context } from './context.ts'
import { viewOf, type View } from './view.ts'

export interface WriteQuery {
  reason?: string
  dryRun?: boolean
  expect?: number
}

/** What a use case decided on a view: the changes, and what to answer. */
export interface Decision<Answer> {
  changes: readonly Change[]
  answer: Answer
}

export interface Outcome<Answer> {
  answer: Answer
  /** The view after the commit; on a dry run, the view that the plan was made on. */
  view: View
  dryRun: boolean
}

const attempts = 16

/**
 * Decides on the newest snapshot and commits what was decided, on exactly that snapshot. When somebody else committed
 * in between, decides again; but a caller who said which revision to expect is told of the conflict instead.
 */
export async function transact<Answer>(
  context: Context,
  action: string,
  query: WriteQuery,
  decide: (view: View) => Decision<Answer>,
): Promise<Outcome<Answer>> {
  for (let attempt = 1; ; attempt += 1) {
    const view = viewOf(await context.ledger.refresh(), context.now, context.actor)
    requireRevision(view, query.expect)
    const { changes, answer } = decide(view)
    if (query.dryRun === true) return { answer, view, dryRun: true }
    try {
      const snapshot = await context.ledger.commit({
        actor: context.actor.name,
        action,
        reason: query.reason,
        changes,
        expect: view.snapshot.revision,
      })
      return { answer, view: viewOf(snapshot, context.now, context.actor), dryRun: false }
    } catch (error) {
      const isConflict = error instanceof IngotError && error.code === 'REVISION_CONFLICT'
      if (!isConflict || query.expect !== undefined || attempt === attempts) throw error
    }
  }
}

function requireRevision(view: View, expected: number | undefined): void {
  if (expected === undefined || expected === view.snapshot.revision) return
  throw new IngotError(
    'REVISION_CONFLICT',
    `The change was planned at revision ${expected}, but the ledger is at revision ${view.snapshot.revision}`,
  )
}
