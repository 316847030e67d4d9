import { describe, expect, it } from 'vitest'
import { emitCsv } from './csv.ts'
import { sampleEntry, sampleInput, severalEntries } from './sample-entries.ts'

const textOf = (name: string) => emitCsv(sampleInput([sampleEntry({}, { name, id: 'i' })])).files[0]!.text

describe('CSV', () => {
  it('has a row for each artifact under the names of the columns', () => {
    const lines = emitCsv(sampleInput(severalEntries)).files[0]!.text.split('\r\n')

    expect(lines).toHaveLength(5)
    expect(lines[0]).toMatch(/^image,version,label,catalog,id,state,os,architecture,provider,account,region,/)
    expect(lines[2]).toMatch(
      /^our\.base,2\.1,Our base,local,\S+,active,linux,x86_64,aws,,us-west-2,.*,ami-\w+1,$/,
    )
    expect(lines[4]).toBe('')
  })

  it.each([
    ['a comma', 'a,b', '"a,b"'],
    ['a quote', 'a"b', '"a""b"'],
    ['a semicolon, where some spreadsheets split', 'a;b', '"a;b"'],
    ['a line break', 'a\nb', '"a\nb"'],
    ['a formula', '=1+1', "'=1+1"],
    ['a command', '@SUM(A1)', "'@SUM(A1)"],
    ['a wide formula', '＝1', "'＝1"],
    ['a formula with a comma', '+1,2', `"'+1,2"`],
  ])('guards %s', (_what, name, cell) => {
    expect(textOf(name).split('\r\n')[1]!.startsWith(`${cell},2.1,`)).toBe(true)
  })
})
