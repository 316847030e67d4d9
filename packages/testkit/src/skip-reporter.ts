import type { Reporter } from 'vitest/reporters'
import { forgetSkipped, readSkipped } from './skipped.ts'

/** Prints as the last lines of a run what was skipped because the machine lacks something. */
export class SkipReporter implements Reporter {
  onInit(): void {
    forgetSkipped()
  }

  onTestRunEnd(): void {
    const sentences = readSkipped()
    // After the summary, which vitest prints when all reporters were told of the end.
    process.once('exit', () => {
      for (const sentence of sentences) process.stdout.write(`Skipped: ${sentence}\n`)
    })
  }
}
