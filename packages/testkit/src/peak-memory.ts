import { existsSync, readFileSync } from 'node:fs'

const status = '/proc/self/status'

/**
 * The most bytes of memory that this process had resident at any time. Linux counts what the process had that started
 * it into `process.resourceUsage()`, so there it is asked for what is told of this one alone.
 */
export function peakMemory(): number {
  const kibibytes = existsSync(status)
    ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1]
    : undefined
  return 1024 * Number(kibibytes ?? process.resourceUsage().maxRSS)
}
