import type { Command } from 'commander'
import { UsageError } from '../../usage-error.ts'

/** What is planned first and done then. */
export interface PlanOptions {
  plan?: boolean
  apply?: boolean
}

export function planFlags(command: Command): Command {
  return command
    .option('--plan', 'show what would happen; change nothing')
    .option('--apply', 'do it; refused where --expect names another revision than that of now')
}

/** Whether only the plan is wanted. Throws `UsageError` where neither or both are. */
export function isPlan({ plan, apply }: PlanOptions): boolean {
  if ((plan === true) !== (apply === true)) return plan === true
  const got = plan === true ? 'both' : 'neither'
  throw new UsageError('USAGE', `Expected --plan or --apply, got ${got}`, 'Look at the plan first: --plan.')
}
