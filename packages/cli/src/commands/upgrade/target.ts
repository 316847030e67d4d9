import type { Command } from 'commander'
import { UsageError } from '../../usage-error.ts'

/** What an upgrade is to lead to, and what it may change. */
export interface TargetOptions {
  to?: string
  runtime?: string
  lockComponents?: boolean
  majorOs?: boolean
}

/** Flags of both commands: the image or the release, and what may change on the way. */
export function targetFlags(command: Command): Command {
  return command
    .option('--to <image>', 'the id of one image')
    .option('--runtime <version>', 'a release of the runtime: 7.2.18')
    .option('--lock-components', 'change the operating system only')
    .option('--major-os', 'allow another major operating system')
}

/** The target as the API takes it. Throws `UsageError` where both an image and a release are named. */
export function targetOf({ to, runtime, lockComponents, majorOs }: TargetOptions): {
  image?: string
  runtime?: string
  lockComponents?: boolean
  majorOs?: boolean
} {
  if (to !== undefined && runtime !== undefined) {
    const message = '--to and --runtime cannot be given together'
    throw new UsageError('USAGE', message, 'An image has its runtime: give one of them.')
  }
  return { image: to, runtime, lockComponents, majorOs }
}
