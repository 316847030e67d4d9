import { defineConfig } from 'vitest/config'
import { SkipReporter } from './packages/testkit/src/skip-reporter.ts'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.spec.ts', 'scripts/**/*.spec.ts', 'docs/**/*.spec.ts'],
    reporters: ['default', new SkipReporter()],
    pool: 'threads',
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
