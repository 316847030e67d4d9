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

describe('a request that says editor, kernel and edition', () => {
  it('has one answer in a release', () => {
    for (const runtime of release) {
      const { editor, kernel, edition } = runtime.metadata
      const answer = pick({ editor, kernel, edition })
      expect([answer.id, answer.result, answer.warnings]).toEqual([runtime.id, 'exact', []])
    }
    expect(pick(pbj).message).toBe(
      'PBJ Workbench, Python 3.11, Standard, 2024.02.1-b4 (registry.example.com/runtimes/pbj-workbench-python3.11-standard:2024.02.1-b4) is the newest that fits editor "PBJ Workbench", kernel "Python 3.11", edition "Standard"',
    )
  })

  it.each<[string | undefined, string[], string | undefined, PickedRuntime['result']]>([
    [undefined, ['2023.08.9', '2024.02.1', '2024.02.2'], '2024.02.2', 'exact'],
    [undefined, ['1.9.1', '1.10.1'], '1.10.1', 'exact'],
    [undefined, ['unspecified.7', '1.1'], '1.1', 'exact'],
    ['2024.02', ['2024.02.9', '2024.02.10', '2024.05.1'], '2024.02.10', 'exact'],
    ['2024.2', ['2024.02.1'], '2024.02.1', 'exact'],
    ['2024.2', ['2024.02.9', '2024.2.1'], '2024.2.1', 'exact'],
    ['2022.1', ['2022.10.1'], undefined, 'none'],
    ['1.0', ['1.1'], '1.1', 'newer-maintenance'],
    ['2024.02.1', ['2024.02.1'], '2024.02.1', 'exact'],
    ['2024.02.1', ['2024.02.1', '2024.02.3'], '2024.02.3', 'newer-maintenance'],
    ['2024.02.1', ['2024.02.3'], '2024.02.3', 'newer-maintenance'],
    ['2024.02.4', ['2024.02.3'], undefined, 'none'],
    ['2024.02.1-b4', ['2024.02.1-b4'], '2024.02.1-b4', 'exact'],
    ['2024.02.1-b4', ['2024.02.1-b10'], '2024.02.1-b10', 'newer-maintenance'],
    ['2024.02.1-b10', ['2024.02.1-b4'], undefined, 'none'],
    ['2024.02.1-b4', ['2024.02.1'], undefined, 'none'],
    ['2024.02.1-b4', ['2024.02.1', '2024.02.2-b1'], '2024.02.2-b1', 'newer-maintenance'],
    ['1.0.1', ['1.0.1.5', '1.0.1'], '1.0.1.5', 'exact'],
    ['1', ['1.0.1', '1.3'], '1.3', 'exact'],
    ['unspecified', ['unspecified.7'], 'unspecified.7', 'exact'],
    ['no version', ['2024.02.1'], undefined, 'none'],
    ['2024.02.99999999999999999999', ['2024.02.1'], undefined, 'none'],
    [' 2024.02 ', ['2024.02.1'], '2024.02.1', 'exact'],
  ])('with version %s finds of %j %s', (version, there, id, result) => {
    const answer = pick({ ...pbj, version }, sampleVersions(...there))
    expect([answer.id, answer.result]).toEqual([id, result])
  })

  it('is found by a full version that does not begin with the short version', () => {
    const odd = (maintenanceVersion: number, fullVersion: string, changes = {}): PickableRuntime =>
      sampleRuntime({ shortVersion: '2023', maintenanceVersion, fullVersion, ...changes })
    const there = [odd(1, 'v4.2.0'), odd(2, 'v4.3.0', { status: 'DISABLED' })]

    expect(pick({ ...pbj, version: 'v4.2.0' }, there).result).toBe('exact')
    expect(pick({ ...pbj, version: 'v4.2.0' }, [...there, odd(3, 'v5')]).result).toBe('newer-maintenance')
    expect(pick({ ...pbj, version: 'v4.3.0' }, there).result).toBe('none')
    expect(pick({ ...pbj, version: 'v9' }, there).result).toBe('none')
  })

  it('passes over what is disabled, and warns of what is deprecated', () => {
    const there = [
      sampleRuntime({ maintenanceVersion: 3, status: 'DISABLED', reason: 'it crashes' }),
      sampleRuntime({
        maintenanceVersion: 2,
        status: 'DEPRECATED',
        reason: 'old',
        replacement: 'registry.example.com/new:1',
      }),
      sampleRuntime(),
    ]
    const answer = pick(pbj, there)

    expect(answer.id).toBe(there[1]!.id)
    expect(answer.warnings).toEqual([
      {
        code: 'RUNTIME_DEPRECATED',
        message:
          'PBJ Workbench, Python 3.11, Standard, 2024.02.2 (registry.example.com/pbj-workbench/python-3.11/standard/2024.02.2) is deprecated: old; use "registry.example.com/new:1" instead',
      },
    ])
  })

  it('is answered only from what is allowed', () => {
    const [low, high] = sampleVersions('2024.02.1', '2024.02.2')
    const answer = pick(pbj, [low!, high!], { allowed: new Set([low!.id]) })

    expect([answer.id, answer.result]).toEqual([low!.id, 'exact'])
    expect(pick(pbj, [low!, high!], { allowed: new Set() })).toMatchObject({
      result: 'none',
      message: `No runtime fits editor "PBJ Workbench", kernel "Python 3.11", edition "Standard": ${high!.identifier} and 1 more would, but the project may not start from them`,
      nearest: { id: high!.id, change: `Add ${high!.identifier} to the runtimes of the project` },
    })
  })
})

