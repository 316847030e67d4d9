import { describe, expect, it } from 'vitest'
import { faultsOf, ownMetadata } from '../sample-dockerfile.ts'
import { jupyter } from './lint-case.ts'

describe('lints', () => {
  it('have nothing to say of a runtime as it should be', () => {
    expect(faultsOf(`${jupyter}\n${ownMetadata}`)).toEqual([])
  })

  it('tell everything at once, in the order of the file', () => {
    const text = `FROM ubuntu\nENV A=1 A=2\nRUN pip install a>=1\nCOPY a /home/cdsw/\nFORM x\nUSER x`
    expect(faultsOf(text)).toEqual([
      'baseLatest 1:6',
      'duplicateKey 2:9',
      'redirectedVersion 3:19',
      'mountedOverContent 4:1',
      'unknownInstruction 5:1',
      'userNotCdsw 6:1',
    ])
  })
})
