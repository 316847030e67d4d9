import { describe, expect, it } from 'vitest'
import { allowedBase, faultsOf, jupyterBase, pbjBase } from '../sample-dockerfile.ts'
import { alikes, jupyter, pinned, scratch, type LintCase } from './lint-case.ts'

const cases: LintCase[] = [
  ['baseLatest', 'no tag', 'FROM ubuntu', '1:6', ['FROM ubuntu:22.04', `FROM ubuntu${pinned}`, scratch]],
  ['baseLatest', 'the tag latest through stages', 'FROM ubuntu:latest AS a\nFROM a', '1:6', []],
  [
    'baseNotPinned',
    'a tag',
    'FROM ubuntu:22.04',
    '1:6',
    [`FROM ubuntu:22.04${pinned}`, scratch, 'FROM a:1 AS a\nFROM scratch'],
  ],
  [
    'baseUnlisted',
    'a base that is not allowed',
    'FROM ubuntu:22.04',
    '1:6',
    [`FROM ${pbjBase}`],
    { bases: [allowedBase(pbjBase, {})] },
  ],
  [
    'baseNotUbuntu',
    'PBJ on another system',
    'FROM debian:12\nLABEL com.cloudera.ml.runtime.runtime-metadata-version=2',
    '1:6',
    [
      'FROM ubuntu:22.04\nLABEL com.cloudera.ml.runtime.runtime-metadata-version=2',
      'FROM debian:12',
      'FROM registry.example.com/debian:12\nLABEL com.cloudera.ml.runtime.runtime-metadata-version=2',
    ],
  ],
  [
    'foreignCopyLatest',
    'files of an unpinned image',
    `FROM other/tool AS t\n${jupyter}\nCOPY --from=t /a /b`,
    '3:6',
    [
      `FROM other/tool AS t\n${jupyter}\nCOPY a /b`,
      `FROM other/tool${pinned} AS t\n${jupyter}\nCOPY --from=t /a /b`,
      `FROM ${jupyterBase} AS t\nFROM ${pbjBase}\nCOPY --from=t /a /b`,
      `FROM other/tool AS t\nFROM other/tool\nCOPY --from=t /a /b`,
      `FROM scratch AS t\n${jupyter}\nCOPY --from=t /a /b`,
    ],
  ],
  [
    'foreignCopyLatest',
    'files of an image that is no stage',
    `${jupyter}\nCOPY --from=other/tool:latest /a /b`,
    '2:6',
    [],
  ],
  [
    'foreignCopyLatest',
    'files of a stage by its number',
    `FROM other/tool\n${jupyter}\nCOPY --from=0 /a /b`,
    '3:6',
    [],
  ],
  [
    'foreignCopyNotPinned',
    'files of a tag',
    `${jupyter}\nCOPY --from=golang:1.25 /a /b`,
    '2:6',
    [`${jupyter}\nCOPY --from=golang:1.25${pinned} /a /b`],
  ],
  ['unknownStage', 'a stage that is no reference either', `${jupyter}\nCOPY --from=Not/One /a /b`, '2:6', []],
  [
    'stageNameCase',
    'a stage in capitals',
    'FROM scratch AS Build\nFROM Build',
    '2:6',
    ['FROM scratch AS Build\nFROM build'],
  ],
  [
    'repeatedStageName',
    'a name twice',
    'FROM scratch AS a\nFROM scratch AS A',
    '2:17',
    ['FROM scratch AS a\nFROM scratch AS b'],
  ],
  [
    'numberedStage',
    'a number of a stage',
    'FROM scratch\nFROM 0',
    '2:6',
    ['FROM scratch\nFROM 1', 'FROM scratch\nCOPY --from=0 a /b'],
  ],
]

describe('lints of images', () => {
  it.each(cases)('%s: tell the place of %s', (code, _what, text, place, _alike, options) => {
    expect(faultsOf(text, options)).toContain(`${code} ${place}`)
  })

  it.each(alikes(cases))('have no %s to tell of %j', (code, text, options) => {
    expect(faultsOf(text, options).filter((fault) => fault.startsWith(code))).toEqual([])
  })
})
