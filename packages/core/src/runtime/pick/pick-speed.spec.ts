import type { RuntimeRequest } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { pickRuntime } from './pick-runtime.ts'
import { prepareRuntimes } from './prepare-runtimes.ts'
import { sampleRuntime } from './sample-runtimes.ts'

describe('picking among 10,000 runtimes', () => {
  const editors = Array.from({ length: 5 }, (_, index) => `Editor ${index}`)
  const many = editors.flatMap((editor) =>
    Array.from({ length: 2_000 }, (_, index) =>
      sampleRuntime({
        editor,
        kernel: `Python 3.${index % 20}`,
        edition: `Edition ${index % 10}`,
        shortVersion: `20${10 + (index % 17)}.${index % 12}`,
        maintenanceVersion: index,
      }),
    ),
  )

  it.each<[string, RuntimeRequest, boolean]>([
    [
      'that fits',
      { editor: 'Editor 3', kernel: 'Python 3.7', edition: 'Edition 7', version: '2017.7' },
      false,
    ],
    ['without a version', { editor: 'Editor 3', kernel: 'Python 3.7', edition: 'Edition 7' }, false],
    ['that is open', { kernel: 'Python 3.7' }, false],
    [
      'that nothing fits',
      { editor: 'Editor 3', kernel: 'Python 3.6', edition: 'Edition 7', version: '9' },
      false,
    ],
    [
      'that is substituted',
      { editor: 'Editor 3', kernel: 'Python 2.7', edition: 'Edition 7', version: '9' },
      true,
    ],
  ])('takes but a moment for a request %s', (_what, request, allowSubstitute) => {
    const index = prepareRuntimes(many)
    const rounds = 200
    for (let round = 0; round < rounds; round++) pickRuntime(index, request, { allowSubstitute })
    const started = performance.now()
    for (let round = 0; round < rounds; round++) pickRuntime(index, request, { allowSubstitute })
    const each = (performance.now() - started) / rounds
    // Less than one on a machine with nothing else to do.
    expect(each).toBeLessThan(10)
  })
})
