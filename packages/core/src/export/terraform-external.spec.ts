import { describe, expect, it } from 'vitest'
import { sampleEntry, sampleInput, severalEntries } from './sample-entries.ts'
import { emitTerraformExternal } from './terraform-external.ts'

describe('the answer to the external data source', () => {
  it.each([
    ['all', sampleEntry({ account: 'prod', digest: 'sha256:ab' }, { os: 'linux' })],
    ['little', sampleEntry({ provider: 'azure' })],
  ])('is one object of strings, the same members where %s is known', (_what, entry) => {
    const answer = JSON.parse(emitTerraformExternal(sampleInput([entry])).files[0]!.text) as object

    expect(Object.values(answer).every((value) => typeof value === 'string')).toBe(true)
    expect(Object.keys(answer)).toEqual(
      'reference name version id catalog label state os architecture provider account region digest revision at'.split(
        ' ',
      ),
    )
  })

  it('refuses several places and names them', () => {
    expect(emitTerraformExternal(sampleInput(severalEntries))).toMatchObject({
      files: [],
      faults: [
        {
          code: 'ONE_PLACE_ONLY',
          message: expect.stringMatching(/these are 3: our\.base@2\.1 in aws\/us-east-1/),
        },
      ],
    })
  })
})
