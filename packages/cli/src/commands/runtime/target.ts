import type { Command } from 'commander'

/** Flags of commands that read an image. */
export interface TargetOptions {
  credential?: string
  deep?: boolean
  platform?: string
}

export function targetFlags(command: Command): Command {
  return command
    .argument('<reference>', 'the image: host/repository:tag, or with a digest')
    .option('--credential <name>', 'credential to read it with (default: the one that fits best)')
    .option('--deep', 'look at the content of the layers too')
    .option('--platform <name>', 'the one platform to look at (default: all; linux/amd64 must be there)')
}

/** What of the flags goes into the request. */
export function targetBody(reference: string, { credential, deep, platform }: TargetOptions) {
  return { reference, credential, deep, platform }
}
