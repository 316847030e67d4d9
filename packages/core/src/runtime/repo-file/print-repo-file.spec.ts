import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryEntries } from './arbitrary-repo-entry.ts'
import { printRepoFile, repoFileOf } from './print-repo-file.ts'
import { sampleEntry } from './sample-repo-file.ts'

describe('printRepoFile()', () => {
  it('writes what the vendor documents', () => {
    expect(printRepoFile([sampleEntry({ git_hash: '', gbn: 0 })])).toBe(`{
  "assembly_metadata_version": 1,
  "runtimes": [
    {
      "image_identifier": "registry.example.com/runtimes/pbj-workbench-python3.11-standard:2024.02.1-b4",
      "runtime_metadata_version": 2,
      "editor": "PBJ Workbench",
      "edition": "Standard",
      "kernel": "Python 3.11",
      "description": "Standard edition",
      "full_version": "2024.02.1-b4",
      "short_version": "2024.02",
      "maintenance_version": 1,
      "git_hash": "",
      "gbn": 0
    }
  ]
}
`)
    expect(printRepoFile([])).toBe('{\n  "assembly_metadata_version": 1,\n  "runtimes": []\n}\n')
  })

  it('orders numbers as numbers, the newest version first', () => {
    const entries = [
      sampleEntry({ editor: 'Workbench' }),
      sampleEntry({ short_version: '1.9' }),
      sampleEntry({ kernel: 'Python 3.9' }),
      sampleEntry({ short_version: '1.10', maintenance_version: 1 }),
      sampleEntry({ short_version: '1.10', maintenance_version: 2 }),
    ]
    const { runtimes } = repoFileOf(entries)
    expect(
      runtimes.map(
        ({ editor, kernel, short_version, maintenance_version }) =>
          `${editor} ${kernel} ${short_version}.${maintenance_version}`,
      ),
    ).toEqual([
      'PBJ Workbench Python 3.9 2024.02.1',
      'PBJ Workbench Python 3.11 1.10.2',
      'PBJ Workbench Python 3.11 1.10.1',
      'PBJ Workbench Python 3.11 1.9.1',
      'Workbench Python 3.11 2024.02.1',
    ])
  })

  it('writes the same bytes for the same entries, in whichever order', () => {
    const shuffled = arbitraryEntries().chain((entries) =>
      fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
    )
    fc.assert(
      fc.property(shuffled, ([entries, others]) => {
        const turned = others.map(
          (entry) => Object.fromEntries(Object.entries(entry).toReversed()) as typeof entry,
        )
        expect(printRepoFile(turned)).toBe(printRepoFile(entries))
      }),
    )
  })
})
