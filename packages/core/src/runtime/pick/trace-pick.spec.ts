import type { RuntimeRequest } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { pickRuntime, type PickedRuntime, type PickOptions } from './pick-runtime.ts'
import { prepareRuntimes, type PickableRuntime } from './prepare-runtimes.ts'
import { sampleRuntime, sampleVersions } from './sample-runtimes.ts'

const pbj = { editor: 'PBJ Workbench', kernel: 'Python 3.11', edition: 'Standard' }

function pick(
  request: RuntimeRequest,
  runtimes: readonly PickableRuntime[],
  options: PickOptions = {},
): PickedRuntime {
  return pickRuntime(prepareRuntimes(runtimes), request, options)
}

describe('a trace', () => {
  it('has for each runtime the verdict of every rule up to the first drop', () => {
    const there = [
      ...sampleVersions('2024.02.1', '2024.02.2', '2023.08.1'),
      sampleRuntime({ id: 'disabled', shortVersion: '2025.01', status: 'DISABLED' }),
      sampleRuntime({ id: 'edition', edition: 'Ours' }),
      sampleRuntime({ id: 'elsewhere' }),
    ]
    const allowed = new Set(there.map(({ id }) => id).filter((id) => id !== 'elsewhere'))
    const { trace = [] } = pick(pbj, there, { trace: true, allowed })

    expect(trace.map(({ id, verdict, code, checks }) => [id, verdict, code, checks.length])).toEqual([
      ['2024.02.2', 'chosen', 'CHOSEN', 7],
      ['2023.08.1', 'passed-over', 'PASSED_OVER', 7],
      ['2024.02.1', 'drop', 'NEWER_MAINTENANCE', 7],
      ['disabled', 'drop', 'RUNTIME_DISABLED', 6],
      ['elsewhere', 'drop', 'NOT_ALLOWED', 5],
      ['edition', 'drop', 'EDITION_MISMATCH', 3],
    ])
  })

  it('says in its checks what was assumed and what was substituted', () => {
    const there = [sampleRuntime(), sampleRuntime({ edition: 'Ours' })]
    const { trace = [] } = pick({ editor: 'VsCode', version: '3' }, there, {
      trace: true,
      allowSubstitute: true,
    })

    expect(trace.flatMap(({ checks }) => checks.map(({ message }) => message))).toEqual([
      '"PBJ Workbench" is taken instead of "VsCode"',
      'Any kernel is wanted',
      '"Standard" is assumed, for no edition is asked for',
      '2024.02.1 is of the short version 2024.02, which is taken instead of 3',
      'Every runtime may be picked',
      'It is enabled',
      '1 is the highest maintenance version of 2024.02 that may be picked',
      '"PBJ Workbench" is taken instead of "VsCode"',
      'Any kernel is wanted',
      'Its edition is "Ours", but "Standard" is assumed, for no edition is asked for',
    ])
  })

  it('leaves out what came least near where there is too much, and counts it', () => {
    const there = Array.from({ length: 300 }, (_, index) =>
      sampleRuntime({ id: `${index}`, edition: `Edition ${index}` }),
    )
    const answer = pick({ ...pbj, edition: 'Edition 299' }, there, { trace: true })

    expect([answer.trace?.length, answer.trace?.[0]?.id, answer.omitted]).toEqual([250, '299', 50])
  })
})
