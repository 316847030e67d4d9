import type { RuntimeRequest } from '@ingot/contract'
import * as fc from 'fast-check'
import type { PickableRuntime } from './prepare-runtimes.ts'
import { sampleRuntime } from './sample-runtimes.ts'

const editors = ['PBJ Workbench', 'JupyterLab', 'VsCode']
const kernels = ['Python 3.9', 'Python 3.10', 'Python 3.9.1', 'R 4.3', 'Conda']
const editions = ['Standard', 'Nvidia GPU', 'Ours']
const shortVersions = ['1', '1.0', '1.1', '1.01', '1.10', '2', '2024.2', '2024.02', '2024.10', 'unspecified']

/** A catalog of runtimes that resemble each other, with ids of their own. */
export function arbitraryRuntimes(maxLength = 24): fc.Arbitrary<PickableRuntime[]> {
  return fc
    .array(arbitraryRuntime(), { maxLength })
    .map((runtimes) =>
      runtimes.map((runtime, index) => ({ ...runtime, id: `r${index}`, identifier: `host/r${index}` })),
    )
}

function arbitraryRuntime(): fc.Arbitrary<PickableRuntime> {
  return fc
    .record({
      editor: fc.constantFrom(...editors),
      kernel: fc.constantFrom(...kernels),
      edition: fc.constantFrom(...editions),
      shortVersion: fc.constantFrom(...shortVersions),
      maintenanceVersion: fc.nat(3),
      build: fc.constantFrom(undefined, '', '-b3', '-b4', '-b10'),
      status: fc.constantFrom(
        'ENABLED' as const,
        'ENABLED' as const,
        'DEPRECATED' as const,
        'DISABLED' as const,
      ),
    })
    .map(({ build, ...given }) => {
      const fullVersion =
        build === undefined ? undefined : `${given.shortVersion}.${given.maintenanceVersion}${build}`
      return sampleRuntime({ ...given, fullVersion })
    })
}

/** A request that may fit some of them. */
export function arbitraryRequest(): fc.Arbitrary<RuntimeRequest> {
  const version = fc
    .tuple(
      fc.constantFrom(...shortVersions, '3'),
      fc.constantFrom('', '.0', '.1', '.2', '.2-b4', '.3-b10', '.9'),
    )
    .map((parts) => parts.join(''))
  return fc.record(
    {
      editor: fc.constantFrom(...editors, 'Workbench'),
      kernel: fc.constantFrom(...kernels, 'Python 3.11'),
      edition: fc.constantFrom(...editions, 'Other'),
      version,
    },
    { requiredKeys: [] },
  )
}

/** Which of them a project may start from; mostly all. */
export function arbitraryAllowed(): fc.Arbitrary<ReadonlySet<string> | undefined> {
  const ids = fc
    .array(fc.nat(23), { maxLength: 24 })
    .map((numbers) => new Set(numbers.map((number) => `r${number}`)))
  return fc.option(ids, { nil: undefined, freq: 2 })
}
