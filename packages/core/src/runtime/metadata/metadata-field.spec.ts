import { RepoEntry, RuntimeMetadata } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { metadataField, metadataFields } from './metadata-field.ts'

describe('metadataFields', () => {
  it('has every member of the metadata once, and every key of a repo file but the image', () => {
    expect(metadataFields.map(({ member }) => member).toSorted()).toEqual(
      Object.keys(RuntimeMetadata.properties).toSorted(),
    )
    const keys = metadataFields.flatMap(({ repoKey }) => (repoKey === undefined ? [] : [repoKey as string]))
    expect([...keys, 'image_identifier'].toSorted()).toEqual(Object.keys(RepoEntry.properties).toSorted())
  })

  it.each([
    [
      'runtime-metadata-version',
      'com.cloudera.ml.runtime.runtime-metadata-version',
      'ML_RUNTIME_METADATA_VERSION',
    ],
    ['short-version', 'com.cloudera.ml.runtime.short-version', 'ML_RUNTIME_SHORT_VERSION'],
    ['gbn', 'com.cloudera.ml.runtime.gbn', 'ML_RUNTIME_GBN'],
  ] as const)('knows label and variable of %s', (name, label, env) => {
    expect(metadataField(name)).toMatchObject({ label, env })
  })

  it('knows what may not be overridden where the base is not PBJ', () => {
    const fixed = metadataFields.filter(({ overridable }) => !overridable).map(({ name }) => name)
    expect(fixed).toEqual(['runtime-metadata-version', 'kernel', 'cuda-version', 'git-hash', 'gbn'])
  })

  it.each(metadataFields.map((field) => [field.name, field] as const))(
    'has an example of %s that fits',
    (_name, field) => {
      expect(field.example.length).toBeLessThanOrEqual(field.limit)
      expect(field.pattern?.test(field.example) ?? true).toBe(true)
    },
  )
})