describe('a version that may be a short version or one with its maintenance version', () => {
  const asMaintenance = sampleRuntime({ edition: 'Ours', shortVersion: '1', maintenanceVersion: 0 })
  const asShort = sampleRuntime({ shortVersion: '1.0' })
  const request = { editor: 'PBJ Workbench', kernel: 'Python 3.11', version: '1.0' }

  it('is meant as a short version where some usable runtime has that', () => {
    const answer = pick(request, [asMaintenance, asShort], { trace: true })

    expect([answer.id, answer.result, answer.warnings]).toEqual([asShort.id, 'exact', []])
    expect(answer.trace?.map(({ id, code }) => [id, code])).toEqual([
      [asShort.id, 'CHOSEN'],
      [asMaintenance.id, 'VERSION_MISMATCH'],
    ])
  })

  it('is meant as the other where none has that', () => {
    const disabled = { ...asShort, status: 'DISABLED' } as const
    expect(pick(request, [asMaintenance, disabled]).id).toBe(asMaintenance.id)
  })
})

describe('a request that leaves something open', () => {
  it.each<[RuntimeRequest, string]>([
    [
      {},
      'Several runtimes fit a request that names nothing; say which is meant: name the editor, which may be "JupyterLab", "PBJ Workbench" or "Workbench"; name the kernel, which may be "Conda", "Python 3.7", "Python 3.8", "Python 3.9", "Python 3.10", "Python 3.11", "R 4.3" or "Scala 2.11"',
    ],
    [
      { editor: 'Workbench', edition: 'Nvidia GPU' },
      'Several runtimes fit editor "Workbench", edition "Nvidia GPU"; say which is meant: name the kernel, which may be "Python 3.8", "Python 3.9" or "Python 3.10"',
    ],
    [
      { kernel: 'Python 3.10' },
      'Several runtimes fit kernel "Python 3.10"; say which is meant: name the editor, which may be "JupyterLab", "PBJ Workbench" or "Workbench"',
    ],
  ])('is refused with all that fits it: %j', (request, message) => {
    const answer = pick(request)
    expect(answer).toMatchObject({ result: 'none', message, warnings: [] })
    expect(answer.nearest).toBeUndefined()
  })

  it('is refused where several editions fit, unless one is the standard edition', () => {
    const ours = sampleRuntime({ edition: 'Ours', shortVersion: '2025.01' })
    const theirs = sampleRuntime({ edition: 'Theirs' })
    const { edition: _, ...request } = pbj

    expect(pick(request, [ours, theirs]).message).toBe(
      'Several runtimes fit editor "PBJ Workbench", kernel "Python 3.11"; say which is meant: name the edition, which may be "Ours" or "Theirs"',
    )
    expect(pick(request, [ours, theirs, sampleRuntime()])).toMatchObject({
      id: 'PBJ Workbench/Python 3.11/Standard/2024.02.1',
      result: 'exact',
      warnings: [{ code: 'EDITION_ASSUMED' }],
    })
    expect(pick({ ...request, version: '2025.01' }, [ours, theirs, sampleRuntime()])).toMatchObject({
      id: ours.id,
      warnings: [],
    })
  })

  it('is answered where only one value fits', () => {
    expect(pick({ kernel: 'Scala 2.11' }).id).toBe('Workbench/Scala 2.11/Standard/2024.02.1')
    expect(pick({ edition: 'Tech Preview' }).id).toBe('JupyterLab/Conda/Tech Preview/2024.02.1')
    expect(pick({ editor: 'PBJ Workbench', kernel: 'R 4.3' }).id).toBe(
      'PBJ Workbench/R 4.3/Standard/2024.02.1',
    )
  })
})

