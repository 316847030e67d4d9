import type { RepoEntry } from '@ingot/contract'
import * as fc from 'fast-check'
import { sampleEntry } from './sample-repo-file.ts'

// With an end that no placeholder has: "Xxx" is nobody's edition.
const word = fc.stringMatching(/^[A-Z][a-z]{1,6}(?: [A-Z][a-z]{1,4})?$/).map((text) => `${text}q`)

/** Entries without a fault, no two for one runtime or one image. */
export function arbitraryEntries(maxLength = 12): fc.Arbitrary<RepoEntry[]> {
  return fc.array(arbitraryEntry(), { maxLength }).map((entries) =>
    entries.map((entry, index) => ({
      ...entry,
      maintenance_version: index,
      image_identifier: `registry.example.com/runtimes/r${index}:${entry.short_version}.${index}`,
      full_version: entry.full_version === '' ? '' : `${entry.short_version}.${index}`,
    })),
  )
}

function arbitraryEntry(): fc.Arbitrary<RepoEntry> {
  return fc
    .record({
      runtime_metadata_version: fc.constantFrom(1, 2, 3),
      editor: word,
      kernel: fc.constantFrom('Python 3.9', 'Python 3.10', 'R 4.3', 'Conda'),
      edition: word,
      description: fc.oneof(fc.constant(''), word, fc.constant('two\nlines "quoted" \\ é')),
      short_version: fc.constantFrom('1', '1.0', '1.10', '1.9', '2024.02', '2024.2'),
      full_version: fc.constantFrom('', 'full'),
      git_hash: fc.constantFrom('', '0123456789abcdef0123456789abcdef01234567'),
      gbn: fc.nat(999_999_999),
    })
    .map((members) => sampleEntry(members))
}
