import type { RuntimeRequest } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { pickRuntime, type PickedRuntime, type PickOptions } from './pick-runtime.ts'
import { prepareRuntimes, type PickableRuntime } from './prepare-runtimes.ts'
import { sampleRuntime, sampleRuntimes, sampleVersions } from './sample-runtimes.ts'

const release = sampleRuntimes()
const pbj = { editor: 'PBJ Workbench', kernel: 'Python 3.11', edition: 'Standard' }

function pick(
  request: RuntimeRequest,
  runtimes: readonly PickableRuntime[] = release,
  options: PickOptions = {},
): PickedRuntime {
  return pickRuntime(prepareRuntimes(runtimes), request, options)
}

describe('a request that may be substituted', () => {
  const allowSubstitute = true

  it.each<[string, RuntimeRequest, [string, string, string][], string]>([
    [
      'another short version, the next higher first',
      { ...pbj, version: '2023.01' },
      [['version', '2023.01', '2023.08']],
      '2023.08.1',
    ],
    [
      'another short version, the next lower where none is higher',
      { ...pbj, version: '2025.01' },
      [['version', '2025.01', '2024.02']],
      '2024.02.2',
    ],
    [
      'a lower maintenance version of the same short version',
      { ...pbj, version: '2023.08.7' },
      [['version', '2023.08.7', '2023.08.1']],
      '2023.08.1',
    ],
    [
      'the newest where no version was asked for',
      { ...pbj, version: 'none' },
      [['version', 'none', '2024.02']],
      '2024.02.2',
    ],
  ])('takes %s', (_what, request, expected, id) => {
    const answer = pick(request, sampleVersions('2022.11.1', '2023.08.1', '2024.02.1', '2024.02.2'), {
      allowSubstitute,
    })
    expect([answer.id, answer.result]).toEqual([id, 'substituted'])
    expect(answer.substitutions).toEqual(expected.map(([field, wanted, got]) => ({ field, wanted, got })))
  })

  it.each<[string, RuntimeRequest, string, string[]]>([
    [
      'the next higher kernel',
      { ...pbj, kernel: 'Python 3.6' },
      'PBJ Workbench/Python 3.7/Standard/2024.02.1',
      ['kernel'],
    ],
    [
      'the next lower kernel',
      { ...pbj, kernel: 'Python 3.12' },
      'PBJ Workbench/Python 3.11/Standard/2024.02.1',
      ['kernel'],
    ],
    [
      'the standard edition',
      { ...pbj, edition: 'Hardened' },
      'PBJ Workbench/Python 3.11/Standard/2024.02.1',
      ['edition'],
    ],
    [
      'a kernel before an edition',
      { editor: 'Workbench', kernel: 'Python 3.11', edition: 'Nvidia GPU' },
      'Workbench/Python 3.10/Nvidia GPU/2024.02.1',
      ['kernel'],
    ],
    [
      "the vendor's editor",
      { ...pbj, editor: 'VsCode' },
      'PBJ Workbench/Python 3.11/Standard/2024.02.1',
      ['editor'],
    ],
    [
      'all at once',
      { editor: 'VsCode', kernel: 'R 3.6', edition: 'RAPIDS', version: '1' },
      'PBJ Workbench/R 4.3/Standard/2024.02.1',
      ['editor', 'kernel', 'edition', 'version'],
    ],
  ])('takes %s', (_what, request, id, fields) => {
    const answer = pick(request, release, { allowSubstitute })
    expect([answer.id, answer.result]).toEqual([id, 'substituted'])
    expect(answer.substitutions.map(({ field }) => field)).toEqual(fields)
  })

  it('takes the nearest version of all that the open fields may be', () => {
    const there = [
      sampleRuntime({ edition: 'A', shortVersion: '2022.11' }),
      sampleRuntime({ edition: 'B', shortVersion: '2023.08' }),
    ]
    const request = { editor: 'PBJ Workbench', kernel: 'Python 3.11', version: '2023.01' }
    const expected = { field: 'version', wanted: '2023.01', got: '2023.08' }

    expect(pick(request, there, { allowSubstitute }).substitutions).toEqual([expected])
    expect(pick(request, there.toReversed(), { allowSubstitute }).substitutions).toEqual([expected])
  })

  it('is refused where only another language is there, and where it leaves open what to take', () => {
    expect(pick({ ...pbj, kernel: 'Julia 1.10' }, release, { allowSubstitute }).result).toBe('none')
    expect(pick({ editor: 'VsCode' }, release, { allowSubstitute }).message).toMatch(
      /^Nothing fits editor "VsCode", and several runtimes could stand in; say which is meant: name the kernel/,
    )
  })

  it('says in its message what was taken instead', () => {
    const there = sampleVersions('2024.02.1', '2024.02.3').map((one) => ({
      ...one,
      metadata: { ...one.metadata, edition: 'Ours' },
    }))
    const answer = pick({ ...pbj, version: '2024.02.2' }, there, { allowSubstitute })

    expect(answer.message).toMatch(
      /edition "Ours" instead of "Standard"; of one short version only the highest maintenance version is offered$/,
    )
  })
})