describe('a request that nothing fits', () => {
  it.each<[RuntimeRequest, string, string]>([
    [
      { ...pbj, editor: 'pbj workbench' },
      'none has the editor "pbj workbench" (editors are compared letter by letter; did you mean "PBJ Workbench"?); there are "JupyterLab", "PBJ Workbench" and "Workbench"',
      'Ask for editor "PBJ Workbench"',
    ],
    [
      { ...pbj, edition: 'Standart' },
      'none has the edition "Standart" (did you mean "Standard"?); there are "Nvidia GPU" and "Standard"',
      'Ask for edition "Standard"',
    ],
    [
      { ...pbj, editor: 'Workbench', kernel: 'Python 3.6' },
      'none has the kernel "Python 3.6"; there are "Python 3.7", "Python 3.8", "Python 3.9", "Python 3.10", "R 4.3" and "Scala 2.11"',
      'Ask for kernel "Python 3.7"',
    ],
    [
      { ...pbj, version: '2022.11' },
      'such runtimes have only the version 2024.02.1',
      'Ask for version 2024.02',
    ],
    [
      { ...pbj, editor: 'Workbench', version: '2022.11' },
      'none has the kernel "Python 3.11"; there are "Python 3.7", "Python 3.8", "Python 3.9", "Python 3.10", "R 4.3" and "Scala 2.11"',
      'Ask for kernel "Python 3.10"; then ask for version 2024.02',
    ],
  ])('says what there is, and what would have to change: %j', (request, lack, change) => {
    const answer = pick(request)
    expect(answer.result).toBe('none')
    expect(answer.message).toMatch(/^No runtime fits .*: /)
    expect(answer.message.endsWith(`: ${lack}`)).toBe(true)
    expect(answer.nearest?.change).toBe(change)
  })

  it('names what is disabled where that would fit', () => {
    const disabled = sampleRuntime({
      status: 'DISABLED',
      reason: 'it crashes',
      replacement: 'registry.example.com/new:1',
    })
    const answer = pick(pbj, [disabled, sampleRuntime({ edition: 'Ours' })])

    expect(answer.message).toContain(
      `: ${disabled.identifier} is disabled: it crashes; use "registry.example.com/new:1" instead, though it fits`,
    )
    expect(answer.nearest).toEqual({
      id: disabled.id,
      message: `PBJ Workbench, Python 3.11, Standard, 2024.02.1 (${disabled.identifier}): it is disabled: it crashes; use "registry.example.com/new:1" instead`,
      change: `Use "registry.example.com/new:1" instead, or enable ${disabled.identifier}`,
    })
  })

  it('says that there is nothing where nothing is', () => {
    const answer = pick(pbj, [])
    expect(answer).toMatchObject({
      result: 'none',
      message: expect.stringMatching(/: there are none at all$/),
    })
    expect(answer.nearest).toBeUndefined()
  })
})

describe('a pick with addons', () => {
  it('stays a pick where an addon is missing, and warns', () => {
    const answer = pick({ ...pbj, addons: ['Spark 3'] })
    expect([answer.result, answer.addons[0]?.ok, answer.warnings[0]?.code]).toEqual([
      'exact',
      false,
      'ADDON_UNKNOWN',
    ])
  })
})
