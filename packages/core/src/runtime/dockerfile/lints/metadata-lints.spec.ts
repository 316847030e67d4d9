import { describe, expect, it } from 'vitest'
import { faultsOf, jupyterBase } from '../sample-dockerfile.ts'
import { alikes, jupyter, type LintCase } from './lint-case.ts'

const edition = 'com.cloudera.ml.runtime.edition'

const cases: LintCase[] = [
  [
    'envWithoutLabel',
    'an ENV alone',
    `${jupyter}\nENV ML_RUNTIME_EDITOR=x`,
    '2:5',
    [
      `${jupyter}\nENV ML_RUNTIME_EDITOR=x\nLABEL com.cloudera.ml.runtime.editor=x`,
      `${jupyter}\nENV ML_RUNTIME_JUPYTER_KERNEL_NAME=x`,
      `${jupyter}\nENV ML_RUNTIME_CUDA_VERSION=""`,
      `${jupyter}\nENV ML_RUNTIME_GBN=0`,
    ],
  ],
  [
    'labelWithoutEnv',
    'a LABEL alone',
    `${jupyter}\nLABEL ${edition}=x`,
    '2:7',
    [
      `${jupyter}\nENV ML_RUNTIME_EDITION=x\nLABEL ${edition}=x`,
      `${jupyter}\nLABEL com.cloudera.ml.runtime.cuda-version=`,
    ],
  ],
  [
    'editorNotLinked',
    'an editor that nothing starts',
    `${jupyter}\nENV ML_RUNTIME_EDITOR=Zeppelin\nLABEL com.cloudera.ml.runtime.editor=Zeppelin`,
    '3:7',
    [
      `${jupyter}\nRUN ln -s /opt/z /usr/local/bin/ml-runtime-editor\nLABEL com.cloudera.ml.runtime.editor=Zeppelin`,
      `${jupyter}\nCOPY <<E /usr/local/bin/ml-runtime-editor\n#!/bin/sh\nE\nLABEL com.cloudera.ml.runtime.editor=Zeppelin`,
      `${jupyter}\nLABEL com.cloudera.ml.runtime.editor="PBJ Workbench"`,
      `${jupyter}\nLABEL com.cloudera.ml.runtime.editor="$UNKNOWN"`,
    ],
  ],
  [
    'pythonEndOfLife',
    'an old kernel',
    'FROM ubuntu:22.04\nENV ML_RUNTIME_KERNEL="Python 3.7"\nLABEL com.cloudera.ml.runtime.kernel=$ML_RUNTIME_KERNEL',
    '2:5',
    [
      'FROM ubuntu:22.04\nLABEL com.cloudera.ml.runtime.kernel="Python 3.11"',
      'FROM ubuntu:22.04\nLABEL com.cloudera.ml.runtime.kernel="Python 3.70"',
      'FROM ubuntu:22.04\nLABEL com.cloudera.ml.runtime.kernel="R 3.6"',
    ],
  ],
  [
    'pythonEndOfLife',
    'an old kernel of the base',
    `FROM ${jupyterBase.replace('3.10', '3.8')}`,
    '1:6',
    [jupyter],
  ],
]

describe('lints of metadata', () => {
  it.each(cases)('%s: tell the place of %s', (code, _what, text, place, _alike, options) => {
    expect(faultsOf(text, options)).toContain(`${code} ${place}`)
  })

  it.each(alikes(cases))('have no %s to tell of %j', (code, text, options) => {
    expect(faultsOf(text, options).filter((fault) => fault.startsWith(code))).toEqual([])
  })
})
