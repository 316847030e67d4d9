import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryEntries } from './arbitrary-repo-entry.ts'
import { metadataOfEntry, pinnedIdentifier, repoEntryOf } from './repo-entry-of.ts'
import { sampleEntry } from './sample-repo-file.ts'

const digest = `sha256:${'a'.repeat(64)}`

describe('repoEntryOf()', () => {
  it('writes of a custom runtime what the vendor documents for one', () => {
    const metadata = {
      metadataVersion: 2,
      editor: 'PBJ Workbench',
      kernel: 'Python 3.11',
      edition: 'Ours',
      description: 'Mine',
      shortVersion: '1.0',
      maintenanceVersion: 2,
      cudaVersion: '11.8.0',
    }
    expect(repoEntryOf({ identifier: 'a.b/x:1', metadata })).toEqual({
      image_identifier: 'a.b/x:1',
      runtime_metadata_version: 2,
      editor: 'PBJ Workbench',
      kernel: 'Python 3.11',
      edition: 'Ours',
      description: 'Mine',
      full_version: '1.0.2',
      short_version: '1.0',
      maintenance_version: 2,
      git_hash: '',
      gbn: 0,
    })
  })

  it('gives an entry back, but for a full version that it lacked', () => {
    fc.assert(
      fc.property(arbitraryEntries(), (entries) => {
        for (const entry of entries) {
          const full_version = entry.full_version || `${entry.short_version}.${entry.maintenance_version}`
          const metadata = metadataOfEntry(entry)
          expect(repoEntryOf({ identifier: entry.image_identifier, metadata })).toEqual({
            ...entry,
            full_version,
          })
        }
      }),
    )
  })

  it('takes nothing for what an entry leaves empty', () => {
    const metadata = metadataOfEntry(sampleEntry({ full_version: '', git_hash: '', gbn: 0 }))
    expect(Object.keys(metadata)).not.toEqual(expect.arrayContaining(['fullVersion']))
    expect(metadata).not.toHaveProperty('gitHash')
    expect(metadata).not.toHaveProperty('gbn')
  })
})

describe('pinnedIdentifier()', () => {
  it.each([
    ['a.b/team/x:1', digest, `a.b/team/x@${digest}`],
    ['a.b:5000/x', digest, `a.b:5000/x@${digest}`],
    ['x:1', digest, `docker.io/library/x@${digest}`],
    [`a.b/x:1@${digest}`, undefined, `a.b/x@${digest}`],
    ['a.b/x:1', undefined, undefined],
    ['no reference', digest, undefined],
  ])('of %s with the digest %s is %s', (identifier, known, pinned) => {
    expect(pinnedIdentifier(known === undefined ? { identifier } : { identifier, digest: known })).toBe(
      pinned,
    )
  })
})
