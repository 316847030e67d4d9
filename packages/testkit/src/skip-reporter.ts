import type { Reporter, TestModule } from 'vitest/node'
import { forgetSkipped, readSkipped } from './skipped.ts'

/** Prints as the last lines of a run what was skipped because the machine lacks something, and the plain count. */
export class SkipReporter implements Reporter {
  onInit(): void {
    forgetSkipped()
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const sentences = readSkipped()
    const count = countTests(modules)
    // After the summary, which vitest prints when all reporters were told of the end.
    process.once('exit', () => {
      for (const sentence of sentences) process.stdout.write(`Skipped: ${sentence}\n`)
      process.stdout.write(`${count}\n`)
    })
  }
}

/** `12 passed, 0 failed, 1 skipped`, in which a file that cannot be loaded counts as a failure. */
function countTests(modules: readonly TestModule[]): string {
  const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 }
  for (const module of modules) {
    counts.failed += module.errors().length
    for (const test of module.children.allTests()) counts[test.result().state] += 1
  }
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped + counts.pending} skipped`
}
