import { describe, expect, it } from 'vitest'
import { faultsOf } from '../sample-dockerfile.ts'
import { alikes, jupyter, scratch, type LintCase } from './lint-case.ts'

const edition = 'com.cloudera.ml.runtime.edition'
const description = 'com.cloudera.ml.runtime.description'

const cases: LintCase[] = [
  [
    'sameInstructionVariable',
    'the full version in the same ENV',
    `${scratch}\nENV ML_RUNTIME_SHORT_VERSION=1.0 \\\n    ML_RUNTIME_FULL_VERSION=$ML_RUNTIME_SHORT_VERSION.1`,
    '3:5',
    [
      `${scratch}\nENV A=1\nENV B=$A`,
      `${scratch}\nENV A=1 B='$A'`,
      `${scratch}\nENV A=1\nENV A=1 B=$A`,
      `${scratch}\nENV PATH=/a:$PATH B=2`,
    ],
  ],
  ['sameInstructionVariable', 'one that is set behind it', `${scratch}\nENV B=x$A A=1`, '2:5', []],
  [
    'duplicateKey',
    'a name twice in one ENV',
    `${scratch}\nENV A=1 \\\n  B=2 \\\n  A=3`,
    '4:3',
    [`${scratch}\nENV A=1\nENV A=2`, `${scratch}\nENV A=1\nLABEL A=1`, `${scratch}\nENV A=1 a=2`],
  ],
  ['duplicateKey', 'a label twice', `${scratch}\nLABEL a=1 a=1`, '2:11', []],
  [
    'pairsInOldForm',
    'a field of a runtime in the old form',
    `${scratch}\nENV ML_RUNTIME_EDITION "x" ML_RUNTIME_EDITOR="y"`,
    '2:5',
    [`${scratch}\nENV JAVA_OPTS -Da=b -Dc=d`, `${scratch}\nENV ML_RUNTIME_EDITION x y`],
  ],
  [
    'undefinedVariable',
    'a name that is misspelt',
    `${scratch}\nENV ML_RUNTIME_EDITION=x\nLABEL ${edition}=$ML_RUNTIME_EDITON`,
    `3:${7 + edition.length + 1}`,
    [
      `${scratch}\nENV A=x\nLABEL a=$A`,
      `${scratch}\nLABEL a=\${A:-x} b=\${A+x}`,
      `${scratch}\nENV LD_LIBRARY_PATH=/a:$LD_LIBRARY_PATH`,
      `FROM ubuntu:22.04\nENV A=$LD_LIBRARY_PATH`,
      `FROM ubuntu:22.04\nLABEL com.cloudera.ml.runtime.cuda-version=$ML_RUNTIME_CUDA_VERSION`,
      `${jupyter}\nLABEL com.cloudera.ml.runtime.kernel=$ML_RUNTIME_KERNEL`,
    ],
  ],
  [
    'undefinedVariable',
    'a misspelt name on an unknown base',
    `FROM a\nENV ML_RUNTIME_EDITION=x\nENV A=$ML_RUNTIME_EDITON`,
    '3:7',
    [],
  ],
  [
    'undefinedVariable',
    'what a RUN exports',
    `FROM a:1\nRUN export V=$(cat v)\nENV W=$V`,
    '3:7',
    [`FROM a:1\nRUN export PATH=/x:$PATH\nENV W=$PATH`],
  ],
  [
    'undefinedVariable',
    'an ARG without a value in a label of a runtime',
    `FROM a:1\nARG V\nLABEL ${edition}=$V`,
    `3:${7 + edition.length + 1}`,
    [`FROM a:1\nARG V=1\nLABEL ${edition}=$V`, `FROM a:1\nARG http_proxy\nENV http_proxy=$http_proxy`],
  ],
  [
    'undefinedVariable',
    'a variable in FROM',
    'FROM a:${V}',
    '1:8',
    ['ARG V=1\nFROM a:${V}', 'FROM a:${V:-1}'],
  ],
  [
    'argumentNotInStage',
    'an ARG that stands before FROM only',
    `ARG V=1\nFROM a:$V\nENV W=$V`,
    '3:7',
    [`ARG V=1\nFROM a:$V\nARG V\nENV W=$V`, `ARG V=1\nFROM a:$V\nENV V=2\nENV W=$V`],
  ],
  [
    'argumentHiddenByEnv',
    'an ARG behind an ENV',
    `${scratch}\nENV A=1\nARG A=2`,
    '3:5',
    [`${scratch}\nARG A=1\nENV A=$A`, `${scratch}\nENV A=1\nARG A`],
  ],
  [
    'argumentHiddenByEnv',
    'an ARG with the name of a field of the base',
    `${jupyter}\nARG ML_RUNTIME_EDITION=x`,
    '2:5',
    [],
  ],
  [
    'argumentPlaceholder',
    'a default that nobody has filled in',
    `${scratch}\nARG V=unspecified\nENV W=$V\nLABEL ${edition}="$W"`,
    '2:5',
    [
      `${scratch}\nARG V=unspecified\nLABEL other=$V`,
      `${scratch}\nARG V=real\nLABEL ${edition}=$V`,
      `${scratch}\nARG V=none\nLABEL ${description}="has $V of it"`,
    ],
  ],
  [
    'argumentPlaceholder',
    'one before the first FROM',
    `ARG V=TODO\n${scratch}\nARG V\nLABEL ${edition}=$V`,
    '1:5',
    [],
  ],
  [
    'unusedArgument',
    'an argument that no ARG declares',
    `${scratch}\nARG VERSION`,
    '1:1',
    [],
    { args: { VERSIN: '1' } },
  ],
]

describe('lints of values', () => {
  it.each(cases)('%s: tell the place of %s', (code, _what, text, place, _alike, options) => {
    expect(faultsOf(text, options)).toContain(`${code} ${place}`)
  })

  it.each(alikes(cases))('have no %s to tell of %j', (code, text, options) => {
    expect(faultsOf(text, options).filter((fault) => fault.startsWith(code))).toEqual([])
  })
})
